"""Choosing what to import, sending the file, naming its columns."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from wagtail.admin import messages

from psf.imports import processing, staging
from psf.imports.enums import BatchState
from psf.imports.errors import Refused
from psf.imports.forms import ColumnsForm, UploadForm
from psf.imports.headers import complaint, recognise
from psf.imports.models import ImportBatch

from .base import OfBatch, OfKind, Page, allowed_kinds

RECENT = 20


class IndexView(Page):
    template_name = "imports/index.html"

    def get(self, request):
        if not allowed_kinds(request.user):
            raise PermissionDenied
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        user = self.request.user
        slugs = {kind.slug for kind in allowed_kinds(user)}
        batches = ImportBatch.objects.filter(kind__in=slugs).select_related(
            "service", "department", "user"
        )
        return super().get_context_data(
            kinds=allowed_kinds(user),
            under_way=batches.of(user).under_way()[:RECENT],
            done=batches.ended().select_related("undone_by")[:RECENT],
            **kwargs,
        )


class UploadView(OfKind, Page):
    template_name = "imports/upload.html"

    def get_page_title(self):
        return f"Importer des {self.kind.title.lower()}"

    def path_items(self):
        return [{"url": "", "label": self.kind.title}]

    def get(self, request, kind):
        return self.show(self.form())

    def post(self, request, kind):
        batch = ImportBatch(kind=self.kind.slug, user=request.user)
        form = self.form(request.POST, request.FILES, instance=batch)
        if not form.is_valid():
            return self.show(form)
        upload = form.cleaned_data["upload"]
        batch = form.save(commit=False)
        batch.filename = upload.name[:200]
        try:
            staging.stage(batch, upload)
        except Refused as refusal:
            form.add_error("upload", str(refusal))
            return self.show(form)
        if batch.state == BatchState.READING:
            processing.start(batch)
        return redirect("imports:batch", batch.pk)

    def form(self, *args, **kwargs):
        return UploadForm(*args, kind=self.kind, services=self.request.services, **kwargs)

    def show(self, form):
        return self.render_to_response(self.get_context_data(form=form, kind=self.kind))


class ColumnsView(OfBatch, Page):
    """Asked when titles are unknown or missing: the file is kept, nothing is sent again."""

    template_name = "imports/columns.html"
    page_title = "Colonnes à préciser"

    def path_items(self):
        return [{"url": "", "label": self.page_title}]

    def get(self, request, pk):
        if self.batch.state != BatchState.HEADERS:
            return redirect("imports:batch", pk)
        return self.show(self.form())

    def post(self, request, pk):
        self.batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=self.batch.pk)
        if self.batch.state != BatchState.HEADERS:
            return redirect("imports:batch", pk)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        staging.name_columns(self.batch, form.mapping)
        processing.start(self.batch)
        messages.success(request, "Colonnes enregistrées : vérifiez les lignes avant d'importer.")
        return redirect("imports:batch", pk)

    def form(self, *args):
        return ColumnsForm(*args, kind=self.kind, titles=self.batch.titles)

    def show(self, form):
        return self.render_to_response(
            self.get_context_data(
                form=form,
                batch=self.batch,
                kind=self.kind,
                complaints=complaint(self.kind, recognise(self.kind, self.batch.titles)),
            )
        )
