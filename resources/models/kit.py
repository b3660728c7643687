"""The document kit, by role and step."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from psf.versions import Versioned
from resources.enums import DocumentFormat
from resources.fields import RolesField
from resources.panels import step_panel
from resources.querysets import KitDocumentQuerySet

# What makes a document when it is asked for.
MAKERS = ("/outils/", "/notice/")
REDACTEUR = "/outils/redacteur/"


class KitDocument(Versioned):
    """A file to download, or a document that the rédacteur de clause fills with the buyer's data."""

    title = models.CharField("titre", max_length=120, unique=True)
    summary = models.CharField("à quoi il sert", max_length=250)
    roles = RolesField("pour qui", help_text="Rien de coché : pour tous.")
    step = models.SlugField("étape", max_length=40, blank=True, help_text="Code de l’étape.")
    document = models.ForeignKey(
        "wagtaildocs.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="kit",
        verbose_name="fichier",
    )
    tool = models.CharField(
        "ou outil qui le produit",
        max_length=200,
        blank=True,
        help_text="Adresse dans le site : /outils/redacteur/",
    )
    format = models.CharField("format", max_length=6, choices=DocumentFormat, default="docx")
    version_on = models.DateField("version du")
    order = models.PositiveSmallIntegerField("ordre", default=100)
    shown = models.BooleanField("affiché", default=True)

    objects = KitDocumentQuerySet.as_manager()

    panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("roles"),
        FieldRowPanel([step_panel(), FieldPanel("order")]),
        MultiFieldPanel([FieldPanel("document"), FieldPanel("tool")], heading="D’où il vient"),
        FieldRowPanel([FieldPanel("format"), FieldPanel("version_on")]),
        FieldPanel("shown"),
    ]

    class Meta:
        verbose_name = "document du kit"
        verbose_name_plural = "documents du kit"
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title

    def clean(self):
        if bool(self.document_id) == bool(self.tool):
            raise ValidationError("Choisissez un fichier ou l’outil qui le produit, pas les deux.")
        if self.tool and not self.tool.startswith(MAKERS):
            raise ValidationError(
                {"tool": "L’adresse d’un outil commence par /outils/ ou /notice/."}
            )

    @property
    def is_written(self) -> bool:
        """Whether a buyer writes it in the rédacteur; the others are fetched as they are."""
        return self.tool.startswith(REDACTEUR)

    @property
    def address(self) -> str:
        return self.document.url if self.document_id else self.tool

    @property
    def size(self) -> int | None:
        """Bytes, as stored with the file when it was added."""
        return self.document.file_size if self.document_id else None
