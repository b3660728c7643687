"""Addresses within the pages of a link."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def guest_url(key: str, gesture: str = "", kept=None) -> str:
    """The page of the link, or one of its answers; `kept` goes along."""
    url = (
        reverse("guests:gesture", args=[key, gesture])
        if gesture
        else reverse("guests:page", args=[key])
    )
    return f"{url}?{urlencode(kept)}" if kept else url
