"""What other services say of the contacts at hand, to adopt or not in one tap."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from wagtail.admin.ui.components import Component

from offers.proposals import Proposal


@dataclass(frozen=True)
class ProposalsPanel(Component):
    """Nothing when there is nothing to decide. `next_url`: where to go once decided."""

    template_name = "offers/life/proposals.html"

    class Media:
        css = {"all": ["offers/proposals.css"]}

    proposals: Sequence[Proposal]
    next_url: str

    def get_context_data(self, parent_context=None):
        return {
            "proposals": [(each, _address(each)) for each in self.proposals],
            "next_url": self.next_url,
            "csrf_token": parent_context["csrf_token"],
        }


def _address(proposal: Proposal) -> str:
    kind = "buyer" if proposal.is_of_buyer else "company"
    return reverse(f"offers_decide_{kind}_address", args=[proposal.contact.pk])
