"""« Mes engagements »: everything attached to the address that ProConnect verified, one page for all.

Each opens the very page of its link. Nothing is attached by the visitor: only what a service holds.
"""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from matching.guests.followed import contracts_at, offers_at
from matching.guests.pages.buyer_content import NOT_DECLARED, leading_offer
from matching.guests.views import sealed
from matching.messages.recipients import link_for
from offers.hours import Volume
from offers.stages import said_of
from psf.links.enums import LinkPurpose
from psf.proconnect.visitor import is_on, visitor_of

CONTRACT, OFFER = "marche", "offre"


@dataclass(frozen=True, slots=True)
class Engagement:
    """One line: what, where it stands, hours left; `kind` and `pk` open it."""

    kind: str
    pk: int
    title: str
    detail: str
    state: str
    left: int


def of_contract(contract) -> Engagement:
    offers = contract.offers.all()
    leading = leading_offer(offers)
    return Engagement(
        CONTRACT,
        contract.pk,
        f"Marché {contract.reference}, {contract.title}",
        f"{contract.buyer}, titulaire {contract.company}",
        said_of(leading).buyer if leading else NOT_DECLARED,
        Volume.of(offer.budget for offer in offers).left,
    )


def of_offer(offer) -> Engagement:
    return Engagement(
        OFFER,
        offer.pk,
        f"Offre {offer.code}",
        str(offer.company),
        said_of(offer).company,
        offer.budget.left,
    )


@method_decorator(never_cache, name="dispatch")
class EngagementsView(View):
    http_method_names = ["get", "head"]

    def dispatch(self, request, *args: Any, **kwargs: Any):
        if not is_on():
            raise Http404
        self.visitor = visitor_of(request)
        return sealed(super().dispatch(request, *args, **kwargs))

    def get(self, request):
        if self.visitor is None:
            return TemplateResponse(request, "matching/guests/sign_in.html", {"heading": None})
        email = self.visitor.email
        context = {
            "heading": None,
            "visitor": self.visitor,
            "contracts": [of_contract(contract) for contract, _ in contracts_at(email)],
            "offers": [of_offer(offer) for offer, _ in offers_at(email)],
        }
        return TemplateResponse(request, "matching/guests/engagements.html", context)


class OpenView(EngagementsView):
    """The page of one of them: by its living link for this address, or a new one. POST: it may write."""

    http_method_names = ["post"]

    def post(self, request, kind, pk):
        if self.visitor is None:
            return HttpResponseRedirect(reverse("engagements:list"))
        link = self._find(kind, pk)
        if link is None:
            raise Http404
        return HttpResponseRedirect(reverse("guests:page", args=[link.key]))

    def _find(self, kind, pk):
        email = self.visitor.email
        if kind == CONTRACT:
            for contract, contact in contracts_at(email):
                if contract.pk == pk:
                    about = {"contract": contract, "buyer_contact": contact}
                    return link_for(LinkPurpose.BUYER, **about)(email)
        for offer, contact in offers_at(email) if kind == OFFER else ():
            if offer.pk == pk:
                return link_for(LinkPurpose.CLAUSE, offer=offer, contact=contact)(email)
        return None
