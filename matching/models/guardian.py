"""Who answers for a minor."""

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey

from matching.enums import GuardianLink
from matching.models.protected import OfYouth
from psf.messaging.enums import Channel
from psf.seeking.database import sought_by
from psf.versions import Versioned


class Guardian(Versioned, OfYouth):
    """A legal guardian: identity and contact only."""

    youth = ParentalKey(
        "matching.Youth",
        on_delete=models.PROTECT,
        related_name="guardians",
        verbose_name="jeune",
    )
    last_name = models.CharField("nom", max_length=80)
    first_name = models.CharField("prénom", max_length=80)
    link = models.CharField("lien", max_length=8, choices=GuardianLink)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    told_by = models.CharField(
        "préfère être prévenu par",
        max_length=8,
        choices=Channel,
        blank=True,
        help_text="Vide : par courriel s'il en a un, sinon par SMS.",
    )

    sought = sought_by("last_name", "first_name", "email", numbers=("phone",))

    class Meta:
        verbose_name = "représentant légal"
        verbose_name_plural = "représentants légaux"
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["service"], include=["id", "youth", "sought"], name="guardian_sought"
            )
        ]

    def __str__(self):
        return f"représentant légal de {self.youth.code}"

    def clean(self):
        if not (self.phone or self.email):
            raise ValidationError({"phone": "Indiquez un téléphone ou une adresse électronique."})
