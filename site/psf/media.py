"""Images of the pages. Documents have a view of their own; private files are elsewhere."""

from pathlib import Path

from django.conf import settings
from django.views.static import serve

WEEK = 7 * 24 * 60 * 60


def image(request, path: str):
    """A resized image: its name changes with its content."""
    response = serve(request, path, document_root=str(Path(settings.MEDIA_ROOT) / "images"))
    response["Cache-Control"] = f"public, max-age={WEEK}"
    return response
