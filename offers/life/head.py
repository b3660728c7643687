"""Which offer this is, whose, under which contract."""

from dataclasses import dataclass

from wagtail.admin.ui.components import Component

from offers.enums import OfferStage
from offers.life.addresses import address
from offers.models import Offer


@dataclass(frozen=True)
class OfferHead(Component):
    """`record_url` where the reader may change the offer."""

    template_name = "offers/life/head.html"

    offer: Offer
    record_url: str | None

    def get_context_data(self, parent_context=None):
        offer = self.offer
        suspended = offer.stage == OfferStage.SUSPENDED
        return {
            "offer": offer,
            "contract": offer.contract,
            "record_url": self.record_url,
            "company_sheet_url": address("work:offer_fiche", code=offer.code),
            "suspended_until": offer.suspended_until if suspended else None,
        }
