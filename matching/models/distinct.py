"""Two records that look like one young person and are two: said once, proposed no more."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from matching.models.protected import OfYouth


class DistinctYouths(OfYouth):
    """A pair, in either order.

    `other` is a number and no key: that record may be in a service that nobody here sees, and goes
    without asking this one.
    """

    other = models.PositiveBigIntegerField("numéro de l'autre dossier")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="par"
    )
    at = models.DateTimeField("le", auto_now_add=True)

    class Meta:
        verbose_name = "jeunes distincts"
        verbose_name_plural = "jeunes distincts"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Least("youth", "other"), Greatest("youth", "other"), name="distinct_youths_once"
            ),
            models.CheckConstraint(condition=~Q(youth=F("other")), name="distinct_youths_are_two"),
        ]

    def __str__(self):
        return f"Deux jeunes, n° {self.pk}"
