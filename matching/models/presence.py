"""In the company: weekly presence and incidents."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models

from matching.enums import IncidentKind
from matching.models.protected import OfPlacement
from matching.models.youth import NO_SENSITIVE_DATA
from psf.words.models import chosen_word
from psf.workflow.words import label_of


class Attendance(OfPlacement):
    """Hours of presence in one week, named by its Monday."""

    week = models.DateField("semaine du")
    hours = models.PositiveSmallIntegerField("heures", validators=[MaxValueValidator(39)])
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="enregistré par"
    )

    class Meta:
        verbose_name = "présence"
        verbose_name_plural = "présences"
        ordering = ["week"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "week"],
                name="attendance_once_per_week",
                violation_error_message="La présence de cette semaine est déjà enregistrée.",
            )
        ]


class Incident(OfPlacement):
    """Something that went wrong; whether the buyer is told depends on its kind."""

    happened_on = models.DateField("survenu le")
    kind = models.CharField("nature", max_length=12, choices=IncidentKind)
    kind_word = chosen_word()
    text = models.CharField("précision", max_length=300, blank=True, help_text=NO_SENSITIVE_DATA)
    buyer_told = models.BooleanField("acheteur prévenu", default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="enregistré par"
    )

    class Meta:
        verbose_name = "incident"
        verbose_name_plural = "incidents"
        ordering = ["happened_on", "pk"]

    @property
    def kind_label(self) -> str:
        return label_of(self.kind_word, self.kind, IncidentKind)
