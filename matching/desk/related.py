"""From the sheet of a company, an offer or a contract to the parcours that its reader follows there."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, Value, When
from wagtail.admin.ui.components import Component

from matching.models import Placement
from matching.stages import OPEN
from offers.models import Company, Contract, Offer

SHOWN = 20


def placements_of(row: Company | Contract | Offer):
    """Those in sight, that go on first, then the latest; a subcontractor's count for both companies."""
    there = {
        Offer: Q(offer=row.pk),
        Contract: Q(offer__contract=row.pk),
        Company: Q(offer__company=row.pk) | Q(host_slot__host=row.pk),
    }[type(row)]
    ended = Case(When(stage__in=OPEN, then=Value(0)), default=Value(1))
    found = Placement.objects.filter(there).select_related("youth", "tutor", "host_slot__commune")
    return found.order_by(ended, "-stage_since", "-pk")


@dataclass(frozen=True)
class PlacementsPanel(Component):
    """As the page of an offer lists them: codes and initials."""

    template_name = "matching/related/placements.html"

    row: Any

    def get_context_data(self, parent_context=None):
        found = list(placements_of(self.row)[: SHOWN + 1])
        return {"placements": found[:SHOWN], "more": len(found) > SHOWN}
