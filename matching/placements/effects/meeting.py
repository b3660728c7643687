"""The réunion de présentation: set, held, missed, and what the company decides."""

from datetime import timedelta

from django.utils import timezone

from matching.placements.actions.meeting import MEET_AND_DECIDE, MOVE_MEETING, PLAN_MEETING
from matching.placements.effects.holding import hold
from psf.workflow.machine import Move

# From a meeting to the convention's dates: as long as a slot is held without them.
CONVENTION_TIME = timedelta(days=45)


def set_meeting(move: Move) -> None:
    move.change(
        meeting_at=move.data["meeting_at"],
        meeting_place=move.data.get("meeting_place", ""),
        meeting_confirmed_on=None,
    )
    hold(move, timezone.localdate(move.data["meeting_at"]) + CONVENTION_TIME)


def meet_again(move: Move) -> None:
    """Date the next meeting and what it asks for, without leaving the stage."""
    set_meeting(move)
    move.close(PLAN_MEETING, MOVE_MEETING, outcome="planned")
    day = timezone.localdate(move.data["meeting_at"])
    move.open(
        MEET_AND_DECIDE,
        start=day,
    )


def remember_meeting_held(move: Move) -> None:
    """The first meeting held counts for « jours de l'envoi à la réunion »."""
    if move.subject.meeting_held_on is None:
        move.change(meeting_held_on=timezone.localdate(move.subject.meeting_at))


def miss_meeting(move: Move) -> None:
    move.change(meetings_missed=move.subject.meetings_missed + 1)
    if move.data.get("meeting_at"):
        meet_again(move)
        return
    move.change(meeting_at=None, meeting_confirmed_on=None)
    move.close(MEET_AND_DECIDE, MOVE_MEETING, outcome="missed")
    move.open(PLAN_MEETING)


def accept(move: Move) -> None:
    move.change(accepted_on=move.today)
    hold(move, move.today + CONVENTION_TIME)
