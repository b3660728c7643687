"""Finding and writing out public pages."""

from wagtail.rich_text.pages import PageLinkHandler
from wagtail.templatetags.wagtailcore_tags import richtext
from wagtail.views import serve

__all__ = ["PageLinkHandler", "note_route", "richtext", "serve"]


def note_route(request, page):
    """Tell Wagtail's view, which looks there before it goes down the tree, that `page` was asked."""
    request._wagtail_route_for_request = page.route(request, [])
