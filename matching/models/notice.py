"""The information notice given to a young person and to their guardian: RGPD articles 13 and 14."""

from datetime import date

from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel

from matching.models.policy import DatedPolicy


class Notice(DatedPolicy):
    """What is handed over from a day on; a version in force, or past, is read again as it was.

    `number` is written beside who received it: « 2026-01 ».
    """

    number = models.CharField(
        "version",
        max_length=20,
        unique=True,
        help_text="Courte, inscrite dans chaque dossier : « 2026-09 ».",
        error_messages={"unique": "Une notice porte déjà cette version."},
    )
    text = models.TextField(
        "texte remis au jeune",
        help_text="Sans durée en chiffres : la page « Données personnelles » dit celles en vigueur.",
    )
    guardian_text = models.TextField("texte remis au représentant légal")

    panels = [
        FieldPanel("valid_from"),
        FieldPanel("number"),
        FieldPanel("reason"),
        FieldPanel("text"),
        FieldPanel("guardian_text"),
    ]

    class Meta(DatedPolicy.Meta):
        verbose_name = "notice d’information"
        verbose_name_plural = "notices d’information"

    def __str__(self):
        return f"notice {self.number}"

    @classmethod
    def number_on(cls, day: date) -> str:
        """The version that was in force on that day; the first one before there was any."""
        notice = cls.objects.in_force(day) or cls.objects.order_by("valid_from").first()
        return notice.number if notice else ""

    @classmethod
    def known_numbers(cls) -> list[str]:
        """Versions that may have been given: in force or past, the newest first."""
        past = cls.objects.filter(valid_from__lte=timezone.localdate())
        return list(past.values_list("number", flat=True))
