"""How the tools write figures."""

from django import template
from django.conf import settings
from django.urls import reverse

from offers import money
from resources.calibre.checks import day

register = template.Library()


@register.filter
def euros(amount) -> str:
    """« 2 025 € »; a dash where the amount is not known."""
    return "—" if amount is None else money.euros(amount)


@register.filter
def in_hours(number) -> str:
    """« 833 h »."""
    return money.hours(number)


register.filter("in_words", day)


@register.filter
def hint(label) -> str:
    """The second line of a choice, when it has one (`fields.Explained`)."""
    return getattr(label, "hint", "")


@register.simple_tag
def canonical(tool) -> str:
    """The one address of a tool (resources.tools.about), whatever is asked of it."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(tool.address_name)
