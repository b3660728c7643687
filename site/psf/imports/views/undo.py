"""Undoing a whole import: what would go or come back, a reason; or what keeps it."""

from django.shortcuts import get_object_or_404, redirect
from wagtail.admin import messages

from psf.imports import undoing
from psf.imports.forms import UndoImportForm
from psf.imports.models import ImportBatch
from psf.workflow.errors import Refused

from .base import Page, allow

SHOWN = 50


class UndoImportView(Page):
    """For whoever may import such records, of an import of their perimeter: its author or not."""

    template_name = "imports/undo.html"
    page_title = "Annuler un import"
    header_icon = "history"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.batch = get_object_or_404(
            ImportBatch.objects.ended().select_related("service", "department", "undone_by"),
            pk=kwargs["pk"],
        )
        allow(request.user, self.batch.declared)

    def path_items(self):
        return [{"url": "", "label": self.page_title}]

    def get(self, request, pk):
        return self.show(UndoImportForm())

    def post(self, request, pk):
        if self.batch.stalled:
            undoing.again(self.batch, request.user)
            return redirect("imports:undo", pk)
        form = UndoImportForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            batch = undoing.begin(pk, request.user, form.cleaned_data["reason"])
        except Refused as refused:
            # Somebody else may have undone it meanwhile.
            self.batch.refresh_from_db()
            form.refuse(refused)
            return self.show(form, status=409)
        if batch.undone_at:
            messages.success(request, "Import annulé : tout est comme avant lui.")
        return redirect("imports:undo", pk)

    def show(self, form, **response):
        return self.render_to_response(self.get_context_data(form=form), **response)

    def get_context_data(self, **kwargs):
        refusal = undoing.refusal(self.batch)
        if refusal is None and self.batch.traces.count() != self.batch.trace_count:
            refusal = undoing.HIDDEN
        kept = undoing.keeping(self.batch) if refusal is None else []
        return super().get_context_data(
            batch=self.batch,
            kind=self.batch.declared,
            refusal=refusal,
            kept=kept[:SHOWN],
            kept_count=len(kept),
            more=max(0, len(kept) - SHOWN),
            counts=undoing.counts(self.batch) if refusal is None else [],
            days=undoing.days(),
            **kwargs,
        )
