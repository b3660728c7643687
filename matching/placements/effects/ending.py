"""A reason is kept, the slot is free, the young person is ready again or goes on."""

from matching.enums import (
    ClockReason,
    PlacementStage,
    SilenceReason,
    Situation,
    WayOn,
    WithdrawnReason,
)
from matching.youths import alarms
from matching.youths.actions import PROPOSE_PLACEMENT_AGAIN
from matching.youths.situations import change_situation
from offers import workflow
from offers.workflow import OFFERS, keep_answered, settle
from psf.workflow.machine import Move

SITUATION_AFTER = {
    WayOn.SCHOOL: Situation.SOLUTION_TRAINING,
    WayOn.APPRENTICESHIP: Situation.SOLUTION_APPRENTICESHIP,
    WayOn.JOB: Situation.SOLUTION_JOB,
    WayOn.PLACEMENT: Situation.READY,
    WayOn.GIVEN_UP: Situation.SUPPORTED,
    WayOn.UNREACHABLE: Situation.UNREACHABLE,
    WayOn.OTHER: Situation.SUPPORTED,
}


def leave_slot(move: Move) -> None:
    """Free the slot, then leave the offer with its next action or close its account."""
    placement = move.subject
    move.journal.change(placement.host_slot, busy=False, busy_until=None)
    offer = placement.offer
    if OFFERS.refusal(offer, "use_up") is None:
        OFFERS.perform(offer, "use_up", journal=move.journal, now=move.now)
    else:
        keep_answered(offer, journal=move.journal, now=move.now)


def settle_offer(move: Move) -> None:
    """Hours moved while the place is held: nobody is proposed where none is left."""
    settle(move.subject.offer, journal=move.journal, now=move.now)


def settle_again(placement, now) -> None:
    workflow.settle_again(placement.offer, now)
    # Open again, the parcours may keep a file whose time is over.
    alarms.settle(placement.youth, now=now)


def remember_end_reason(move: Move) -> None:
    move.change(end_reason=move.reason, end_word=move.word, closed_on=move.today)


def remember_silence(move: Move) -> None:
    """Why the company does not answer: the move's reason, or what was typed beside it."""
    word = move.word or move.chosen(SilenceReason, move.data["silence"])
    if word is not None:
        move.change(silence_reason=word.category, silence_word=word)


def silence_is_unexplained(move: Move) -> None:
    """Released, and nobody said why: counted as such, until somebody says more."""
    if not move.subject.silence_reason:
        unknown = SilenceReason.NO_ANSWER
        move.change(silence_reason=unknown, silence_word=move.chosen(SilenceReason, unknown))


def end_by_clock(move: Move) -> None:
    """The clock's ends carry a coded reason like the others (domain §5)."""
    reserved = move.subject.stage == PlacementStage.RESERVED
    reason = ClockReason.RESERVATION_OVER if reserved else ClockReason.NO_ANSWER
    move.change(end_reason=reason, closed_on=move.today)


def propose_again(move: Move) -> None:
    """After a negative end the young person is ready again, and somebody must say so soon."""
    youth = move.subject.youth
    situations: dict[str, str] = {
        WithdrawnReason.OPPOSITION: youth.situation,
        WithdrawnReason.YOUTH_DECLINES: Situation.SUPPORTED,
        WithdrawnReason.YOUTH_UNREACHABLE: Situation.UNREACHABLE,
        WithdrawnReason.OTHER_SOLUTION: Situation.SOLUTION_OTHER,
    }
    situation = situations.get(move.reason, Situation.READY)
    proposable = situation == Situation.READY and youth.opposed_on is None
    change_situation(
        youth,
        situation,
        by=move.by,
        journal=move.journal,
        now=move.now,
        opening=PROPOSE_PLACEMENT_AGAIN if proposable else None,
    )


def see_youth_after_presence(move: Move) -> None:
    change_situation(
        move.subject.youth,
        Situation.SUPPORTED,
        by=move.by,
        journal=move.journal,
        now=move.now,
    )


def go_on(move: Move) -> None:
    """The young person goes on, unless somebody has placed them again meanwhile."""
    youth = move.subject.youth
    if not youth.placements.active().exists():
        change_situation(
            youth,
            SITUATION_AFTER[WayOn(move.subject.way_on)],
            by=move.by,
            journal=move.journal,
            now=move.now,
        )
