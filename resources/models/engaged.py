"""Buyers and companies that say publicly that they take part."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from psf.versions import Versioned
from resources.enums import OrganisationKind
from resources.models.names import sorted_by


class EngagedOrganisation(Versioned):
    """Shown with its agreement; never a list drawn from the registries."""

    kind = models.CharField("nature", max_length=12, choices=OrganisationKind)
    name = models.CharField("nom", max_length=120)
    sort_name = sorted_by("name")
    place = models.CharField("territoire", max_length=80, blank=True)
    what = models.CharField("ce qu’elle fait", max_length=250, blank=True)
    url = models.URLField("site", blank=True)
    since = models.DateField("engagée depuis", null=True, blank=True)
    agreed_on = models.DateField("accord pour être citée, le")
    shown = models.BooleanField("affichée", default=True)

    panels = [
        FieldPanel("kind"),
        FieldPanel("name"),
        FieldPanel("place"),
        FieldPanel("what"),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("since"), FieldPanel("agreed_on")]),
        FieldPanel("shown"),
    ]

    class Meta:
        verbose_name = "organisation engagée"
        verbose_name_plural = "organisations engagées"
        ordering = ["sort_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name"],
                name="engaged_once",
                violation_error_message="Cette organisation figure déjà.",
            )
        ]

    def __str__(self):
        return self.name
