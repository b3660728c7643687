"""Who asks for what: calls back, and what a buyer may have been asked."""

from matching.placements.actions.asked import CALL_BACK_COMPANY
from matching.placements.actions.sent import ASK_BUYER, COMMITMENT_REMINDER
from matching.youths.actions import CALL_BACK_GUARDIAN, CALL_BACK_YOUTH
from psf.workflow.enums import Actor
from psf.workflow.machine import Move

ASKED_OF_BUYER = (ASK_BUYER, COMMITMENT_REMINDER)
CALL_BACK = {
    Actor.COMPANY: CALL_BACK_COMPANY,
    Actor.YOUTH: CALL_BACK_YOUTH,
    Actor.GUARDIAN: CALL_BACK_GUARDIAN,
}


def asker_of(move: Move) -> Actor | None:
    """Who asks to be called: the guest, or whom the tutor names."""
    actor = move.guest.actor if move.guest else move.data.get("on_behalf_of")
    return Actor(actor) if actor in CALL_BACK else None
