"""Whether pages say that nothing here is real."""

from django import template
from django.conf import settings

from psf.training.entrances import ENTRANCES, Entrance

register = template.Library()


@register.simple_tag
def training_space() -> bool:
    return bool(settings.PSF_TRAINING)


@register.simple_tag
def entrances() -> tuple[Entrance, ...]:
    return ENTRANCES
