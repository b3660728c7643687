"""What each stage of a placement asks for, by whom, due when."""

from django.utils import timezone

from matching.delays import (
    ANSWER,
    CALL_COMPANY,
    CHECK_IN,
    COMPLETE_REVIEW,
    END_PRESENCE,
    GET_SIGNATURES,
    GIVE_OPINION,
    MEET_AND_DECIDE,
    PREPARE_FILE,
    SIGN,
)
from matching.enums import PlacementStage as Stage
from matching.placements import approvals
from psf.workflow.machine import Move


def open_stage_actions(move: Move, stage: str) -> None:
    """Open the actions of the stage a placement has come to (design §7)."""
    placement = move.subject
    tutor = placement.tutor
    approvals.ask(move, stage)
    if stage == Stage.RESERVED:
        move.open(CALL_COMPANY, person=tutor)
        move.open(PREPARE_FILE, due=placement.reserved_until, person=tutor)
    elif stage == Stage.SENT:
        move.open(ANSWER)
        move.open(CALL_COMPANY, person=tutor)
    elif stage == Stage.MEETING:
        day = timezone.localdate(placement.meeting_at)
        move.open(MEET_AND_DECIDE, start=day, person=tutor)
    elif stage == Stage.CONVENTION:
        move.open(GET_SIGNATURES, person=tutor)
        for party in placement.required_parties:
            if party in SIGN:
                move.open(SIGN[party])
    elif stage == Stage.IN_COMPANY:
        move.open(CHECK_IN, person=tutor)
        move.open(END_PRESENCE, start=placement.ends_on, person=tutor)
    elif stage == Stage.REVIEW:
        move.open(COMPLETE_REVIEW, person=tutor)
        move.open(GIVE_OPINION)
