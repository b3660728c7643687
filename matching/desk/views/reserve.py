"""Reserving from a live list in two clicks: what will happen, then it happens."""

from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages

from matching.desk.views.ranking import RankingPage, age_band
from matching.models import Placement
from matching.placements.actions.reserved import CALL_COMPANY
from matching.placements.gratification import gratification_of
from matching.placements.reservation import reserve
from matching.ranking.forms import ReserveForm, SearchForm
from matching.ranking.live import Search, explain
from matching.ranking.proposable import halt_of_slot, halt_of_youth
from offers.models import CompanyContact, CompanyContactAddress
from psf.french.days import numeric
from psf.perimeter.access import Door, record_access
from psf.workflow import kept
from psf.workflow.errors import Refused
from psf.workflow.policies.effective import policy_of
from psf.workflow.views import EXPIRED

FROM_SLOT = "place"


class ReserveView(RankingPage):
    """GET tells what a reservation brings about, POST reserves.

    What is asked of the list (or `depuis=place`) comes along, so that the proposal is computed
    again as the person saw it, and so that a refusal leads back to the same list.
    """

    template_name = "matching/ranking/reserve.html"
    page_title = "Réserver une place"

    def prepare(self, data) -> None:
        self.youth = self.get_youth()
        self.slot = self.get_slot(self.kwargs["slot"])
        self.from_slot = data.get("depuis") == FROM_SLOT
        self.search_form = SearchForm(data, youth=self.youth)
        if self.from_slot:
            search, calendar_of = Search.of(self.youth), self.slot.commune
        else:
            search, calendar_of = self.search_form.search(), None
        self.explanation = explain(self.youth, self.slot, search, calendar_of=calendar_of)

    def get(self, request, *args, **kwargs):
        typed = kept.take(request)
        if typed is not None:
            messages.warning(request, EXPIRED)
        self.prepare(request.GET if typed is None else typed)
        record_access(request, self.youth, Door.SUGGESTION)
        return self.show(self.form(typed))

    def post(self, request, *args, **kwargs):
        self.prepare(request.POST)
        if refusals := self.refusals():
            return self.back_to_the_list(" ".join(refusals))
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        proposal = self.explanation.proposal
        if form.cleaned_data["heures"] != proposal.hours:
            messages.warning(
                request,
                f"Les heures de l'offre ont changé : ce parcours ferait {proposal.hours} h."
                " Vérifiez, puis réservez si cela convient encore.",
            )
            return self.show(self.form())
        try:
            placement = reserve(
                self.youth,
                self.slot,
                by=request.user,
                tutor=form.cleaned_data["tuteur"],
                hours=proposal.hours,
                shown=proposal,
            )
        except Refused as refusal:
            return self.back_to_the_list(refusal.sentence)
        messages.success(
            request,
            f"Place réservée jusqu'au {numeric(placement.reserved_until)}."
            " Premier geste : appeler l'entreprise.",
        )
        return HttpResponseRedirect(reverse("work:file", args=[placement.code]))

    def form(self, data=None) -> ReserveForm:
        return ReserveForm(
            data,
            youth=self.youth,
            user=self.request.user,
            hours=self.explanation.proposal.hours,
        )

    def refusals(self) -> list[str]:
        """Why this pair can't be reserved now; empty when it can."""
        if halt := halt_of_youth(self.youth) or halt_of_slot(self.slot):
            return [halt.sentence]
        return [f"{refusal.sentence}." for refusal in self.explanation.refusals]

    def list_url(self) -> str:
        if self.from_slot:
            return reverse("work:ranking_slot", args=[self.slot.code])
        query = self.search_form.query if self.search_form.asked else ""
        url = reverse("work:ranking", args=[self.youth.code])
        return f"{url}?{query}" if query else url

    def back_to_the_list(self, sentence: str):
        messages.error(self.request, f"Rien n'est réservé. {sentence} Voici la liste à jour.")
        return HttpResponseRedirect(self.list_url())

    def show(self, form):
        return TemplateResponse(
            self.request, self.get_template_names(), self.get_context_data(form=form)
        )

    def path_items(self):
        return [
            {"url": self.list_url(), "label": f"Rapprocher {self.kwargs['code']}"},
            {"url": "", "label": "Réserver"},
        ]

    def get_context_data(self, **kwargs):
        youth, slot, proposal = self.youth, self.slot, self.explanation.proposal
        today = timezone.localdate()
        companies = {slot.offer.company_id, slot.host_id} - {None}
        # Before the first file there, one knows whom the offer's service knows.
        mine = CompanyContactAddress.objects.filter(
            contact__company__in=companies, service=youth.service_id
        )
        follower = youth.service_id if mine.exists() else slot.offer.service_id
        people = CompanyContact.objects.filter(company__in=companies).reachable_for(follower)
        planned = Placement(youth=youth, host_slot=slot, offer=slot.offer, hours=proposal.hours)
        policy = policy_of(youth)
        return super().get_context_data(
            **kwargs,
            youth=youth,
            age=age_band(youth.age),
            slot=slot,
            proposal=proposal,
            refusals=self.refusals(),
            contacts=sorted(
                people.known_to(follower), key=lambda contact: contact.pk != slot.tutor_id
            ),
            gratification=gratification_of(planned),
            until=policy.add(today, "reservation_days"),
            call_before=policy.due(CALL_COMPANY, today),
            list_url=self.list_url(),
            asked=self.asked(),
        )

    def asked(self) -> list[tuple[str, str]]:
        """What the list was asked, for the form to send again."""
        if self.from_slot:
            return [("depuis", FROM_SLOT)]
        if not self.search_form.asked:
            return []
        return [
            (name, value)
            for name, values in self.search_form.params().items()
            for value in (values if isinstance(values, list) else [values])
        ]
