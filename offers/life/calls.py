"""Whom to call about an offer."""

from dataclasses import dataclass

from wagtail.admin.ui.components import Component

from offers.life.addresses import address
from offers.models import Contract, Offer


def first_with_phone(contacts):
    """The first of these people (`known_to` a service) who can be telephoned, or None."""
    return next((contact for contact in contacts if contact.known.phone), None)


@dataclass(frozen=True)
class BuyerPanel(Component):
    """The buyer's contact of a contract, one tap to call."""

    template_name = "offers/life/buyer.html"

    contract: Contract

    def get_context_data(self, parent_context=None):
        contract, contact = self.contract, self.contract.contact
        phone = contact.address_for(contract.service_id).phone
        return {"contact": contact, "phone": phone, "buyer": contract.buyer}


@dataclass(frozen=True)
class OfferCallPanel(Component):
    """The people of the company and the buyer's; a call is noted by who follows the offer."""

    template_name = "offers/life/call.html"

    offer: Offer
    follows: bool

    def get_context_data(self, parent_context=None):
        offer = self.offer
        reached = offer.contract and offer.contract.contact
        return {
            "contacts": offer.people_to_call().known_to(offer.service_id),
            "slot": None,
            "call_url": address("work:offer_call", code=offer.code) if self.follows else None,
            "buyer": BuyerPanel(offer.contract) if reached else None,
        }
