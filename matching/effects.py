"""What each move on a placement changes, through the journal so that it can be undone."""

from datetime import timedelta

from django.utils import timezone

from matching import approvals
from matching.calendar import weeks_begun_and_planned
from matching.delays import (
    APPROVE,
    CHECK_IN,
    END_PRESENCE,
    MEET_AND_DECIDE,
    PLAN_MEETING,
    PREPARE_FILE,
    PROPOSE_AGAIN,
    REVISE_FILE,
    SIGN,
)
from matching.documents import convention_to_sign
from matching.engine.durations import consumed_hours
from matching.enums import (
    TOLD_TO_BUYER,
    ClockReason,
    IncidentKind,
    Party,
    PlacementStage,
    Situation,
    WayOn,
    WithdrawnReason,
)
from matching.models import Attendance, Incident, PlacementPeriod, Review, ReviewLine, Signature
from matching.situations import change_situation
from matching.verbs import PlacementVerb
from offers.workflow import OFFERS, hold_slot, keep_answered
from psf.workflow.machine import Move
from psf.workflow.policies.effective import policy_of

NOTICE_VERSION = "2026-01"
# From a meeting to the convention's dates: as long as a slot is held without them.
CONVENTION_TIME = timedelta(days=45)
SIGNING_VERBS = {
    Party.COMPANY: PlacementVerb.SIGN_COMPANY,
    Party.SCHOOL: PlacementVerb.SIGN_SCHOOL,
    Party.YOUTH: PlacementVerb.SIGN_YOUTH,
    Party.GUARDIAN: PlacementVerb.SIGN_GUARDIAN,
}
SITUATION_AFTER = {
    WayOn.SCHOOL: Situation.SOLUTION_TRAINING,
    WayOn.APPRENTICESHIP: Situation.SOLUTION_APPRENTICESHIP,
    WayOn.JOB: Situation.SOLUTION_JOB,
    WayOn.PLACEMENT: Situation.READY,
    WayOn.OTHER: Situation.SUPPORTED,
}


# File


def prepare(move: Move) -> None:
    """Tick what is ready, keep the presentation, date the notices."""
    data, placement = move.data, move.subject
    move.change(
        **{name: data[name] for name in ("goals", "helps", "avoid") if name in data},
        **{
            name: (getattr(placement, name) or move.today) if data[name] else None
            for name in ("cv_ready_on", "letter_ready_on")
            if name in data
        },
    )
    notices = {
        name: (getattr(placement.youth, name) or move.today) if data[name] else None
        for name in ("notice_given_on", "guardian_notice_given_on")
        if name in data
    }
    if notices:
        version = placement.youth.notice_version or NOTICE_VERSION
        move.journal.change(placement.youth, notice_version=version, **notices)


def extend(move: Move) -> None:
    until = policy_of(move.subject).add(move.subject.reserved_until, "reservation_days")
    move.change(reserved_until=until, extended=True)
    hold_slot(move.subject.host_slot, until, journal=move.journal, now=move.now)
    move.open(PREPARE_FILE, due=until, person=move.subject.tutor)


def send(move: Move) -> None:
    move.change(sent_on=move.today)
    _hold(move, policy_of(move.subject).add(move.today, "release_days"))


def _hold(move: Move, until) -> None:
    """The slot is held at least until then: nobody is asked what follows before."""
    slot = move.subject.host_slot
    if slot.busy_until is None or until > slot.busy_until:
        hold_slot(slot, until, journal=move.journal, now=move.now)


# Approval


def approve(move: Move) -> None:
    """The approver's action is done; so is the tutor's, when an earlier refusal opened one."""
    action = approvals.pending(move.subject)
    move.journal.change(action, done_at=move.now, done_by=move.by, outcome="approved")
    move.close(PlacementVerb.REVISE_FILE, outcome="approved")


