"""Pages of the tree, found by their address in the frame."""

from django.http import HttpRequest, HttpResponse

from home.frame import current
from psf.wagtail_seams.pages import note_route
from psf.wagtail_seams.pages import serve as serve_by_levels


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """A published page at once; anything else Wagtail's way, level by level from the site's root.

    Wagtail's own view does the rest, its hooks included: it begins by looking where its router
    noted what it found.
    """
    entry = current().by_url.get(f"/{path}")
    if entry is not None:
        page = entry.model.objects.filter(pk=entry.pk).first()
        if page is not None and page.live:
            note_route(request, page)
    return serve_by_levels(request, path)
