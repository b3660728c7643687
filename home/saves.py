"""Saves of one page, question or testimony happen one after the other, each on what is there.

Wagtail reads which revision is the newest before it writes its own. An autosave still on its way
when the editor submits or publishes would so put its older words back as the newest.
https://github.com/wagtail/wagtail/issues/13863
"""

from django.db import connection


class OneSaveAtATimeMiddleware:
    """Hold, for the request's transaction, a lock on the address of the form that is sent."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method == "POST" and is_a_save(request.resolver_match):
            with connection.cursor() as cursor:
                cursor.execute(
                    "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [request.path]
                )
        return None


def is_a_save(match) -> bool:
    """True on the editing forms of pages and snippets."""
    return match.url_name == "edit" and match.namespace.startswith(
        ("wagtailadmin_pages", "wagtailsnippets_")
    )
