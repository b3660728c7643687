"""Addresses within the pages of a link."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from matching.guests.listing import rows_of
from matching.placements.workflow import FOLLOWERS
from psf.workflow.actors import capacity

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


@register.inclusion_tag("matching/dossier/links.html", takes_context=True)
def file_links(context, placement):
    """The links of a file, with what the reader may do with them."""
    user = context["request"].user
    return {
        "links": rows_of(placement),
        "subject_url": context["subject_url"],
        "may_revoke": user.is_coordinator,
        "may_send": capacity(user, FOLLOWERS) is not None,
        "csrf_token": context["csrf_token"],
    }
