"""The hundred and twenty parcours of the demonstration, and how each one went."""

from collections.abc import Callable

from demonstration.cast import Cast
from demonstration.tale import Tale
from matching.delays import RELEASE_DAYS
from matching.enums import (
    IncidentKind,
    InterruptedReason,
    MissedReason,
    NotRetainedReason,
    Party,
    WayOn,
    WithdrawnReason,
)
from matching.placements import clock as relances
from psf.workflow.enums import CallOutcome

WAYS_ON = (WayOn.SCHOOL, WayOn.APPRENTICESHIP, WayOn.JOB, WayOn.SCHOOL, WayOn.OTHER)
REFUSALS = tuple(NotRetainedReason.values)
WITHDRAWALS = (
    WithdrawnReason.YOUTH_DECLINES,
    WithdrawnReason.OTHER_SOLUTION,
    WithdrawnReason.YOUTH_UNREACHABLE,
    WithdrawnReason.COMPANY_UNAVAILABLE,
)
INTERRUPTIONS = (
    (InterruptedReason.YOUTH_LEAVES, IncidentKind.ABSENCE),
    (InterruptedReason.CONDITIONS, IncidentKind.CONDITIONS),
    (InterruptedReason.COMPANY_STOPS, IncidentKind.OTHER),
)
BEFORE = range(-300, -11)
LATELY = range(-120, -1)
# In summer the last ones ended in July.
RECENT = range(-80, -1)
TO_COME = range(1, 400)

# kind: number in Créteil, Normandie, Nice; first and last day (offsets) around which they happen.
ENDED = {
    "closed": ((17, 7, 7), -200, -85),
    "interrupted": ((2, 1, 1), -120, -70),
    "not_retained": ((9, 4, 4), -230, -75),
    "withdrawn": ((4, 2, 2), -200, -65),
    "expired": ((3, 2, 1), -150, -92),
    "unanswered": ((3, 2, 2), -180, -85),
}
UNDER_WAY = {
    "in_review": ((3, 1, 1), -42, -36),
    "interrupted_in_review": ((1, 1, 1), -22, -18),
    "in_company": ((5, 3, 2), -28, -4),
    "convention": ((2, 2, 1), 8, 16),
    "meeting": ((3, 2, 2), -26, -18),
    "silent": ((3, 1, 1), -24, -8),
    "sent": ((2, 2, 2), -6, -1),
    "reserved": ((3, 2, 1), -34, -1),
}


