"""A paper to fill in by hand, for whoever needs one without writing a clause."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import View

from psf.documents.content import DOCX
from psf.documents.kinds import KINDS
from psf.documents.national import blank_copy
from psf.documents.views.download import as_download


class BlankView(View):
    """The blank copy of a document that has one."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        kind = KINDS.get(slug)
        if kind is None or kind.blank is None:
            raise Http404("no blank copy of that name")
        return as_download(blank_copy(kind), DOCX, f"{slug}.docx")
