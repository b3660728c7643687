"""The one way out of the private folder for people with an account."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.generic import View

from psf.documents.models import StoredFile
from psf.documents.models.blob import Unavailable
from psf.perimeter.access import record_access
from psf.perimeter.models import AccessLog
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin


def as_download(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A file that a browser saves, never shows, sniffs or keeps."""
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store, private"
    # A document opened in place after all runs nothing.
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


class DownloadView(WagtailAdminTemplateMixin, View):
    """GET gives the file; it does not exist for whoever may not see it. Each look is logged."""

    page_title = "Pièce"
    header_icon = "doc-full"

    def get(self, request, pk):
        if not request.user.has_perm("documents.view_storedfile"):
            raise Http404
        found = StoredFile.objects.select_related("blob", "youth", "placement", "offer")
        file = get_object_or_404(found, pk=pk)
        try:
            content = file.blob.content()
        except Unavailable as refusal:
            context = self.get_context_data(refusal=refusal.sentence)
            return TemplateResponse(request, "documents/unavailable.html", context, status=409)
        if file.youth_id:
            record_access(request, file.youth, AccessLog.Door.DOCUMENT)
        return as_download(content, file.blob.content_type, file.download_name)
