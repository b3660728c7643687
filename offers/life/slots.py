"""The hosting slots of an offer, and the parcours that its reader follows there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.admin.ui.components import Component

from offers.enums import OfferStage
from offers.life.addresses import address
from offers.models import HostSlot, Offer


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A slot; `placement` holds it, when the reader follows that young person."""

    slot: HostSlot
    placement: Any = None
    propose_url: str | None = None


@dataclass(frozen=True)
class SlotsPanel(Component):
    """Each slot, free or busy: by whom only when the reader follows that young person.

    `placements` are those in the reader's sight; `follows`: the reader's service follows the offer.
    """

    template_name = "offers/life/slots.html"

    offer: Offer
    placements: Sequence[Any]
    follows: bool

    def get_context_data(self, parent_context=None):
        return {"rows": self.rows(), "follows": self.follows}

    def rows(self) -> list[SlotRow]:
        held = {each.host_slot_id: each for each in self.placements if each.is_active}
        slots = self.offer.slots.select_related("commune", "tutor", "host")
        return [
            SlotRow(slot, held.get(slot.pk), self.propose_url(slot))
            for slot in slots.prefetch_related("romes")
        ]

    def propose_url(self, slot) -> str | None:
        if not self.follows or self.offer.stage != OfferStage.AVAILABLE:
            return None
        if slot.busy or not slot.active:
            return None
        return address("work:ranking_slot", code=slot.code)


@dataclass(frozen=True)
class OfferPlacementsPanel(Component):
    template_name = "offers/life/placements.html"

    placements: Sequence[Any]

    def get_context_data(self, parent_context=None):
        return {"placements": self.placements}
