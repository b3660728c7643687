"""The help of the screen at hand."""

from django import template

from psf.guidance.screens import Screen, screen_of

register = template.Library()


@register.simple_tag(takes_context=True)
def screen_at_hand(context) -> Screen | None:
    """None where no help was declared."""
    return screen_of(context.get("request"))
