"""The convention de stage: periods of presence and signatures."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from matching.enums import Party
from matching.models.protected import OfPlacement
from psf.french.days import WEEKDAYS as WEEK
from psf.french.days import numeric

WEEKDAYS = list(enumerate(WEEK))


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
        return f"du {numeric(self.starts_on)} au {numeric(self.ends_on)}"

    @property
    def days_in_words(self) -> str:
        """« lundi, mardi, jeudi »."""
        return ", ".join(name for day, name in WEEKDAYS if day in self.days)

    def clean(self):
        if not self.days:
            raise ValidationError({"days": "Choisissez au moins un jour."})


class Signature(OfPlacement):
    """One party's signature of the convention, on paper or by its link.

    By link, `signatory`, `signed_at`, `link_key`, the imprint of the document signed and the code
    confirmed are the proof; on paper, the scan where there is one.
    """

    class Medium(models.TextChoices):
        PAPER = "paper", "sur papier"
        LINK = "link", "par lien"

    party = models.CharField("signataire", max_length=16, choices=Party)
    signed_on = models.DateField("signé le")
    medium = models.CharField("forme", max_length=8, choices=Medium, default=Medium.PAPER)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="enregistré par",
    )
    signed_at = models.DateTimeField("signé à", null=True, blank=True)
    signatory = models.CharField("nom tel que saisi", max_length=120, blank=True)
    # Names the link, which opens nothing by this key; and where it was opened from, as a digest.
    link_key = models.CharField(max_length=32, blank=True)
    address_hash = models.CharField(max_length=64, blank=True)
    # The code sent to the link's address was typed: when, and that address as one shows it.
    code_confirmed_at = models.DateTimeField("code confirmé à", null=True, blank=True)
    code_sent_to = models.CharField(
        "code envoyé à", max_length=120, blank=True, default="", db_default=""
    )
    document = models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures",
        verbose_name="document signé",
    )
    document_sha256 = models.CharField("empreinte du document", max_length=64, blank=True)

    class Meta:
        verbose_name = "signature"
        verbose_name_plural = "signatures"
        ordering = ["signed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "party"],
                name="signature_once_per_party",
                violation_error_message="Cette signature est déjà enregistrée.",
            ),
            models.CheckConstraint(
                condition=~Q(medium="link")
                | Q(signed_at__isnull=False, document__isnull=False)
                & ~Q(signatory="")
                & ~Q(document_sha256=""),
                name="signature_by_link_has_its_proof",
            ),
        ]

    def __str__(self):
        return f"{self.get_party_display()} le {numeric(self.signed_on)}"
