"""The stories that a parcours may live, as scripts: what people do, on which day.

Before the presence, days count from the reservation, a Monday, and fall on its first days of a
week, so that a story may be told one or two days later. What the clock does stands in no script.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from demonstration.national.player import Player
from demonstration.national.stand_in import follow, take_charge, verify
from matching.enums import (
    IncidentKind,
    InterruptedReason,
    MissedReason,
    NotRetainedReason,
    Party,
    Situation,
    WayOn,
    WithdrawnReason,
)
from offers.workflow import declare
from psf.workflow.enums import CallOutcome

# From the reservation to the first day in the company.
PREPARATION = 35
SENT = 8
# From the declaration of an offer to the call that makes it available.
VERIFIED = 4
# (day, what is done then)
Script = Iterator[tuple[int, Callable[[], None]]]


@dataclass(frozen=True, slots=True)
class Story:
    """`share` is its weight among its like; `hours` of a presence, 0 without.

    `lasts` days after its last step are played by the clock alone.
    """

    name: str
    share: float
    script: Callable[[Player], Script]
    hours: int = 0
    contract: bool | None = None
    lasts: int = 60
    # Where it leaves the young person: free for another proposal.
    frees: bool = True


def until_sent(p: Player, hours: int = 150) -> Script:
    yield 0, lambda: p.reserve(0, hours)
    yield 2, lambda: p.call(2)
    yield 7, lambda: p.prepare(7)
    yield SENT, lambda: p.send(SENT)


def until_meeting(p: Player, hours: int = 150) -> Script:
    yield from until_sent(p, hours)
    yield 14, lambda: p.call(14, hour=9)
    yield 14, lambda: p.plan_meeting(14, 22)


def expired(p: Player) -> Script:
    yield 0, lambda: p.reserve(0, 150)
    yield 2, lambda: p.call(2, CallOutcome.NO_ANSWER)
    yield 7, lambda: p.call(7, CallOutcome.MESSAGE_LEFT)


def expired_later(p: Player) -> Script:
    yield from expired(p)
    yield 42, lambda: p.move("extend", 42, reason="file_not_ready")


def given_up(p: Player) -> Script:
    yield 0, lambda: p.reserve(0, 150)
    yield 1, lambda: p.call(1)
    yield 16, lambda: p.move("withdraw", 16, reason=WithdrawnReason.YOUTH_DECLINES)


def found_elsewhere(p: Player) -> Script:
    yield from until_sent(p)
    yield 21, lambda: p.move("withdraw", 21, reason=WithdrawnReason.OTHER_SOLUTION)


def company_unavailable(p: Player) -> Script:
    yield from until_meeting(p)
    yield 21, lambda: p.move("withdraw", 21, reason=WithdrawnReason.COMPANY_UNAVAILABLE)


def silent(p: Player) -> Script:
    yield from until_sent(p)
    yield 14, lambda: p.call(14, CallOutcome.MESSAGE_LEFT)
    yield 21, lambda: p.call(21, CallOutcome.NO_ANSWER)


def refused_at_once(p: Player) -> Script:
    yield from until_sent(p)
    yield (
        15,
        lambda: p.move(
            "not_retained", 15, guest="company", reason=NotRetainedReason.HOST_UNAVAILABLE
        ),
    )


def refused_by_phone(p: Player) -> Script:
    yield from until_sent(p)
    yield 14, lambda: p.call(14)
    yield 14, lambda: p.move("not_retained", 14, reason=NotRetainedReason.DATES)


def refused_at_meeting(p: Player) -> Script:
    yield from until_meeting(p)
    yield 23, lambda: p.move("not_retained", 23, 16, reason=NotRetainedReason.MOTIVATION)


def missed(p: Player) -> Script:
    yield from until_meeting(p)
    yield (
        23,
        lambda: p.move(
            "missed",
            23,
            reason=MissedReason.YOUTH_ABSENT,
            meeting_at=p.moment(30),
        ),
    )
    yield 30, lambda: p.move("not_retained", 30, 17, reason=NotRetainedReason.TASKS)


def undecided(p: Player) -> Script:
    """Held, and decided long afterwards: late for whoever looks meanwhile."""
    yield from until_meeting(p)
    yield 37, lambda: p.move("not_retained", 37, reason=NotRetainedReason.TOO_FAR)


def until_first_day(p: Player, hours: int) -> Script:
    yield from until_sent(p, hours)
    yield (
        9,
        lambda: p.move(
            "propose_dates", 9, 8, guest="company", dates=[p.moment(16), p.moment(22, 10)]
        ),
    )
    yield 14, lambda: p.plan_meeting(14, 22)
    yield 15, lambda: p.move("confirm_meeting", 15, guest="youth")
    yield 22, lambda: p.move("accept", 22, 17)
    yield 28, lambda: p.schedule(28, PREPARATION)
    yield 28, lambda: p.sign(28, Party.COMPANY, Party.COMPANY_TUTOR, Party.TUTOR)
    yield 30, lambda: p.sign(30)
    yield PREPARATION, lambda: p.move("start", PREPARATION, 9)


def presence(p: Player, *, until: int | None = None) -> Script:
    """Fridays, the first one and then one in two told with its hours."""
    last = (p.period.end - p.base).days
    day, rank = PREPARATION + 4, 0
    while day <= (until or last - 10):
        yield day, lambda day=day, rank=rank: p.week(day, presence=rank % 2 == 0)
        day, rank = day + 7, rank + 1


def completed(hours: int, way_on: WayOn, *, after: int = 8):
    """A parcours carried to its end; its bilan closed `after` days later."""

    def script(p: Player) -> Script:
        yield from until_first_day(p, hours)
        yield from presence(p)
        last = (p.period.end - p.base).days
        yield last, lambda: p.finish(last)
        yield last + after, lambda: p.review(last + after)
        yield last + after, lambda: p.move("close", last + after, 17, way_on=way_on)

    return script


def interrupted(reason: InterruptedReason, kind: IncidentKind, *, weeks: int):
    def script(p: Player) -> Script:
        yield from until_first_day(p, 150)
        stop = PREPARATION + 7 * weeks + 1
        yield from presence(p, until=stop - 1)
        day = p.base + timedelta(days=stop)
        yield stop, lambda: p.move("incident", stop, 18, happened_on=day, kind=kind)
        yield stop, lambda: p.move("interrupt", stop, 19, last_day=day, reason=reason)
        yield stop + 9, lambda: p.review(stop + 9)
        yield stop + 9, lambda: p.move("close", stop + 9, 17, way_on=WayOn.OTHER)

    return script


STORIES = [
    Story("expired", 9, expired),
    Story("expired_later", 2, expired_later, lasts=90),
    Story("given_up", 6, given_up, frees=False),
    Story("found_elsewhere", 4, found_elsewhere, frees=False),
    Story("company_unavailable", 3, company_unavailable),
    Story("silent", 17, silent, contract=True, lasts=80),
    Story("silent_alone", 17, silent, contract=False, lasts=80),
    Story("refused_at_once", 7, refused_at_once),
    Story("refused_by_phone", 7, refused_by_phone),
    Story("refused_at_meeting", 6, refused_at_meeting),
    Story("missed", 3, missed),
    Story("undecided", 3, undecided),
    Story("to_school", 10, completed(150, WayOn.SCHOOL), hours=150, frees=False),
    Story("to_apprenticeship", 6, completed(150, WayOn.APPRENTICESHIP), hours=150, frees=False),
    Story("to_another", 5, completed(150, WayOn.PLACEMENT, after=19), hours=150),
    Story("longer", 6, completed(300, WayOn.JOB), hours=300, frees=False),
    Story("longest", 3, completed(450, WayOn.SCHOOL), hours=450, frees=False),
    Story(
        "stopped_by_youth",
        3,
        interrupted(InterruptedReason.YOUTH_LEAVES, IncidentKind.ABSENCE, weeks=1),
        hours=150,
        frees=False,
    ),
    Story(
        "stopped_by_company",
        2,
        interrupted(InterruptedReason.CONDITIONS, IncidentKind.CONDITIONS, weeks=2),
        hours=150,
        frees=False,
    ),
]


def opened(p: Player) -> Script:
    """An offer declared, called and verified, then waiting."""
    stand_in = p.stand_in
    yield 0, lambda: declare(stand_in.offer, by=stand_in.coordinator, now=p.at(0, 8))
    yield 1, lambda: take_charge(stand_in.offer, stand_in.coordinator, p.at(1, 9))
    yield (
        VERIFIED,
        lambda: verify(
            stand_in.offer, stand_in.contacts[0], stand_in.coordinator, p.at(VERIFIED, 11)
        ),
    )


def listed(situation: Situation):
    """A young person whose record begins in that situation."""

    def script(p: Player) -> Script:
        yield 0, lambda: follow(p.stand_in.youth, situation, p.stand_in.tutor, p.at(0, 8))

    return script


OFFER_OPENINGS = [
    Story("offer", 1, opened, contract=True, lasts=240),
    Story("offer_alone", 1, opened, contract=False, lasts=240),
]
# Shares of the young people to whom nothing was ever proposed.
YOUTH_OPENINGS = {
    Situation.READY: (12, 150),
    Situation.SUPPORTED: (20, 40),
    Situation.TO_CONTACT: (18, 1),
    Situation.CONTACTED: (10, 1),
    Situation.UNREACHABLE: (12, 1),
    Situation.WRONG_DETAILS: (4, 1),
    Situation.SOLUTION_TRAINING: (10, 1),
    Situation.SOLUTION_APPRENTICESHIP: (6, 1),
    Situation.SOLUTION_JOB: (4, 1),
    Situation.LEFT_REFUSAL: (4, 1),
}
