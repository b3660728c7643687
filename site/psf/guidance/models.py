"""Texts of help that the team edits, and opinions that it reads."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from psf.guidance.screens import SCREENS
from psf.versions import Versioned

NO_PERSON = "N'écrivez le nom, le numéro ni la situation de personne."


def screen_choices() -> list[tuple[str, str]]:
    return [(screen.key, screen.label) for screen in SCREENS]


class HelpText(Versioned):
    """What the team says of a screen, in place of the product's own words."""

    screen = models.CharField("écran", max_length=40, choices=screen_choices, unique=True)
    text = RichTextField(
        "texte",
        features=["bold", "italic", "ol", "ul", "link", "h3"],
        blank=True,
        help_text=f"Vide : le texte du produit revient. {NO_PERSON}",
    )
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    panels = [FieldPanel("screen"), FieldPanel("text")]

    class Meta:
        verbose_name = "aide d'un écran"
        verbose_name_plural = "aides des écrans"
        ordering = ["screen"]

    def __str__(self):
        screen = SCREENS.get(self.screen)
        return screen.label if screen else self.screen

    @classmethod
    def of(cls, screen: Any) -> str:
        """HTML of the help of a screen."""
        written = cls.objects.filter(screen=screen.key).values_list("text", flat=True).first()
        return written or screen.text

    @classmethod
    def edit_url(cls, screen: Any) -> str:
        """Where its text is changed: that of the team, else a new one."""
        pk = cls.objects.filter(screen=screen.key).values_list("pk", flat=True).first()
        name = "edit" if pk else "add"
        return reverse(f"wagtailsnippets_guidance_helptext:{name}", args=[pk] if pk else [])


class OpinionQuerySet(models.QuerySet):
    def to_read(self):
        return self.filter(read_at__isnull=True)

    def unread_first(self):
        return self.order_by(F("read_at").desc(nulls_first=True), "-at", "-pk")

    def over(self, before):
        """Written before that moment: their duration is over."""
        return self.filter(at__lt=before)


class Opinion(models.Model):
    """What somebody who works here says of a screen; the team reads it."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="de"
    )
    # Empty: of no screen in particular.
    screen = models.CharField("écran", max_length=40, blank=True)
    text = models.TextField("votre avis", max_length=1000, help_text=NO_PERSON)
    at = models.DateTimeField("le", default=timezone.now)
    read_at = models.DateTimeField("lu le", null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="lu par",
    )

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "avis"
        verbose_name_plural = "avis"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
                name="opinion_read_by_somebody",
            )
        ]

    def __str__(self):
        return f"Avis n° {self.pk}"

    @property
    def about(self) -> str:
        screen = SCREENS.get(self.screen)
        return screen.label if screen else "Le service en général"

    def read(self, by) -> None:
        """Once; whoever comes second changes nothing."""
        unread = type(self).objects.to_read().filter(pk=self.pk)
        unread.update(read_at=timezone.now(), read_by=by)


class Settled(models.Model):
    """Somebody who asked to be shown « Par où commencer » no more on their home page."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="compte"
    )
    at = models.DateTimeField("le", auto_now_add=True)

    class Meta:
        verbose_name = "accueil terminé"
        verbose_name_plural = "accueils terminés"

    def __str__(self):
        return f"Accueil terminé, n° {self.pk}"
