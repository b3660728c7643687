"""Call the company, then say how the call ended."""

from dataclasses import dataclass

from django.urls import reverse
from wagtail.admin.ui.components import Component

from matching.models import Placement
from matching.placements.calls import contacts_to_call
from matching.placements.forms.calls import CallForm
from offers.life.calls import BuyerPanel


@dataclass(frozen=True)
class FileCallPanel(Component):
    """The form of a call, folded once the file is over, and the buyer's telephone.

    `next_url`: where to go once the call is noted, when that is not the file.
    """

    template_name = "matching/file/call.html"

    placement: Placement
    next_url: str

    def get_context_data(self, parent_context=None):
        placement = self.placement
        contract = placement.offer.contract
        reached = contract and contract.contact
        contacts = contacts_to_call(placement)
        return {
            "call_form": CallForm(
                contacts=contacts, subject=placement, prefix=None, auto_id="appel_%s"
            ),
            "call_url": reverse("work:call", args=[placement.code]),
            "next_url": self.next_url,
            "slot": placement.host_slot,
            "folded": not placement.is_open,
            "buyer": BuyerPanel(contract) if reached else None,
            "csrf_token": parent_context["csrf_token"],
        }
