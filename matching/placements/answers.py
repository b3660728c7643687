"""What to press for each action of a file: the moves that do it, the usual one first."""

from matching.placements.signing import frozen_convention
from matching.verbs import BY_PHONE, PlacementVerb

Verb = PlacementVerb
SAID_BY_PHONE = ("plan_meeting", "propose_dates", "not_retained")
ANSWERED_BY = {
    Verb.PREPARE_FILE: ("prepare", "send", "extend"),
    Verb.CALL_COMPANY: SAID_BY_PHONE,
    Verb.REMIND_COMPANY: SAID_BY_PHONE,
    Verb.CALL_THIRD_CONTACT: SAID_BY_PHONE,
    Verb.ANSWER: SAID_BY_PHONE,
    Verb.CHOOSE_DATE: ("plan_meeting", "propose_dates", "not_retained"),
    Verb.ASK_BUYER: ("buyer_called", "buyer_takes"),
    Verb.COMMITMENT_REMINDER: ("buyer_called", "buyer_takes"),
    Verb.MEET_AND_DECIDE: ("accept", "adapt", "not_retained", "missed", "postpone"),
    Verb.PLAN_MEETING: ("postpone",),
    Verb.MOVE_MEETING: ("postpone", "confirm_meeting"),
    Verb.GET_SIGNATURES: ("schedule", "ask_signatures", "sign", "start"),
    Verb.SIGN_COMPANY: ("sign",),
    Verb.SIGN_SCHOOL: ("sign",),
    Verb.SIGN_YOUTH: ("sign",),
    Verb.SIGN_GUARDIAN: ("sign",),
    Verb.CHECK_IN: ("check_in", "presence", "incident"),
    Verb.END_PRESENCE: ("finish", "interrupt"),
    Verb.COMPLETE_REVIEW: ("review", "close"),
    Verb.GIVE_OPINION: ("give_opinion", "review"),
    Verb.APPROVE_SEND: ("approve", "refuse_approval"),
    Verb.APPROVE_START: ("approve", "refuse_approval"),
    Verb.REVISE_FILE: ("prepare",),
}
PHONED = frozenset({*BY_PHONE, Verb.ANSWER})


def answers_of(placement) -> dict:
    """The same, for one file: dates first, then the convention sent, signatures, the first day."""
    if placement.starts_on is None:
        return ANSWERED_BY
    if not placement.missing_signatures:
        signing = ("start", "schedule")
    elif placement.signatures.all() or frozen_convention(placement):
        signing = ("sign", "ask_signatures", "schedule", "start")
    else:
        signing = ("ask_signatures", "sign", "schedule", "start")
    return {**ANSWERED_BY, Verb.GET_SIGNATURES: signing}