def tell(cast: Cast, zone_number: int, by: Callable) -> int:
    """Carry every parcours of a zone to where it stands today; return their number.

    `by(youth)` is the user who follows that young person.
    """
    told = 0
    for kinds in (ENDED, UNDER_WAY):
        plan = []
        for kind, (counts, first, last) in kinds.items():
            count = counts[zone_number]
            for n in range(count):
                plan.append((first + (last - first) * n // max(1, count - 1), kind, n))
        # In the order of time, so that a slot serves one after the other.
        for day, kind, n in sorted(plan) if kinds is ENDED else plan:
            TELLERS[kind](cast, day, n, by)
            told += 1
    return told


def with_pair(cast, pair, by, number):
    return Tale(cast, pair, by(pair.youth), number)


def closed(cast, day, n, by):
    pair = cast.pair_for(day, begins=BEFORE, ends=BEFORE)
    tale = with_pair(cast, pair, by, n)
    tale.begin()
    end = tale.finish()
    tale.close(end + 8, WAYS_ON[n % len(WAYS_ON)])
    cast.free(pair, end, youth=False)


def interrupted(cast, day, n, by):
    pair = cast.pair_for(day, begins=BEFORE, ends=BEFORE)
    tale = with_pair(cast, pair, by, n)
    end = tale.interrupt(tale.begin(), *INTERRUPTIONS[n % len(INTERRUPTIONS)])
    tale.close(end + 10, WayOn.PLACEMENT)
    cast.free(pair, end + 10)


def not_retained(cast, day, n, by):
    pair = cast.pair(day)
    tale = with_pair(cast, pair, by, n)
    tale.send(day, day + 12)
    tale.meet(day + 17, day + 24)
    tale.move("not_retained", day + 24, 16, reason=REFUSALS[n % len(REFUSALS)])
    cast.free(pair, day + 24)


def withdrawn(cast, day, n, by):
    pair = cast.pair(day)
    tale = with_pair(cast, pair, by, n)
    tale.send(day, day + 10)
    tale.move("withdraw", day + 15, 16, reason=WITHDRAWALS[n % len(WITHDRAWALS)])
    cast.free(pair, day + 15, youth=WITHDRAWALS[n % len(WITHDRAWALS)] == WITHDRAWALS[3])


def expired(cast, day, n, by):
    pair = cast.pair(day)
    tale = with_pair(cast, pair, by, n)
    tale.reserve(day)
    tale.call(day + 3, CallOutcome.NO_ANSWER)
    end = cast.clock.offset(tale.placement.reserved_until) + 3
    relances.expire(tale.placement, cast.clock.at(end, 6))
    cast.free(pair, end)


def unanswered(cast, day, n, by):
    pair = cast.pair(day)
    tale = with_pair(cast, pair, by, n)
    tale.send(day, day + 12)
    sent = cast.clock.offset(tale.placement.sent_on)
    tale.climb(sent, sent + 27)
    end = sent + RELEASE_DAYS + 3
    relances.release(tale.placement, cast.clock.at(end, 6))
    cast.free(pair, end)


def in_review(cast, day, n, by):
    pair = cast.pair_for(day, begins=BEFORE, ends=RECENT)
    tale = with_pair(cast, pair, by, n)
    tale.begin()
    end = tale.finish()
    if n % 2:
        tale.review(end + 1, complete=False)
    cast.free(pair, end, youth=False)


def interrupted_in_review(cast, day, n, by):
    pair = cast.pair_for(day, begins=BEFORE, ends=TO_COME)
    tale = with_pair(cast, pair, by, n)
    end = tale.interrupt(tale.begin(), *INTERRUPTIONS[n % len(INTERRUPTIONS)])
    cast.free(pair, end, youth=False)


def in_company(cast, day, n, by):
    tale = with_pair(cast, cast.pair_for(day, begins=LATELY, ends=TO_COME), by, n)
    tale.begin()
    # One in three has not been heard of lately.
    tale.attend(-2 if n % 3 else -12)
    if n % 3 == 1:
        tale.move("incident", -1, happened_on=cast.clock.day(-1), kind=IncidentKind.LATENESS)


def convention(cast, day, n, by):
    tale = with_pair(cast, cast.pair_for(day, begins=TO_COME, ends=TO_COME), by, n)
    tale.send(-40, -31)
    tale.meet(-26, -16 + n)
    tale.agree(-16 + n, -12 + n, signed=False)
    if n % 2 == 0:
        tale.sign(-9 + n, Party.COMPANY, Party.COMPANY_TUTOR)
    if n % 3 == 0:
        tale.sign(-8 + n, Party.YOUTH)


def meeting(cast, day, n, by):
    tale = with_pair(cast, cast.pair(day - 12), by, n)
    tale.send(day - 12, day)
    if n == 0:
        # Held four days ago, nobody has decided yet.
        tale.meet(day + 6, -4)
    elif n == 1:
        tale.meet(day + 6, -3)
        tale.move(
            "missed",
            -3,
            17,
            reason=MissedReason.YOUTH_ABSENT,
            meeting_at=cast.clock.at(5, 14),
            meeting_place=tale.pair.slot.site,
        )
    else:
        tale.meet(day + 6, 3 + n)


def silent(cast, day, n, by):
    tale = with_pair(cast, cast.pair(day - 12), by, n)
    tale.send(day - 12, day)
    tale.climb(cast.clock.offset(tale.placement.sent_on), -1)


def sent(cast, day, n, by):
    tale = with_pair(cast, cast.pair(day - 14), by, n)
    tale.send(day - 14, day)


def reserved(cast, day, n, by):
    tale = with_pair(cast, cast.pair(day), by, n)
    tale.reserve(day)
    if n % 2 == 0 and day < -3:
        tale.call(day + 2)
        tale.prepare(day + 3, whole=n % 4 == 0)
    elif day < -3:
        tale.call(day + 2, CallOutcome.MESSAGE_LEFT)


TELLERS = {name: globals()[name] for name in (*ENDED, *UNDER_WAY)}
