"""The hundred and twenty parcours of the demonstration, and how each one went."""

from collections.abc import Callable

from demonstration.population import Population
from demonstration.scenario import Scenario
from matching.enums import (
    IncidentKind,
    InterruptedReason,
    MissedReason,
    NotRetainedReason,
    Party,
    WayOn,
    WithdrawnReason,
)
from matching.placements import clock
from matching.placements.delays import RELEASE_DAYS
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


def tell(population: Population, zone_number: int, by: Callable) -> int:
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
            TELLERS[kind](population, day, n, by)
            told += 1
    return told


def with_pair(population, pair, by, number):
    return Scenario(population, pair, by(pair.youth), number)


def closed(population, day, n, by):
    pair = population.pair_for(day, begins=BEFORE, ends=BEFORE)
    scenario = with_pair(population, pair, by, n)
    scenario.begin()
    end = scenario.finish()
    scenario.close(end + 8, WAYS_ON[n % len(WAYS_ON)])
    population.free(pair, end, youth=False)


def interrupted(population, day, n, by):
    pair = population.pair_for(day, begins=BEFORE, ends=BEFORE)
    scenario = with_pair(population, pair, by, n)
    end = scenario.interrupt(scenario.begin(), *INTERRUPTIONS[n % len(INTERRUPTIONS)])
    scenario.close(end + 10, WayOn.PLACEMENT)
    population.free(pair, end + 10)


def not_retained(population, day, n, by):
    pair = population.pair(day)
    scenario = with_pair(population, pair, by, n)
    scenario.send(day, day + 12)
    scenario.meet(day + 17, day + 24)
    scenario.move("not_retained", day + 24, 16, reason=REFUSALS[n % len(REFUSALS)])
    population.free(pair, day + 24)


def withdrawn(population, day, n, by):
    pair = population.pair(day)
    scenario = with_pair(population, pair, by, n)
    scenario.send(day, day + 10)
    scenario.move("withdraw", day + 15, 16, reason=WITHDRAWALS[n % len(WITHDRAWALS)])
    population.free(pair, day + 15, youth=WITHDRAWALS[n % len(WITHDRAWALS)] == WITHDRAWALS[3])


def expired(population, day, n, by):
    pair = population.pair(day)
    scenario = with_pair(population, pair, by, n)
    scenario.reserve(day)
    scenario.call(day + 3, CallOutcome.NO_ANSWER)
    end = population.clock.offset(scenario.placement.reserved_until) + 3
    clock.expire(scenario.placement, population.clock.at(end, 6))
    population.free(pair, end)


def unanswered(population, day, n, by):
    pair = population.pair(day)
    scenario = with_pair(population, pair, by, n)
    scenario.send(day, day + 12)
    sent = population.clock.offset(scenario.placement.sent_on)
    scenario.climb(sent, sent + 27)
    end = sent + RELEASE_DAYS + 3
    clock.release(scenario.placement, population.clock.at(end, 6))
    population.free(pair, end)


def in_review(population, day, n, by):
    pair = population.pair_for(day, begins=BEFORE, ends=RECENT)
    scenario = with_pair(population, pair, by, n)
    scenario.begin()
    end = scenario.finish()
    if n % 2:
        scenario.review(end + 1, complete=False)
    population.free(pair, end, youth=False)


def interrupted_in_review(population, day, n, by):
    pair = population.pair_for(day, begins=BEFORE, ends=TO_COME)
    scenario = with_pair(population, pair, by, n)
    end = scenario.interrupt(scenario.begin(), *INTERRUPTIONS[n % len(INTERRUPTIONS)])
    population.free(pair, end, youth=False)


def in_company(population, day, n, by):
    scenario = with_pair(population, population.pair_for(day, begins=LATELY, ends=TO_COME), by, n)
    scenario.begin()
    # One in three has not been heard of lately.
    scenario.attend(-2 if n % 3 else -12)
    if n % 3 == 1:
        scenario.move(
            "incident", -1, happened_on=population.clock.day(-1), kind=IncidentKind.LATENESS
        )


def convention(population, day, n, by):
    scenario = with_pair(population, population.pair_for(day, begins=TO_COME, ends=TO_COME), by, n)
    scenario.send(-40, -31)
    scenario.meet(-26, -16 + n)
    scenario.agree(-16 + n, -12 + n, signed=False)
    if n % 2 == 0:
        scenario.sign(-9 + n, Party.COMPANY, Party.COMPANY_TUTOR)
    if n % 3 == 0:
        scenario.sign(-8 + n, Party.YOUTH)


def meeting(population, day, n, by):
    scenario = with_pair(population, population.pair(day - 12), by, n)
    scenario.send(day - 12, day)
    if n == 0:
        # Held four days ago, nobody has decided yet.
        scenario.meet(day + 6, -4)
    elif n == 1:
        scenario.meet(day + 6, -3)
        scenario.move(
            "missed",
            -3,
            17,
            reason=MissedReason.YOUTH_ABSENT,
            meeting_at=population.clock.at(5, 14),
            meeting_place=scenario.pair.slot.site,
        )
    else:
        scenario.meet(day + 6, 3 + n)


def silent(population, day, n, by):
    scenario = with_pair(population, population.pair(day - 12), by, n)
    scenario.send(day - 12, day)
    scenario.climb(population.clock.offset(scenario.placement.sent_on), -1)


def sent(population, day, n, by):
    scenario = with_pair(population, population.pair(day - 14), by, n)
    scenario.send(day - 14, day)


def reserved(population, day, n, by):
    scenario = with_pair(population, population.pair(day), by, n)
    scenario.reserve(day)
    if n % 2 == 0 and day < -3:
        scenario.call(day + 2)
        scenario.prepare(day + 3, whole=n % 4 == 0)
    elif day < -3:
        scenario.call(day + 2, CallOutcome.MESSAGE_LEFT)


TELLERS = {name: globals()[name] for name in (*ENDED, *UNDER_WAY)}
