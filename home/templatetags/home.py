"""What every public page shows around its own content."""

import re
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe

from home.frame import current
from home.navigation import menu_of

register = template.Library()

UNITS = r"(?:h|heures?|jours?|semaines?|mois|ans?)\b"
# Before a mark or a unit, after an opening quotation mark, between the thousands of a number; never
# inside a tag.
LOOSE = re.compile(rf" (?:(?=[?!:;»€%])|(?<=« )|(?<=\d )(?=\d{{3}}\b|{UNITS}))(?![^<>]*>)")
# What people copy stays as it is.
KEPT = re.compile(r"(<(?:textarea|script|style)\b.*?</(?:textarea|script|style)>)", re.DOTALL)


class TiedNode(template.Node):
    def __init__(self, content):
        self.content = content

    def render(self, context):
        parts = KEPT.split(self.content.render(context))
        parts[::2] = [LOOSE.sub("\u00a0", part) for part in parts[::2]]
        return mark_safe("".join(parts))


@register.tag
def tied(parser, token):
    """`{% tied %}…{% endtied %}`: HTML whose marks, units and amounts never begin a line."""
    content = parser.parse(("endtied",))
    parser.delete_first_token()
    return TiedNode(content)


@register.simple_tag
def legal_pages():
    """The published legal pages, in the order of the tree."""
    return current().of_kind("legalpage")


@register.simple_tag(takes_context=True)
def navigation(context):
    """The main menu, with what is open now."""
    request = context.get("request")
    return menu_of(current(), request.path if request else "")


@register.simple_tag
def page_address(kind):
    """The address of the first published page of a model, or an empty string."""
    entry = current().first(kind)
    return entry.url if entry else ""


@register.simple_tag(takes_context=True)
def absolute(context, path):
    """The whole address, for networks and feeds, on the site's own host."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


@register.simple_tag(takes_context=True)
def with_query(context, **changed):
    """The present query with these values; an empty value leaves its name out."""
    kept = {k: v for k, v in context["request"].GET.items() if k not in changed}
    asked = {k: v for k, v in {**kept, **changed}.items() if v not in ("", None)}
    return f"?{urlencode(asked)}" if asked else "."


@register.simple_tag
def interest_address(offer):
    return reverse("public:interest", args=[offer.code])
