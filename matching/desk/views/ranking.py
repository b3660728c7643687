"""«Rapprocher»: ranked slots for a young person, and young people for a slot, with their reasons."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from matching.engine.criteria import CRITERIA
from matching.engine.hard import LABELS
from matching.engine.wording import kilometres
from matching.models import Youth
from matching.placements.workflow import FOLLOWERS
from matching.ranking.forms import SearchForm
from matching.ranking.live import LiveList, slots_for, words_of, youths_for
from matching.ranking.proposable import halt_of_slot, halt_of_youth
from matching.youths.exchanges.panel import ExchangesPanel
from offers.gratification import gratification, rate_on
from offers.models import GratificationRate, HostSlot, Offer
from psf.french.numbers import counted, ordinal, plural
from psf.perimeter.access import Door, record_access, record_list_access
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin
from psf.workflow.actors import capacity

AGE_BANDS = ((16, "moins de 16 ans"), (18, "16–17 ans"), (21, "18–20 ans"))
OLDEST_BAND = "21 ans et plus"


class RankingPage(WagtailAdminTemplateMixin, TemplateView):
    """For tutors and coordinators (403 to others); out of the perimeter nobody exists (404)."""

    header_icon = "pick"
    page_title = "Rapprocher"

    def dispatch(self, request, *args, **kwargs):
        if capacity(request.user, FOLLOWERS) is None:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_youth(self) -> Youth:
        youths = Youth.objects.current().select_related("commune", "service", "tutor")
        return get_object_or_404(youths, code=self.kwargs["code"])

    def get_slot(self, code: str) -> HostSlot:
        slots = HostSlot.objects.select_related(
            "commune", "tutor", "host", "offer__company", "offer__contract", "offer__budget"
        )
        return get_object_or_404(slots, code=code)

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("work:queue"), "label": "Suivi des parcours"},
            *self.path_items(),
        ]

    def path_items(self):
        return [{"url": "", "label": f"Rapprocher {self.kwargs['code']}"}]

    def explained(self, found: LiveList, noun: str, left_out: str) -> dict:
        """What the page says of a list besides its lines; `left_out` agrees with `noun`."""
        ranking, weights = found.ranking, found.settings.weights.as_tuple()
        by_number = sorted(ranking.excluded.items(), key=lambda item: (-item[1], int(item[0])))
        number = sum(ranking.excluded.values())
        return {
            "found": found,
            "count": counted(ranking.feasible, noun),
            "left_out": f"{counted(number, noun)} {plural(number, left_out)}",
            "reasons": [f"{LABELS[obstacle]} ({count})" for obstacle, count in by_number],
            "relaxation": ranking.relaxation,
            "weights": [
                (criterion.label, w) for criterion, w in zip(CRITERIA, weights, strict=True)
            ],
        }


class SlotsView(RankingPage):
    """Fields, distance, length on top; then the places, best first."""

    template_name = "matching/ranking/slots.html"

    def get_context_data(self, **kwargs):
        youth = self.get_youth()
        record_access(self.request, youth, Door.SUGGESTION)
        context = {
            "youth": youth,
            "age": age_band(youth.age),
            "halt": halt_of_youth(youth),
            "exchanges": ExchangesPanel(youth, self.request.user, self.request.get_full_path()),
        }
        if context["halt"] is None:
            context |= self.list_of(youth)
        return super().get_context_data(**kwargs, **context)

    def list_of(self, youth: Youth) -> dict:
        form = SearchForm(self.request.GET, youth=youth)
        found = slots_for(youth, form.search())
        rate = rate_on(GratificationRate.objects.rates(), timezone.localdate())
        query = form.query
        lines = [
            {
                "slot": slot,
                "proposal": proposal,
                "distance": distance_of(proposal),
                "due": gratification(proposal.hours, rate).due if rate else False,
                "granted": bool(slot.offer.contract and slot.offer.contract.gratification_granted),
                "reserve_url": reverse("work:reserve", args=[youth.code, slot.code])
                + (f"?{query}" if query else ""),
            }
            for slot, proposal in found.lines
        ]
        return {
            **self.explained(found, "place", "écartée"),
            "form": form,
            "tiles": tiles_of(form),
            "lines": lines,
            "priority": found.lines[0].proposal.priority if found.lines else None,
            "threshold": rate.threshold if rate else None,
            "relaxed_query": form.relaxed(found.ranking.relaxation),
        }


class YouthsView(RankingPage):
    """The young people of my services for one place, best first."""

    template_name = "matching/ranking/youths.html"

    def get_context_data(self, **kwargs):
        slot = self.get_slot(self.kwargs["code"])
        context = {"slot": slot, "halt": halt_of_slot(slot)}
        if context["halt"] is None:
            found = youths_for(slot)
            youths = [line.subject for line in found.lines]
            record_list_access(self.request.user, youths, Door.SUGGESTION)
            words = words_of(youths)
            context |= self.explained(found, "jeune", "écarté")
            context["lines"] = [
                {
                    "youth": youth,
                    "proposal": proposal,
                    "distance": distance_of(proposal),
                    "age": age_band(youth.age),
                    "wishes": words[youth.pk],
                    "reserve_url": reverse("work:reserve", args=[youth.code, slot.code])
                    + "?depuis=place",
                }
                for youth, proposal in found.lines
            ]
        return super().get_context_data(**kwargs, **context)


class OfferSlotsView(RankingPage):
    """The places of an offer, to choose the one to fill; straight to it when there is one."""

    template_name = "matching/ranking/offer.html"

    def get(self, request, *args, **kwargs):
        offer = get_object_or_404(Offer.objects.select_related("company"), code=kwargs["code"])
        slots = list(
            offer.slots.filter(active=True)
            .select_related("commune", "tutor")
            .order_by("busy", "pk")
        )
        if len(slots) == 1:
            return HttpResponseRedirect(reverse("work:ranking_slot", args=[slots[0].code]))
        return self.render_to_response(self.get_context_data(offer=offer, slots=slots))


def age_band(age: int) -> str:
    """The age as a list says it: «16–17 ans»."""
    return next((label for below, label in AGE_BANDS if age < below), OLDEST_BAND)


def distance_of(proposal) -> str:
    """«3,4 km», or nothing when it is not known."""
    return "" if proposal.distance_m is None else kilometres(proposal.distance_m)


def tiles_of(form: SearchForm) -> list[dict]:
    """The plain words as boxes, each with its place among the young person's wishes."""
    ranks = form.ranks()
    return [
        {
            "choice": box,
            "rank": ordinal(ranks[slug]) if (slug := box.data["value"]) in ranks else "",
        }
        for box in form["champs"]
    ]
