"""Screens of the files of one dossier: the whole list, attach, remove."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from wagtail.admin import messages

from matching.documents.attaching import attach, current, remove
from matching.documents.forms import AttachForm, RemoveForm
from matching.documents.papers import paper_of
from matching.placements.screens import FileScreen
from matching.placements.workflow import FOLLOWERS
from psf.documents.enums import FileKind
from psf.documents.models import StoredFile
from psf.workflow import kept
from psf.workflow.actors import capacity, in_words
from psf.workflow.errors import Refused
from psf.workflow.views import EXPIRED


class FilesView(FileScreen):
    """Everything that was ever attached, with what was replaced or removed, by whom and why."""

    template_name = "matching/documents/files.html"
    page_title = "Pièces du dossier"

    def get(self, request, *args, **kwargs):
        may = capacity(request.user, FOLLOWERS) is not None
        files = StoredFile.objects.of_placement(self.subject).with_details()
        papers = [paper_of(self.subject, file, may=may) for file in files]
        return self.show(
            attached=[paper for paper in papers if paper.file.attached],
            former=[paper for paper in papers if not paper.file.attached],
        )


class WritingScreen(FileScreen):
    """A screen for those who follow the file."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.has_perm(self.permission) and capacity(request.user, FOLLOWERS) is None:
            self.subject = self.get_subject()
            return self.refused(f"Réservé à : {in_words(FOLLOWERS)}.")
        return super().dispatch(request, *args, **kwargs)


class AttachView(WritingScreen):
    template_name = "matching/documents/attach.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["kind"] not in FileKind.values:
            raise Http404
        self.kind = FileKind(kwargs["kind"])

    def get_page_title(self):
        return f"Joindre : {self.kind.label}"

    def get(self, request, *args, **kwargs):
        if typed := kept.take(request):
            messages.warning(request, f"{EXPIRED} Choisissez à nouveau le fichier.")
            return self.page(AttachForm(typed, subject=self.subject, kind=self.kind))
        initial = {"masked": request.GET.get("sans-nom") == "1"}
        for name, masked in (("seen", False), ("seen_masked", True)):
            former = current(self.subject, self.kind, masked=masked)
            initial[name] = former.pk if former else None
        return self.page(AttachForm(subject=self.subject, kind=self.kind, initial=initial))

    def post(self, request, *args, **kwargs):
        form = AttachForm(request.POST, request.FILES, subject=self.subject, kind=self.kind)
        if not form.is_valid():
            return self.page(form)
        typed = form.cleaned_data
        masked = typed.get("masked", False)
        try:
            file = attach(
                self.subject,
                self.kind,
                form.accepted,
                by=request.user,
                original_name=typed["upload"].name,
                masked=masked,
                seen=typed["seen_masked" if masked else "seen"],
                parties=typed.get("parties") or (),
                signed_on=typed.get("signed_on"),
                agreement=form.agreement(),
            )
        except Refused as refusal:
            form.refuse(refusal)
            return self.page(form)
        for warning in form.warnings():
            messages.warning(request, warning)
        if file.blob.state:
            messages.warning(request, f"« {file.title} » est {file.blob.state}.")
        self.subject = self.get_subject()
        return self.done(f"« {file.title} » est au dossier.")

    def page(self, form):
        masked = bool(form["masked"].value()) if "masked" in form.fields else False
        return self.show(
            form=form, kind=self.kind, former=current(self.subject, self.kind, masked=masked)
        )


class RemoveView(WritingScreen):
    template_name = "matching/documents/remove.html"
    page_title = "Retirer une pièce"

    def file(self) -> StoredFile:
        files = StoredFile.objects.of_placement(self.subject).select_related(
            "blob", "placement", "offer"
        )
        return get_object_or_404(files, pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        typed = kept.take(request)
        if typed:
            messages.warning(request, EXPIRED)
        return self.show(form=RemoveForm(typed), file=self.file())

    def post(self, request, *args, **kwargs):
        file, form = self.file(), RemoveForm(request.POST)
        if not form.is_valid():
            return self.show(form=form, file=file)
        try:
            remove(file, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error("reason", refusal.messages)
            return self.show(form=form, file=file)
        messages.success(request, f"« {file.title} » est retirée et son contenu effacé.")
        return HttpResponseRedirect(self.get_back_url())
