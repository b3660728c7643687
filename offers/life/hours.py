"""Hours in a list, each said in days and weeks too: of an offer, and of a parcours on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from wagtail.admin.ui.components import Component

from offers.hours import days, weeks
from offers.models import Offer

BEYOND = "au-delà de la clause"


@dataclass(frozen=True, slots=True)
class HoursRow:
    name: str
    hours: int
    converted: bool = True

    @property
    def words(self) -> str:
        """The same in days and weeks; "" for none."""
        return f"{days(self.hours)}, {weeks(self.hours)}" if self.hours and self.converted else ""


@dataclass(frozen=True)
class HoursPanel(Component):
    """`gratification`: what is due for them, in French; `note` says how they are counted."""

    template_name = "offers/life/hours.html"

    rows: Sequence[HoursRow]
    gratification: str = ""
    note: str = ""

    def get_context_data(self, parent_context=None):
        return {"rows": self.rows, "gratification": self.gratification, "note": self.note}


def hours_of_offer(offer: Offer) -> HoursPanel:
    budget, contract = offer.budget, offer.contract
    rows = [
        HoursRow("dues", budget.total),
        HoursRow("réservées", budget.reserved),
        HoursRow("consommées", budget.consumed),
        HoursRow("restantes", budget.left),
    ]
    if budget.exceeded:
        rows.append(HoursRow(BEYOND, budget.exceeded))
    if contract is None:
        return HoursPanel(rows)
    if contract.gratification_granted:
        return HoursPanel(rows, "accordée par le marché dès la première heure")
    return HoursPanel(rows, "minimum légal")
