"""Limits of the workflow that the administration adjusts."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="time")
class WorkflowLimits(BaseGenericSetting):
    """How long a step can be undone."""

    undo_days = models.PositiveSmallIntegerField(
        "annuler une étape",
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="En jours : délai pendant lequel un coordonnateur peut revenir sur une étape.",
    )
    panels = [FieldPanel("undo_days")]

    class Meta:
        verbose_name = "limites du suivi"
