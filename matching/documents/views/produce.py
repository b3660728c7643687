"""A document produced from the file: given at once, or after having said what it lacks."""

from django.http import Http404, HttpResponseRedirect
from wagtail.admin import messages

from matching.documents.kinds import PRODUCED, RAPPEL
from matching.models import Placement
from matching.placements.filling import academy_of
from matching.placements.screens import FileScreen
from psf.documents.content import DOCX
from psf.documents.producing import produce
from psf.documents.views.download import as_download
from psf.perimeter.access import record_access
from psf.perimeter.models import AccessLog
from psf.workflow.errors import Refused

KINDS = {kind.slug: kind for kind in PRODUCED}


class ProduceView(FileScreen):
    """GET gives the Word document; when something lacks, a page says what, and how to go on."""

    template_name = "matching/documents/missing.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        try:
            self.kind = KINDS[kwargs["document"]]
        except KeyError:
            raise Http404 from None

    def get_queryset(self):
        return Placement.objects.for_file()

    def get_page_title(self):
        return self.kind.title

    def get(self, request, *args, **kwargs):
        placement = self.subject
        filled = self.kind.fill(placement)
        impossible = self.kind is RAPPEL and placement.offer.contract_id is None
        if impossible or (filled.missing and request.GET.get("blancs") != "1"):
            return self.show(kind=self.kind, missing=filled.missing, impossible=impossible)
        academy = academy_of(placement.service)
        try:
            content = produce(self.kind, filled, academy)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return HttpResponseRedirect(self.get_subject_url())
        record_access(request, placement.youth, AccessLog.Door.DOCUMENT)
        return as_download(content, DOCX, filled.file_name)
