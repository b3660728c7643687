"""The glossary's words."""

from django.db import models
from wagtail.admin.panels import FieldPanel

from resources.models.editorial import Edited
from resources.models.names import sorted_by
from resources.querysets import PublishedQuerySet


class GlossaryTerm(Edited):
    """A word of the clause, defined in two sentences."""

    term = models.CharField("mot", max_length=80, unique=True)
    sort_name = sorted_by("term")
    definition = models.TextField("définition", max_length=500)

    objects = PublishedQuerySet.as_manager()

    panels = [FieldPanel("term"), FieldPanel("definition")]

    class Meta:
        verbose_name = "mot du glossaire"
        verbose_name_plural = "glossaire"
        permissions = [("publish_glossaryterm", "Publier")]
        ordering = ["sort_name"]

    def __str__(self):
        return self.term

    @property
    def anchor(self) -> str:
        return f"mot-{self.pk}"
