"""Hours reserved are consumed or given back, to the offer's budget too."""

from matching.engine.durations import consumed_hours
from matching.ranking.calendar import weeks_begun_and_planned
from psf.workflow.machine import Move


def free_hours(move: Move) -> None:
    """Give every reserved hour back."""
    consume(move, 0)


def consume(move: Move, hours: int) -> None:
    """Consume `hours` of those reserved and give the rest back, to the offer's budget too."""
    placement = move.subject
    reserved = placement.hours_reserved
    given_back = max(0, reserved - hours)
    # Hours beyond the clause are the first that come back.
    exceeded = min(placement.hours_exceeded, given_back)
    move.journal.move_hours(
        placement.offer.budget, reserved=-reserved, consumed=hours, exceeded=-exceeded
    )
    move.change(
        hours_reserved=0,
        hours_consumed=hours,
        hours_exceeded=placement.hours_exceeded - exceeded,
    )


def consume_planned(move: Move) -> None:
    """A parcours carried to its end consumes its hours."""
    move.change(presence_ended_on=move.data["last_day"])
    consume(move, move.subject.hours)


def consume_weeks_begun(move: Move) -> None:
    """Every week begun is deducted when a parcours stops early (domain §2)."""
    placement, last_day = move.subject, move.data["last_day"]
    begun, planned = weeks_begun_and_planned(placement, last_day)
    move.change(presence_ended_on=last_day, end_reason=move.reason, end_word=move.word)
    consume(move, consumed_hours(placement.hours, planned, begun))
