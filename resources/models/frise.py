"""The frise: the steps of each role."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField

from home.enums import PublicRole
from psf.versions import Versioned


class FriseStep(Versioned):
    """One step of one role: what to do, how long, who to call.

    Its documents, questions and guides are those that bear its code.
    """

    role = models.CharField("pour", max_length=14, choices=PublicRole)
    code = models.SlugField("code", max_length=40)
    order = models.PositiveSmallIntegerField("ordre", default=100)
    title = models.CharField("étape", max_length=80)
    todo = RichTextField("ce qu’il faut faire", features=["bold", "link", "ul"], max_length=1500)
    how_long = models.CharField("combien de temps", max_length=160, blank=True)
    call = models.CharField("qui appeler", max_length=200, blank=True)
    shown = models.BooleanField("affichée", default=True)
    guides = models.ManyToManyField(
        "resources.GuidePage", blank=True, related_name="steps", verbose_name="guides"
    )

    panels = [
        FieldRowPanel([FieldPanel("role"), FieldPanel("code"), FieldPanel("order")]),
        FieldPanel("title"),
        FieldPanel("todo"),
        FieldRowPanel([FieldPanel("how_long"), FieldPanel("call")]),
        FieldPanel("guides"),
        FieldPanel("shown"),
    ]

    class Meta:
        verbose_name = "étape de la frise"
        verbose_name_plural = "étapes des frises"
        ordering = ["role", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["role", "code"],
                name="frise_step_once",
                violation_error_message="Ce rôle a déjà une étape de ce code.",
            )
        ]

    def __str__(self):
        return f"{self.get_role_display()} : {self.title}"
