"""Files to take: the template of a kind, and the lines that were not imported."""

from django.http import Http404
from django.views.generic import View

from psf.imports.enums import TO_MEND
from psf.imports.files import lines_to_mend, template

from .base import OfBatch, OfKind


class TemplateView(OfKind, View):
    def get(self, request, kind, extension):
        return template(self.kind, extension)


class LinesView(OfBatch, View):
    def get(self, request, pk, extension):
        lines = self.batch.lines.filter(outcome__in=TO_MEND).order_by("number")
        if not lines.exists():
            raise Http404
        return lines_to_mend(self.batch, lines, extension)