def refuse_approval(move: Move) -> None:
    """The tutor revises the file; the approver's action stands, and is due again later."""
    action = approvals.pending(move.subject)
    opening = next(each for _, each in APPROVE.values() if each.verb == action.verb)
    due = policy_of(move.subject).due(opening, move.today)
    move.journal.change(action, due=due, counted_from=move.today, outcome="refused")
    move.open(REVISE_FILE, person=move.subject.tutor)


# Meeting


def set_meeting(move: Move) -> None:
    move.change(
        meeting_at=move.data["meeting_at"],
        meeting_place=move.data.get("meeting_place", ""),
        meeting_confirmed_on=None,
    )
    _hold(move, timezone.localdate(move.data["meeting_at"]) + CONVENTION_TIME)


def meet_again(move: Move) -> None:
    """Date the next meeting and what it asks for, without leaving the stage."""
    set_meeting(move)
    move.close(PlacementVerb.PLAN_MEETING, PlacementVerb.MOVE_MEETING, outcome="planned")
    day = timezone.localdate(move.data["meeting_at"])
    move.open(
        MEET_AND_DECIDE,
        start=day,
        person=move.subject.tutor,
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
    move.close(PlacementVerb.MEET_AND_DECIDE, PlacementVerb.MOVE_MEETING, outcome="missed")
    move.open(PLAN_MEETING, person=move.subject.tutor)


def accept(move: Move) -> None:
    move.change(accepted_on=move.today)
    _hold(move, move.today + CONVENTION_TIME)


# Convention


def sign(move: Move) -> None:
    for party in move.data["parties"]:
        move.journal.create(
            Signature,
            placement=move.subject,
            party=party,
            signed_on=move.data["signed_on"],
            recorded_by=move.by,
            **move.data.get("proof", {}),
        )
        if party in SIGNING_VERBS:
            move.close(SIGNING_VERBS[party], outcome="signed")


def give_up_signatures_by_link(move: Move) -> None:
    """What was signed by link is no longer what is planned: everybody signs the next one.

    In the company the signed convention holds; an adapted rhythm is an annex to it.
    """
    if move.subject.stage != PlacementStage.CONVENTION:
        return
    for signature in move.subject.signatures.filter(medium=Signature.Medium.LINK):
        move.journal.delete(signature)
        if signature.party in SIGN:
            move.open(SIGN[signature.party])
    for frozen in move.subject.storedfiles.filter(generated=True, attached=True):
        move.journal.change(frozen, attached=False)


def freeze_convention(move: Move) -> None:
    """Everybody signs the same document: made at the first request, never changed."""
    convention_to_sign(move.subject, by=move.by, now=move.now)


def set_schedule(move: Move) -> None:
    """Replace the periods; the dates of the placement follow them."""
    give_up_signatures_by_link(move)
    placement = move.subject
    for row in PlacementPeriod.objects.filter(placement=placement):
        move.journal.delete(row)
    for period in move.data["periods"]:
        move.journal.create(
            PlacementPeriod,
            placement=placement,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            days=list(period.days),
            day_start=period.day_start,
            day_end=period.day_end,
            break_minutes=period.break_minutes,
        )
    periods = move.data["periods"]
    move.change(
        starts_on=min(period.starts_on for period in periods),
        ends_on=max(period.ends_on for period in periods),
        **({"school": move.data["school"]} if move.data.get("school") else {}),
    )
    hold_slot(placement.host_slot, placement.ends_on, journal=move.journal, now=move.now)
    if placement.stage == PlacementStage.IN_COMPANY:
        move.open(END_PRESENCE, start=placement.ends_on, person=placement.tutor)


def exceed_hours(move: Move) -> None:
    """The company gives more hours than the clause asks for, on purpose."""
    give_up_signatures_by_link(move)
    placement = move.subject
    added = move.data["hours"] - placement.hours
    beyond = max(0, added - placement.offer.budget.left)
    move.journal.move_hours(placement.offer.budget, exceeded=beyond, reserved=added)
    move.change(
        hours=move.data["hours"],
        hours_reserved=placement.hours_reserved + added,
        hours_exceeded=placement.hours_exceeded + beyond,
    )


# In the company


def start(move: Move) -> None:
    placement = move.subject
    move.change(started_on=placement.starts_on)
    move.journal.create(
        Review,
        placement=placement,
        youth_id=placement.youth_id,
        service_id=placement.service_id,
        opened_on=move.today,
    )
    change_situation(
        placement.youth,
        Situation.IN_PLACEMENT,
        by=move.by,
        journal=move.journal,
        now=move.now,
    )


def record_presence(move: Move) -> None:
    move.journal.create(
        Attendance,
        placement=move.subject,
        week=move.data["week"],
        hours=move.data["hours"],
        recorded_by=move.by,
    )


def check_in(move: Move) -> None:
    """The regular talk took place: the next one is due in a week."""
    move.close(PlacementVerb.CHECK_IN, outcome="done")
    move.open(CHECK_IN, person=move.subject.tutor)


def record_incident(move: Move) -> None:
    """The buyer hears of bad conditions and accidents, never of pedagogy."""
    move.journal.create(
        Incident,
        placement=move.subject,
        happened_on=move.data["happened_on"],
        kind=move.data["kind"],
        text=move.data.get("text", ""),
        buyer_told=IncidentKind(move.data["kind"]) in TOLD_TO_BUYER,
        recorded_by=move.by,
    )


# Hours


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
    move.change(presence_ended_on=last_day, end_reason=move.reason)
    consume(move, consumed_hours(placement.hours, planned, begun))


# What follows


def leave_slot(move: Move) -> None:
    """Free the slot, then leave the offer with its next action or close its account."""
    placement = move.subject
    move.journal.change(placement.host_slot, busy=False, busy_until=None)
    offer = placement.offer
    if OFFERS.refusal(offer, "use_up") is None:
        OFFERS.perform(offer, "use_up", journal=move.journal, now=move.now)
    else:
        keep_answered(offer, journal=move.journal, now=move.now)


def remember_end_reason(move: Move) -> None:
    move.change(end_reason=move.reason, closed_on=move.today)


def end_by_clock(move: Move) -> None:
    """The clock's ends carry a coded reason like the others (domain §5)."""
    reserved = move.subject.stage == PlacementStage.RESERVED
    reason = ClockReason.RESERVATION_OVER if reserved else ClockReason.NO_ANSWER
    move.change(end_reason=reason, closed_on=move.today)


def propose_again(move: Move) -> None:
    """After a negative end the young person is ready again, and somebody must say so soon."""
    situation = {
        WithdrawnReason.YOUTH_DECLINES: Situation.SUPPORTED,
        WithdrawnReason.YOUTH_UNREACHABLE: Situation.UNREACHABLE,
        WithdrawnReason.OTHER_SOLUTION: Situation.SOLUTION_OTHER,
    }.get(move.reason, Situation.READY)
    change_situation(
        move.subject.youth,
        situation,
        by=move.by,
        journal=move.journal,
        now=move.now,
        opening=PROPOSE_AGAIN if situation == Situation.READY else None,
    )


def see_youth_after_presence(move: Move) -> None:
    change_situation(
        move.subject.youth,
        Situation.SUPPORTED,
        by=move.by,
        journal=move.journal,
        now=move.now,
    )


# Review


def fill_review(move: Move) -> None:
    """Add or complete lines of the bilan: [{"skill", "by_youth", "by_company", "by_tutor"}]."""
    review = move.subject.review
    known = {line.skill: line for line in review.lines.all()}
    for line in move.data["lines"]:
        opinions = {name: line.get(name, "") for name in ("by_youth", "by_company", "by_tutor")}
        if line["skill"] in known:
            move.journal.change(known[line["skill"]], **opinions)
        else:
            move.journal.create(
                ReviewLine,
                placement=move.subject,
                review=review,
                skill=line["skill"],
                **opinions,
            )


def close_file(move: Move) -> None:
    """The bilan goes to the buyer."""
    move.journal.change(move.subject.review, completed_on=move.today, sent_to_buyer_on=move.today)
    move.change(closed_on=move.today, way_on=move.data["way_on"])


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
