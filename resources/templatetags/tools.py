"""Addresses of the tools."""

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.filter
def hint(label) -> str:
    """The second line of a choice, when it has one (`fields.Explained`)."""
    return getattr(label, "hint", "")


@register.simple_tag
def canonical(tool) -> str:
    """The one address of a tool (resources.tools.about), whatever is asked of it."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(tool.address_name)
