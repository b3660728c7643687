"""Hours in a list, each said in days and weeks too: of an offer, and of a parcours on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from wagtail.admin.ui.components import Component

from offers.hours import HoursRow
from offers.models import Offer


@dataclass(frozen=True)
class HoursPanel(Component):
    """`gratification`: what is due for them, in French."""

    template_name = "offers/life/hours.html"

    rows: Sequence[HoursRow]
    gratification: str = ""

    def get_context_data(self, parent_context=None):
        return {"rows": self.rows, "gratification": self.gratification}


def hours_of_offer(offer: Offer) -> HoursPanel:
    rows, contract = offer.budget.volume.rows, offer.contract
    if contract is None:
        return HoursPanel(rows)
    if contract.gratification_granted:
        return HoursPanel(rows, "accordée par le marché dès la première heure")
    return HoursPanel(rows, "minimum légal")
