"""The convention de stage: periods of presence and signatures."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from matching.enums import Party
from matching.models.protected import OfPlacement

WEEKDAYS = [
    (0, "lundi"),
    (1, "mardi"),
    (2, "mercredi"),
    (3, "jeudi"),
    (4, "vendredi"),
    (5, "samedi"),
    (6, "dimanche"),
]


class PlacementPeriod(OfPlacement):
    """A stretch of presence with the same days and times every week, dates included."""

    placement = models.ForeignKey(
        "matching.Placement", models.PROTECT, related_name="periods", verbose_name="parcours"
    )
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    days = ArrayField(
        models.PositiveSmallIntegerField(choices=WEEKDAYS),
        verbose_name="jours",
        help_text="0 : lundi … 6 : dimanche.",
    )
    day_start = models.TimeField("arrivée")
    day_end = models.TimeField("départ")
    break_minutes = models.PositiveSmallIntegerField(
        "pause (minutes)", default=60, validators=[MaxValueValidator(180)]
    )

    class Meta:
        verbose_name = "période"
        verbose_name_plural = "périodes"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="period_dates",
                violation_error_message="La fin de la période précède son début.",
            ),
            models.CheckConstraint(
                condition=Q(day_end__gt=F("day_start")),
                name="period_times",
                violation_error_message="Le départ précède l'arrivée.",
            ),
        ]

    def __str__(self):
        return f"du {self.starts_on:%d/%m/%Y} au {self.ends_on:%d/%m/%Y}"

    @property
    def days_in_words(self) -> str:
        """« lundi, mardi, jeudi »."""
        return ", ".join(name for day, name in WEEKDAYS if day in self.days)

    def clean(self):
        if not self.days:
            raise ValidationError({"days": "Choisissez au moins un jour."})


class Signature(OfPlacement):
    """One party's signature of the convention, on paper for now."""

    class Medium(models.TextChoices):
        PAPER = "paper", "sur papier"

    party = models.CharField("signataire", max_length=16, choices=Party)
    signed_on = models.DateField("signé le")
    medium = models.CharField("forme", max_length=8, choices=Medium, default=Medium.PAPER)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="enregistré par",
    )

    class Meta:
        verbose_name = "signature"
        verbose_name_plural = "signatures"
        ordering = ["signed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "party"],
                name="signature_once_per_party",
                violation_error_message="Cette signature est déjà enregistrée.",
            )
        ]

    def __str__(self):
        return f"{self.get_party_display()} le {self.signed_on:%d/%m/%Y}"
