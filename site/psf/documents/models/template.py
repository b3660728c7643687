"""Versions of the Word templates, national or of one académie."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from psf.documents.kinds import kind_of
from psf.documents.models.blob import Blob
from psf.documents.querysets import DocumentTemplateQuerySet
from psf.workflow.errors import Refused


class DocumentTemplate(models.Model):
    """A version: prepared, tried, then published. Once published nothing of it changes.

    Without a file it says: back to the national template, or to the product's own.
    """

    kind = models.CharField("document", max_length=20)
    academy = models.ForeignKey(
        "territories.Academy",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="académie",
    )
    number = models.PositiveIntegerField("version")
    blob = models.OneToOneField(
        Blob, models.PROTECT, null=True, blank=True, related_name="template"
    )
    reason = models.CharField(
        "motif", max_length=200, help_text="Ce qui change, pour qui lira la liste des versions."
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="préparé par"
    )
    uploaded_at = models.DateTimeField("préparé le", default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="publié par",
    )
    published_at = models.DateTimeField("publié le", null=True, blank=True)

    objects = DocumentTemplateQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "modèle de document"
        verbose_name_plural = "modèles de documents"
        ordering = ["kind", "academy", "-number"]
        default_permissions = ("add", "view")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "academy", "number"],
                name="template_number_once",
                nulls_distinct=False,
                violation_error_message="Quelqu'un vient d'ajouter une version : recommencez.",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(published_by__isnull=False),
                name="template_published_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.title}, version {self.number}"

    def save(self, *args, **kwargs):
        if self.number is None:
            versions = DocumentTemplate.objects.filter(kind=self.kind, academy=self.academy)
            last = versions.aggregate(last=models.Max("number"))["last"]
            self.number = (last or 0) + 1
        super().save(*args, **kwargs)

    @property
    def title(self) -> str:
        return kind_of(self.kind).title

    @property
    def place(self) -> str:
        return f"académie de {self.academy}" if self.academy_id else "France entière"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def download_name(self) -> str:
        return f"modele-{self.kind}-v{self.number}.docx"

    def publish(self, *, by, now=None) -> None:
        """Put the version in force; raises Refused when it is, or when a newer one is already."""
        done = DocumentTemplate.objects.filter(pk=self.pk, published_at__isnull=True)
        newer = DocumentTemplate.objects.published().filter(
            kind=self.kind, academy=self.academy, number__gt=self.number
        )
        if newer.exists():
            raise Refused("Une version plus récente est déjà publiée : préparez-en une nouvelle.")
        if not done.update(published_at=now or timezone.now(), published_by=by):
            raise Refused("Cette version est déjà publiée.")
        self.refresh_from_db()

    def discard(self) -> None:
        """Throw away a version never published."""
        if not DocumentTemplate.objects.filter(pk=self.pk, published_at__isnull=True).delete()[0]:
            raise Refused("Une version publiée ne s'efface pas.")
        if self.blob:
            self.blob.erase()
