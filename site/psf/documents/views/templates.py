"""Replacing the Word templates: upload, try, publish; the list of what each variable holds."""

from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import View
from wagtail.admin import messages

from psf.documents import word
from psf.documents.content import DOCX
from psf.documents.forms import BackForm, CodeForm, TemplateForm
from psf.documents.kinds import kind_of
from psf.documents.models import Blob, DocumentTemplate
from psf.documents.places import academies_of, is_national, kinds_of
from psf.documents.producing import source_of
from psf.documents.views.download import as_download
from psf.perimeter.access import record_access
from psf.perimeter.models import AccessLog
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin
from psf.workflow.errors import Refused, refusal_of

SHOWN_VERSIONS = 30


class TemplateScreen(WagtailAdminTemplateMixin, View):
    """A page for those who may replace templates; for the others it does not exist."""

    header_icon = "doc-full-inverse"
    page_title = "Modèles de documents"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("documents.add_documenttemplate"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("documents_prives:templates"), "label": "Modèles de documents"},
        ]

    def show(self, **context):
        return TemplateResponse(
            self.request, self.get_template_names(), self.get_context_data(**context)
        )


class IndexView(TemplateScreen):
    template_name = "documents/templates.html"

    def get(self, request):
        rows = [
            (kind, [(place, source_of_safely(kind, place)) for place in self.places(kind)])
            for kind in kinds_of(request.user)
        ]
        return self.show(rows=rows)

    def places(self, kind):
        """France, and the académies of a coordinator."""
        user = self.request.user
        if is_national(user, kind):
            return [None]
        return [None, *academies_of(user, kind)[:SHOWN_VERSIONS]]


def source_of_safely(kind, place) -> str:
    """Which template is in force there, in words, even when its file can't be read."""
    version = DocumentTemplate.objects.in_force(kind.slug, place)
    return f"{version.place}, version {version.number}" if version else "modèle d'origine"


class OfKind(TemplateScreen):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        try:
            self.kind = kind_of(kwargs["kind"])
        except KeyError:
            raise Http404 from None
        if request.user.is_authenticated and self.kind not in kinds_of(request.user):
            raise Http404

    def get_page_title(self):
        return f"Modèle : {self.kind.title}"

    def get_breadcrumbs_items(self):
        address = reverse("documents_prives:template_kind", args=[self.kind.slug])
        return [*super().get_breadcrumbs_items(), {"url": address, "label": self.kind.title}]

    def versions(self):
        """Those the reader may prepare, and the national ones published."""
        found = DocumentTemplate.objects.filter(kind=self.kind.slug)
        mine = found.open_to(self.request.user, self.kind)
        return (mine | found.filter(academy__isnull=True, published_at__isnull=False)).distinct()


class KindView(OfKind):
    """One document: its variables, its versions, and the form of a new one."""

    template_name = "documents/template_kind.html"

    def get(self, request, kind):
        return self.page()

    def post(self, request, kind):
        if "back" in request.POST:
            return self.back()
        form = TemplateForm(request.POST, request.FILES, user=request.user, kind=self.kind)
        if not form.is_valid():
            return self.page(form=form)
        try:
            with Blob.keeping(form.accepted) as blob:
                version = DocumentTemplate.objects.create(
                    kind=self.kind.slug,
                    academy=form.cleaned_data["academy"],
                    blob=blob,
                    reason=form.cleaned_data["reason"],
                    uploaded_by=request.user,
                )
        except Refused as refusal:
            form.add_error("upload", refusal.messages)
            return self.page(form=form)
        except IntegrityError as error:
            form.add_error(None, refusal_of(error, DocumentTemplate).messages)
            return self.page(form=form)
        messages.success(
            request, f"{version} est prête : essayez-la, puis publiez-la. Rien n'a encore changé."
        )
        return redirect("documents_prives:template", self.kind.slug, version.pk)

    def back(self):
        """Go back to the template above, by a version without a file."""
        request = self.request
        form = BackForm(request.POST, user=request.user, kind=self.kind, prefix="back")
        if not form.is_valid():
            return self.page(back_form=form)
        academy = form.cleaned_data["academy"]
        current = DocumentTemplate.objects.newest(self.kind.slug, academy)
        if current is None or current.blob_id is None:
            form.add_error("academy", "Il n'y a pas de modèle propre ici : rien à abandonner.")
            return self.page(back_form=form)
        try:
            with transaction.atomic():
                version = DocumentTemplate.objects.create(
                    kind=self.kind.slug,
                    academy=academy,
                    reason=form.cleaned_data["reason"],
                    uploaded_by=request.user,
                )
                version.publish(by=request.user)
        except IntegrityError as error:
            form.add_error(None, refusal_of(error, DocumentTemplate).messages)
            return self.page(back_form=form)
        messages.success(request, f"{version} : le modèle propre à {version.place} est abandonné.")
        return redirect("documents_prives:template_kind", self.kind.slug)

    def page(self, form=None, back_form=None):
        user = self.request.user
        return self.show(
            kind=self.kind,
            form=form or TemplateForm(user=user, kind=self.kind),
            back_form=back_form or BackForm(user=user, kind=self.kind, prefix="back"),
            versions=self.versions()
            .select_related("academy", "uploaded_by", "blob")
            .order_by("-uploaded_at")[:SHOWN_VERSIONS],
        )


