"""The slot of a placement is held while it is worked on."""

from offers.workflow import hold_slot
from psf.workflow.machine import Move


def hold(move: Move, until) -> None:
    """The slot is held at least until then: nobody is asked what follows before."""
    slot = move.subject.host_slot
    if slot.busy_until is None or until > slot.busy_until:
        hold_slot(slot, until, journal=move.journal, now=move.now)
