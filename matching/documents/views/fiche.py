"""The fiche entreprise of an offer: attached as soon as the offer is declared, before any young person."""

from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from matching.documents.attaching import attach, current
from matching.documents.forms import AttachForm
from matching.placements.workflow import FOLLOWERS
from offers.views.life import OfferScreen
from psf.documents.enums import FileKind
from psf.documents.models import StoredFile
from psf.workflow.actors import capacity, in_words
from psf.workflow.errors import Refused


class FicheView(OfferScreen):
    """Everybody who sees offers opens it; who follows the offer attaches or replaces it."""

    template_name = "matching/documents/fiche.html"
    page_title = "Fiche entreprise"

    def get(self, request, *args, **kwargs):
        former = current(self.subject, FileKind.FICHE)
        return self.page(self.form(initial={"seen": former.pk if former else None}))

    def post(self, request, *args, **kwargs):
        if not self.may_attach():
            return self.refused(self.not_for_you())
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form)
        try:
            attach(
                self.subject,
                FileKind.FICHE,
                form.accepted,
                by=request.user,
                original_name=form.cleaned_data["upload"].name,
                seen=form.cleaned_data["seen"],
            )
        except Refused as refusal:
            form.add_error("upload", refusal.messages)
            return self.page(form)
        messages.success(request, "La fiche entreprise est jointe à l'offre.")
        return redirect(self.get_subject_url())

    def form(self, *args, **kwargs):
        return AttachForm(*args, subject=self.subject, kind=FileKind.FICHE, **kwargs)

    def may_attach(self) -> bool:
        user = self.request.user
        allowed = user.has_perm("documents.add_storedfile") and capacity(user, FOLLOWERS)
        return bool(allowed) and self.workflow.in_perimeter(self.subject, user)

    def not_for_you(self) -> str:
        if capacity(self.request.user, FOLLOWERS) is None:
            return f"Réservé à : {in_words(FOLLOWERS)}."
        return "Cette offre est suivie par un autre service."

    def page(self, form):
        files = StoredFile.objects.filter(offer=self.subject).with_details()
        return self.show(
            form=form,
            may_attach=self.may_attach(),
            files=[(file, reverse("documents_prives:download", args=[file.pk])) for file in files],
        )
