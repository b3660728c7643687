"""Who agreed that a profile leaves: the young person, and an approver where a policy asks for one.

Both are about a content: `profile` and `content` keep its imprint, so that what changes afterwards
must be agreed and approved again.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from matching.enums import Said
from matching.models.protected import OfPlacement
from psf.french.days import numeric


class Agreement(OfPlacement):
    """The young person's « oui » for one company. The last one counts; a « non » is never written here.

    By their link nobody recorded it; said, `said_to` heard it on `said_on`.
    """

    medium = models.CharField("donné", max_length=8, choices=Said)
    said_on = models.DateField("le")
    said_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="à",
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="enregistré par",
    )
    recorded_at = models.DateTimeField("enregistré le", default=timezone.now)
    profile = models.CharField("empreinte du profil", max_length=64)

    class Meta:
        verbose_name = "accord du jeune"
        verbose_name_plural = "accords du jeune"
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(medium=Said.LINK, said_to__isnull=True, recorded_by__isnull=True)
                | ~Q(medium=Said.LINK) & Q(said_to__isnull=False, recorded_by__isnull=False),
                name="agreement_says_who_heard_it",
                violation_error_message="Dites qui a recueilli l'accord du jeune.",
            ),
        ]

    def __str__(self):
        return f"{self.get_medium_display()}, le {numeric(self.said_on)}"


class Approval(OfPlacement):
    """A move approved, by somebody else than who asked; deleted as soon as its content changes.

    `content` is empty for what was approved before contents were kept.
    """

    name = models.CharField("étape approuvée", max_length=40)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="demandé par",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="approuvé par"
    )
    approved_at = models.DateTimeField("approuvé le", default=timezone.now)
    content = models.CharField("empreinte", max_length=64, blank=True)

    class Meta:
        verbose_name = "approbation"
        verbose_name_plural = "approbations"
        ordering = ["-approved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "name"],
                name="approval_once",
                violation_error_message="Cette étape vient d'être approuvée.",
            ),
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True) | ~Q(approved_by=F("asked_by")),
                name="approval_by_somebody_else",
                violation_error_message="Une approbation se donne par quelqu'un d'autre que qui la"
                " demande.",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({numeric(timezone.localdate(self.approved_at))})"
