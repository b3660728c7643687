"""Dates that a company proposes for the réunion de présentation, until one is chosen."""

from django.db import models

from matching.models.protected import OfPlacement
from psf.french.moments import numeric_moment


class MeetingDate(OfPlacement):
    """One date proposed. A new proposal replaces the former ones; the event keeps them in words."""

    placement = models.ForeignKey(
        "matching.Placement",
        models.PROTECT,
        related_name="meeting_dates",
        verbose_name="parcours",
    )
    at = models.DateTimeField("date proposée")
    place = models.CharField("lieu", max_length=200, blank=True)

    class Meta:
        verbose_name = "date de réunion proposée"
        verbose_name_plural = "dates de réunion proposées"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "at"],
                name="meeting_date_once",
                violation_error_message="Cette date est déjà proposée.",
            )
        ]

    def __str__(self):
        return numeric_moment(self.at)
