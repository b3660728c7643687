"""The box of the search, on every page of the admin."""

from django import template

from matching.desk.seeking.search import may_seek as may

register = template.Library()


@register.simple_tag(takes_context=True)
def may_seek(context) -> bool:
    """Whether the reader has somebody or something to look for."""
    request = context.get("request")
    return request is not None and may(request.user)