class CurrentView(OfKind):
    """The template in force, to start from."""

    def get(self, request, kind):
        academies = list(academies_of(request.user, self.kind)[:2])
        place = academies[0] if len(academies) == 1 else None
        try:
            content = source_of(self.kind, place).content
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return redirect("documents_prives:template_kind", self.kind.slug)
        return as_download(content, DOCX, f"modele-{self.kind.slug}.docx")


class OfVersion(OfKind):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.pk = kwargs["pk"]

    def dispatch(self, request, *args, **kwargs):
        if request.user.has_perm("documents.add_documenttemplate"):
            found = self.versions().select_related("academy", "blob", "uploaded_by")
            self.version = get_object_or_404(found, pk=self.pk)
        return super().dispatch(request, *args, **kwargs)

    def is_mine(self) -> bool:
        mine = DocumentTemplate.objects.open_to(self.request.user, self.kind)
        return mine.filter(pk=self.version.pk).exists()

    def get_page_title(self):
        return str(self.version) if hasattr(self, "version") else super().get_page_title()

    def back_to_version(self):
        return redirect("documents_prives:template", self.kind.slug, self.version.pk)


class VersionView(OfVersion):
    """Try a version on the example or on a file, then publish it or throw it away."""

    template_name = "documents/template_version.html"

    def get(self, request, kind, pk):
        return self.page()

    def post(self, request, kind, pk):
        form = CodeForm(request.POST, kind=self.kind, user=request.user)
        if not form.is_valid():
            return self.page(form)
        filled = self.kind.fill(form.subject)
        youth = getattr(form.subject, "youth", None)
        if youth is not None:
            record_access(request, youth, AccessLog.Door.DOCUMENT)
        try:
            content = word.render(self.version.blob.content(), filled.values)
        except Refused as refusal:
            form.add_error("code", refusal.messages)
            return self.page(form)
        return as_download(content, DOCX, f"essai-{filled.file_name}")

    def page(self, form=None):
        return self.show(
            kind=self.kind,
            version=self.version,
            mine=self.is_mine(),
            form=form or CodeForm(kind=self.kind, user=self.request.user),
        )


class SampleView(OfVersion):
    """The version filled with the examples of the variables."""

    def get(self, request, kind, pk):
        if not self.version.blob_id:
            raise Http404
        try:
            content = word.render(self.version.blob.content(), self.kind.samples)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return self.back_to_version()
        return as_download(content, DOCX, f"essai-{self.kind.slug}.docx")


class FileView(OfVersion):
    """The template itself."""

    def get(self, request, kind, pk):
        if not self.version.blob_id:
            raise Http404
        try:
            content = self.version.blob.content()
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return self.back_to_version()
        return as_download(content, DOCX, self.version.download_name)


class PublishView(OfVersion):
    http_method_names = ["post"]

    def post(self, request, kind, pk):
        if not self.is_mine():
            raise Http404
        try:
            if self.version.blob_id:
                self.version.blob.content()
            self.version.publish(by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return self.back_to_version()
        messages.success(request, f"{self.version} est en vigueur : {self.version.place}.")
        return redirect("documents_prives:template_kind", self.kind.slug)


class DiscardView(OfVersion):
    http_method_names = ["post"]

    def post(self, request, kind, pk):
        if not self.is_mine():
            raise Http404
        try:
            self.version.discard()
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return self.back_to_version()
        messages.success(request, "Version abandonnée : rien n'a changé.")
        return redirect("documents_prives:template_kind", self.kind.slug)
