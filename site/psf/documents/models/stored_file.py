"""A file in the dossier of a young person, or the fiche of an offer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from psf.documents.enums import FOR_COMPANY, SINGLE, FileKind
from psf.documents.models.blob import Blob
from psf.documents.querysets import StoredFileQuerySet

REASON_LIMIT = 200


class StoredFile(models.Model):
    """Under forced row-level security, except the fiche entreprise, which names no young person.

    `attached` says whether it stands in the file now. What was replaced or removed stays as a
    trace; an undone step sets `attached` back.
    """

    youth = models.ForeignKey(
        "matching.Youth",
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="storedfiles",
        verbose_name="jeune",
    )
    placement = models.ForeignKey(
        "matching.Placement",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="storedfiles",
        verbose_name="parcours",
    )
    offer = models.ForeignKey(
        "offers.Offer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="storedfiles",
        verbose_name="offre",
    )
    service = models.ForeignKey(
        "territories.Service", models.PROTECT, related_name="+", verbose_name="service"
    )
    kind = models.CharField("nature", max_length=12, choices=FileKind)
    # Without name or address: what a company may see before a meeting is agreed.
    masked = models.BooleanField("sans nom ni adresse", default=False)
    # Made by the product (the convention that everybody signs by link), not sent by somebody.
    generated = models.BooleanField(default=False, editable=False)
    blob = models.OneToOneField(Blob, models.PROTECT, related_name="stored_file")
    # Shown in the file; never in an address, a log, or what a company downloads.
    original_name = models.CharField("nom du fichier", max_length=200, blank=True)
    attached = models.BooleanField(default=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="envoyé par",
    )
    uploaded_at = models.DateTimeField("envoyé le", default=timezone.now)
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaces"
    )
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField("retiré le", null=True, blank=True)
    removal_reason = models.CharField("motif du retrait", max_length=REASON_LIMIT, blank=True)

    objects = StoredFileQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "pièce"
        verbose_name_plural = "pièces"
        ordering = ["-uploaded_at", "-pk"]
        default_permissions = ("add", "view")
        constraints = [
            models.CheckConstraint(
                condition=Q(youth__isnull=False, offer__isnull=True)
                | Q(
                    youth__isnull=True,
                    placement__isnull=True,
                    offer__isnull=False,
                    kind=FileKind.FICHE,
                ),
                name="file_names_its_subject",
            ),
            models.CheckConstraint(
                condition=Q(masked=False) | Q(kind__in=sorted(FOR_COMPANY)),
                name="file_masked_is_for_a_company",
                violation_error_message="Seuls le CV et la lettre ont une version sans nom.",
            ),
            models.UniqueConstraint(
                fields=["placement", "kind", "masked", "generated"],
                condition=Q(
                    attached=True, placement__isnull=False, kind__in=sorted(SINGLE - {"fiche"})
                ),
                name="file_one_of_a_kind",
                violation_error_message="Cette pièce vient d'être jointe par quelqu'un d'autre.",
            ),
            models.UniqueConstraint(
                fields=["offer"],
                condition=Q(attached=True, offer__isnull=False),
                name="file_one_fiche",
                violation_error_message="La fiche vient d'être jointe par quelqu'un d'autre.",
            ),
        ]
        indexes = [
            models.Index(fields=["placement", "attached"], name="file_placement"),
            models.Index(fields=["offer"], name="file_offer", condition=Q(offer__isnull=False)),
        ]

    def __str__(self):
        return f"{self.title} {self.code}"

    @property
    def title(self) -> str:
        """« CV sans nom ni adresse »."""
        kind = FileKind(self.kind).label
        if self.generated:
            return f"{kind} à signer"
        return f"{kind} sans nom ni adresse" if self.masked else kind

    @property
    def code(self) -> str:
        """The public code of what the file is about."""
        about = self.placement or self.offer or self.youth
        return about.code

    @property
    def download_name(self) -> str:
        """« P-2026-00042-cv.pdf »: a code and a kind, nobody's name."""
        masked = "-sans-nom" if self.masked else ""
        return f"{self.code}-{self.kind}{masked}.{self.blob.extension}"

    @property
    def former_state(self) -> str:
        """Why it no longer stands in the file: replaced, removed, or the step was undone."""
        if self.removed_at:
            return "retirée"
        return "remplacée" if self.replaced_by_id else "étape annulée"
