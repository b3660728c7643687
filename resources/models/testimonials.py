"""Testimonies: somebody's words, for as long as they agreed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from resources.fields import RolesField
from resources.models.editorial import Edited
from resources.querysets import TestimonialQuerySet


class Testimonial(Edited):
    """Shown from the day of consent to its last day, then nowhere."""

    words = models.TextField("ses mots", max_length=600)
    name = models.CharField(
        "nom affiché",
        max_length=80,
        help_text="Tel que la personne l’accepte. Jamais le nom d’un jeune : un prénom, ou « Un jeune ».",
    )
    function = models.CharField("fonction affichée", max_length=120, blank=True)
    roles = RolesField("parle aux", help_text="Rien de coché : à tous.")
    consent_on = models.DateField("accord écrit du", default=timezone.localdate)
    ends_on = models.DateField(
        "affiché jusqu’au", help_text="Ensuite le témoignage disparaît de lui-même."
    )

    objects = TestimonialQuerySet.as_manager()

    panels = [
        FieldPanel("words"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("function")]),
        FieldPanel("roles"),
        FieldRowPanel([FieldPanel("consent_on"), FieldPanel("ends_on")]),
    ]

    class Meta:
        verbose_name = "témoignage"
        verbose_name_plural = "témoignages"
        permissions = [("publish_testimonial", "Publier")]
        ordering = ["-consent_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("consent_on")),
                name="testimonial_period",
                violation_error_message="La fin d’affichage précède l’accord.",
            )
        ]

    def __str__(self):
        return f"{self.name}, {self.function}" if self.function else self.name

    def clean(self):
        if self.consent_on and self.consent_on > timezone.localdate():
            raise ValidationError({"consent_on": "Cette date est à venir."})

    @property
    def is_shown(self) -> bool:
        return self.live and self.consent_on <= timezone.localdate() <= self.ends_on
