"""Limits of the workflow that the administration adjusts."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="time")
class WorkflowLimits(BaseGenericSetting):
    """How long a step, or a whole import, can be undone."""

    undo_days = models.PositiveSmallIntegerField(
        "annuler une étape",
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="En jours : délai pendant lequel un coordonnateur peut revenir sur une étape.",
    )
    undo_days_for_imports = models.PositiveSmallIntegerField(
        "annuler un import",
        default=7,
        db_default=7,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text="En jours : délai pendant lequel un import entier peut être annulé. Ce qu'il a"
        " remplacé est gardé aussi longtemps.",
    )
    panels = [FieldPanel("undo_days"), FieldPanel("undo_days_for_imports")]

    class Meta:
        verbose_name = "limites du suivi"
