"""Where the making of a list stands, and the file itself, for who asked alone."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import View

from psf.documents.models.blob import Unavailable
from psf.documents.views.download import as_download
from psf.exports.asking import allowed
from psf.exports.enums import ExportState
from psf.exports.making import TYPES
from psf.exports.models import Export
from psf.perimeter.requests import SignedRequest
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin


class OfExport(View):
    """An export of the person signed in, whose list is still open to them: else it does not exist."""

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.export = get_object_or_404(
            Export.objects.of(request.user).select_related("blob"), pk=kwargs["pk"]
        )
        # A service lost since, or the permission.
        if not set(self.export.services) <= set(request.services):
            raise Http404
        allowed(self.export, request.user, list(request.services))


class ExportView(WagtailAdminTemplateMixin, OfExport):
    template_name = "exports/export.html"
    header_icon = "download"
    page_title = "Liste à télécharger"

    def get_page_subtitle(self) -> str:
        return self.export.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        back = {"url": reverse(self.export.view), "label": self.export.title}
        return [*self.breadcrumbs_items, back, {"url": "", "label": self.page_title}]

    def get(self, request: SignedRequest, pk: int) -> HttpResponse:
        export = self.export
        return self.render_to_response(
            self.get_context_data(
                export=export,
                busy=export.busy,
                done=export.state == ExportState.DONE,
                refused=export.state == ExportState.REFUSED,
                back=reverse(export.view),
            )
        )


class FileView(OfExport):
    def get(self, request: SignedRequest, pk: int) -> HttpResponse:
        export = self.export
        if export.state != ExportState.DONE or export.blob is None:
            raise Http404
        try:
            content = export.blob.content()
        except Unavailable:
            raise Http404 from None
        return as_download(content, TYPES[export.format], f"{export.filename}.{export.format}")
