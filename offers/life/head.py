"""Which offer this is, whose, under which contract."""

from dataclasses import dataclass

from wagtail.admin.ui.components import Component

from offers.enums import OPEN_STAGES, OfferStage
from offers.life.addresses import address
from offers.life.calls import first_with_phone
from offers.models import Offer


@dataclass(frozen=True)
class OfferHead(Component):
    """`record_url` where the reader may change the offer; in a hand, the number to call too."""

    template_name = "offers/life/head.html"

    offer: Offer
    record_url: str | None

    def get_context_data(self, parent_context=None):
        offer = self.offer
        contacts = offer.people_to_call().known_to(offer.service_id)
        suspended = offer.stage == OfferStage.SUSPENDED
        return {
            "offer": offer,
            "contract": offer.contract,
            "record_url": self.record_url,
            "call": first_with_phone(contacts) if offer.stage in OPEN_STAGES else None,
            "company_sheet_url": address("work:offer_fiche", code=offer.code),
            "suspended_until": offer.suspended_until if suspended else None,
        }
