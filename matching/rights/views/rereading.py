"""Reading again what a copy would say: each sentence kept or hidden, each file joined or not."""

from contextlib import nullcontext

from django.http import Http404, HttpResponseRedirect
from wagtail.admin import messages

from matching.enums import HiddenReason, Right
from matching.rights.archive import rereading
from matching.rights.archive.collecting import collect
from matching.rights.archive.writing import ZIP, make
from matching.rights.forms import RereadForm
from matching.rights.views.screens import CHANGE, RequestScreen
from psf.documents.models.blob import Unavailable
from psf.documents.views.download import as_download
from psf.french.numbers import counted
from psf.perimeter.scope import all_services, services_in_sight
from psf.workflow.errors import Refused

MOVED = "Le dossier a changé entre-temps : relisez, puis recommencez. Rien n'est fait."
BY_THE_DPO = (
    "D'autres services connaissent cette personne : la copie et sa relecture reviennent au délégué à la"
    " protection des données."
)


class RereadView(RequestScreen):
    permission = CHANGE
    page_title = "Relire et faire la copie"
    template_name = "matching/rights/reread.html"
    http_method_names = ["get", "post"]

    def get(self, request, code):
        if refusal := self.refusal():
            messages.error(request, refusal)
            return HttpResponseRedirect(self.url)
        with self.sight():
            collected = collect(self.rights)
            form = RereadForm(initial={"seen": collected.imprint})
            return self.page(collected, form)

    def post(self, request, code):
        if refusal := self.refusal():
            messages.error(request, refusal)
            return HttpResponseRedirect(self.url)
        hidden = request.POST.getlist("hidden")
        left_out = request.POST.getlist("left_out")
        form = RereadForm(request.POST, hides=bool(hidden or left_out))
        with self.sight():
            collected = collect(self.rights)
            if not form.is_valid():
                return self.page(collected, form, hidden, left_out)
            if form.cleaned_data["seen"] != collected.imprint:
                form.add_error(None, MOVED)
                form.data = form.data.copy()
                form.data["seen"] = collected.imprint
                return self.page(collected, form, hidden, left_out, status=409)
            words = form.cleaned_data["words"]
            reading = rereading.read(
                collected,
                hidden,
                words,
                left_out,
                form.cleaned_data["because"] or HiddenReason.OTHER_PERSON,
            )
            try:
                make(self.rights, collected, reading, by=request.user)
            except Refused as refusal:
                form.refuse(refusal)
                return self.page(collected, form, hidden, left_out)
        number = reading.counts["passages_hidden"]
        hidden_in_words = counted(number, "passage masqué", "passages masqués")
        messages.success(request, f"La copie est prête : {hidden_in_words}. Remettez-la.")
        return HttpResponseRedirect(self.url)

    def refusal(self) -> str:
        """Why this copy is not made here and now, or ""."""
        if self.rights.right != Right.ACCESS or not self.rights.is_open:
            return "Cette demande n'attend pas de copie."
        if self.rights.verified_on is None:
            return "Vérifiez d'abord l'identité de la personne qui demande."
        if self.rights.youth_id or self.request.user.is_dpo:
            return ""
        known = self.rights.subject.addresses.exclude(service__in=services_in_sight())
        return BY_THE_DPO if known.exists() else ""

    def sight(self):
        """A contact stands in several services: the DPO reads what each holds of them."""
        if self.rights.youth_id or not self.request.user.is_dpo:
            return nullcontext()
        return all_services("the DPO reads a contact's copy again")

    def page(self, collected, form, hidden=(), left_out=(), *, status=200):
        passages = [
            (
                passage,
                [
                    (key, sentence, key in hidden)
                    for number, sentence in enumerate(passage.sentences)
                    if (key := rereading.sentence_key(passage.key, number))
                ],
            )
            for passage in collected.passages
        ]
        return self.show(
            form=form,
            typed=[each for each in passages if not each[0].by_the_site],
            by_the_site=[each for each in passages if each[0].by_the_site],
            pieces=[(piece, piece.key in left_out) for piece in collected.pieces],
            parts=[(part.title, len(part.entries)) for part in collected.parts],
            status=status,
        )


class CopyView(RequestScreen):
    """The copy, for who hands it over; each look is logged with the request."""

    permission = CHANGE
    http_method_names = ["get"]

    def get(self, request, code):
        if not (self.rights.is_open and self.rights.archive_is_there()):
            raise Http404
        try:
            content = self.rights.archive.content()
        except Unavailable as refusal:
            messages.error(request, refusal.sentence)
            return HttpResponseRedirect(self.url)
        return as_download(content, ZIP, f"{self.rights.code}.zip")
