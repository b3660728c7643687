"""Who lives which story, when: the history of each offer, then the young people who were there."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from demonstration.national.offers import Hosting
from demonstration.national.recording import BASE, Recording
from demonstration.national.size import chance
from demonstration.national.stories import PREPARATION, VERIFIED
from matching.engine.default_schedule import default_period
from matching.enums import FOLLOWED, OVER, Situation
from matching.stages import ACTIVE
from offers.enums import ClosedReason, LostReason
from psf.territories import calendars
from psf.territories.models import SchoolHoliday
from psf.territories.school_days import Holiday

NEVER_PROPOSED = 0.05
STOPS = 0.01
LONGEST_GAP = 10
LONGEST_WAIT = 230
LEAST_HOURS = 150
# A parcours is told again at most two days later in the week than it was recorded.
LATER = 3
WEEKS_TRIED = 12
# Share of those who come back among the young people proposed.
COMES_BACK = 0.52
IDLE_DAYS = 45


@dataclass(slots=True)
class Part:
    """One parcours to be: a story on an offer, reserved on `day`, as it stands yesterday."""

    hosting: Hosting
    recording: Recording
    rank: int
    day: date
    period: object = None
    ends: date | None = None
    youth: object = None
    offer_next: tuple[date, str] | None = None
    youth_next: tuple[date, str] | None = None
    used_up: bool = False
    last_of_youth: bool = False

    @property
    def snapshot(self):
        return self.recording.snapshots[self.rank]

    @property
    def is_active(self) -> bool:
        return self.snapshot.stage in ACTIVE


class Calendars:
    """Periods of presence, computed once for each rhythm, length, zone and week."""

    def __init__(self):
        self.school, self.known = defaultdict(list), {}
        for row in SchoolHoliday.objects.order_by("starts_on"):
            self.school[row.zone].append(Holiday(row.starts_on, row.ends_on, name=row.name))

    def period(self, place, rhythm, hours: int, first: date):
        department = place.department
        zone = department.academy.holiday_zone
        key = (calendars.SUBDIVISIONS.get(department.code), zone, rhythm, hours, first)
        if key not in self.known:
            public = [
                day
                for year in range(first.year, first.year + 2)
                for day in calendars.public_holidays(department, year)
            ]
            self.known[key] = default_period(
                first,
                hours=hours,
                days_per_week=rhythm[0],
                weekly_hours=rhythm[1],
                holidays=self.school[zone],
                public_holidays=public,
            )
        return self.known[key]


class Assigner:
    """Tells every offer's history up to `today`, at most `wanted` parcours in all."""

    def __init__(self, recordings, openings, today: date, wanted: int):
        self.today, self.yesterday = today, today - timedelta(days=1)
        self.wanted = wanted
        self.recordings, self.openings = recordings, openings
        self.calendars = Calendars()
        self.luck = chance("casting")

    def assign(self, hostings: list[Hosting]) -> list[Part]:
        """Parts of all offers, in the order of their reservations."""
        for hosting in hostings:
            hosting.opening = self.openings[hosting.firm_end is not None]
            self._live(hosting)
        parts = [part for hosting in hostings for part in hosting.parts]
        for part in self._too_many(parts):
            part.hosting.parts.remove(part)
        for hosting in hostings:
            self._follow_up(hosting)
        kept = [part for hosting in hostings for part in hosting.parts]
        return sorted(kept, key=lambda part: (part.day, part.hosting.offer))

    def _live(self, hosting) -> None:
        luck, left = self.luck, hosting.hours
        day = hosting.declared_on + timedelta(days=VERIFIED)
        if luck.random() < NEVER_PROPOSED:
            return
        while left >= LEAST_HOURS:
            day += timedelta(days=luck.randint(3, LONGEST_GAP))
            if day > self.yesterday or self._is_over(hosting, day):
                return
            part = self._part(hosting, day, left)
            if part is None:
                return
            hosting.parts.append(part)
            left -= part.snapshot.consumed
            if part.is_active:
                return
            day = part.ends
            if luck.random() < STOPS:
                self._stop(hosting, day + timedelta(days=luck.randint(1, 30)))
                return

    def _is_over(self, hosting, day) -> bool:
        return hosting.firm_end is not None and day > hosting.firm_end - timedelta(days=10)

    def _part(self, hosting, day, left) -> Part | None:
        recording = self._story(hosting, left)
        if not recording.story.hours:
            part = Part(hosting, recording, 0, day + timedelta(days=-day.weekday() + 7))
            part.day += timedelta(days=self.luck.randrange(LATER))
            if part.day > self.yesterday:
                return None
            passed = (self.yesterday - part.day).days
            part.rank = recording.at(passed)
            part.ends = part.day + timedelta(days=recording.ends)
            return part
        return self._with_presence(hosting, recording, day)

    def _story(self, hosting, left) -> Recording:
        possible = [
            recording
            for recording in self.recordings
            if recording.story.hours <= left
            and recording.story.contract in (None, hosting.firm_end is not None)
        ]
        weights = [recording.story.share for recording in possible]
        return self.luck.choices(possible, weights)[0]

    def _with_presence(self, hosting, recording, day) -> Part | None:
        """Reserved in the first week after which the presence begins on a Monday of class."""
        hours = recording.story.hours
        monday = day + timedelta(days=7 - day.weekday())
        for weeks in range(WEEKS_TRIED):
            reserved = monday + timedelta(days=7 * weeks)
            first = reserved + timedelta(days=PREPARATION)
            period = self.calendars.period(hosting.place, hosting.rhythm, hours, first)
            if period.start == first:
                break
        else:
            return None
        if hosting.firm_end is not None and period.end > hosting.firm_end:
            return None
        reserved += timedelta(days=self.luck.randrange(LATER))
        if reserved > self.yesterday:
            return None
        part = Part(hosting, recording, 0, reserved, period)
        stopped = recording.ends < recording.last
        part.ends = (
            period.start + timedelta(days=recording.ends - recording.first)
            if stopped
            else period.end
        )
        part.rank = recording.at(self._story_day(part))
        return part

    def _story_day(self, part) -> int:
        """Which day of the recording yesterday is."""
        recording, period, now = part.recording, part.period, self.yesterday
        # What came just before was told as much later in its week as the reservation.
        if now < period.start + timedelta(days=LATER):
            return min((now - part.day).days, recording.first - 1)
        if now < period.end:
            return min(recording.first + (now - period.start).days, recording.last - 1)
        return recording.last + (now - period.end).days

    def _stop(self, hosting, day) -> None:
        if day > self.yesterday:
            return
        hosting.closed_on = day
        if self.luck.random() < 0.5:
            hosting.closed_how = "close"
            hosting.closed_why = self.luck.choice([ClosedReason.AGREED, ClosedReason.OTHER])
        else:
            hosting.closed_how = "lose"
            hosting.closed_why = self.luck.choice([LostReason.UNWILLING, LostReason.CONTACT_GONE])

    def _too_many(self, parts) -> list[Part]:
        """Ended parts beyond the number wanted, drawn at random."""
        beyond = len(parts) - self.wanted
        if beyond <= 0:
            return []
        ended = [part for part in parts if not part.is_active and not part.snapshot.consumed]
        return self.luck.sample(ended, min(beyond, len(ended)))

    def _follow_up(self, hosting) -> None:
        """What became of the offer after each part, and today."""
        used = 0
        for part, following in zip_longest(hosting.parts, hosting.parts[1:]):
            used += part.snapshot.consumed
            if following is not None:
                part.offer_next = (following.day, "reserved")
            elif not part.is_active and used >= hosting.hours:
                part.used_up = True
        last = hosting.parts[-1] if hosting.parts else None
        if last is not None and last.is_active:
            hosting.closed_on, hosting.available = None, True
            return
        if last is not None and last.used_up:
            hosting.closed_on, hosting.closed_how = last.ends, "use_up"
            return
        free_since = last.ends if last else hosting.declared_on + timedelta(days=VERIFIED + 1)
        if hosting.closed_on is None:
            self._grow_old(hosting, free_since, hosting.hours - used, waited=last is None)
        if hosting.closed_on is not None:
            closing = (hosting.closed_on, hosting.closed_how)
            if last is not None:
                last.offer_next = closing
        else:
            hosting.available = True

    def _grow_old(self, hosting, since, left, *, waited) -> None:
        """Close what time or the end of the contract has closed."""
        over = hosting.firm_end + timedelta(days=1) if hosting.firm_end else None
        if over is not None and over <= self.yesterday:
            hosting.closed_on = max(since + timedelta(days=1), over)
            hosting.closed_how = "contract_ended"
            hosting.closed_why = ClosedReason.CONTRACT_ENDED
        longest = LONGEST_WAIT if waited else IDLE_DAYS
        if 0 < left < LEAST_HOURS:
            longest = 12
        old = since + timedelta(days=longest + self.luck.randint(-10, 0))
        if old <= self.yesterday and (hosting.closed_on is None or old < hosting.closed_on):
            self._stop(hosting, old)
        if hosting.closed_on is not None and hosting.closed_on > self.yesterday:
            hosting.closed_on, hosting.closed_how = None, ""


@dataclass(slots=True)
class Person:
    """A young person to be, and the parcours they lived."""

    place: object
    service: int
    since: date
    recording: Recording | None = None
    rank: int = 0
    parts: list = None
    first_next: tuple[date, str] | None = None
    # (day, situation) of a last change that no parcours made.
    moved_on: tuple[date, str] | None = None
    key: int = 0
    guardian: int | None = None


def people(parts: list[Part], places, count: int, listings, today: date) -> list[Person]:
    """`count` young people: those of the parts, then those to whom nothing was proposed.

    `listings` gives the recording of each situation in which a record begins.
    """
    luck, found = chance("youths"), []
    shares = _shares(places, count)
    free, made = defaultdict(list), defaultdict(int)
    ready = listings[Situation.READY]
    for part in parts:
        place, person = part.hosting.place, None
        back = free[place.department.pk]
        wanted_back = luck.random() < COMES_BACK
        if wanted_back or made[place.department.pk] >= shares[place.department.pk]:
            person = _one_back(back, part.day)
        if person is None:
            waited = luck.randint(4, 60)
            person = Person(
                place,
                luck.randrange(len(place.services)),
                part.day - timedelta(days=waited),
                ready,
                ready.at(waited),
                parts=[],
                first_next=(part.day, "reserved"),
            )
            made[place.department.pk] += 1
            found.append(person)
        else:
            person.parts[-1].youth_next = (part.day, "reserved")
        part.youth = person
        person.parts.append(part)
        if part.recording.story.frees and not part.is_active:
            back.append(person)
    for person in found:
        person.parts[-1].last_of_youth = True
        _go_on(person, luck, today)
    found += _others(places, shares, made, count - len(found), listings, luck, today)
    return found


def _shares(places, count) -> dict[int, int]:
    total = sum(place.population for place in places)
    return {place.department.pk: round(count * place.population / total) for place in places}


def _one_back(waiting: list[Person], day: date) -> Person | None:
    """Somebody free for three days at least, and not for too long."""
    for rank in range(len(waiting) - 1, max(-1, len(waiting) - 40), -1):
        ended = waiting[rank].parts[-1].ends
        if ended + timedelta(days=3) <= day <= ended + timedelta(days=IDLE_DAYS):
            return waiting.pop(rank)
    return None


def _go_on(person: Person, luck, today: date) -> None:
    """Nobody waits for ever: who was proposed nothing more has found another way."""
    part = person.parts[-1]
    if part.is_active:
        return
    situation, since = part.snapshot.situation, (today - part.ends).days
    if situation in FOLLOWED and since > IDLE_DAYS:
        after = luck.randint(20, IDLE_DAYS)
        goes = luck.choices(
            [Situation.SOLUTION_TRAINING, Situation.SOLUTION_JOB, Situation.LEFT_REFUSAL,
             Situation.SOLUTION_APPRENTICESHIP],
            [5, 2, 2, 2],
        )[0]  # fmt: skip
        person.moved_on = (part.ends + timedelta(days=after), goes)
        part.youth_next = person.moved_on


def _others(places, shares, made, count, listings, luck, today) -> list[Person]:
    from demonstration.national.stories import YOUTH_OPENINGS

    situations = list(YOUTH_OPENINGS)
    weights = [YOUTH_OPENINGS[situation][0] for situation in situations]
    lacking = [max(1, shares[p.department.pk] - made[p.department.pk]) for p in places]
    found = []
    for place in luck.choices(places, lacking, k=max(0, count)):
        situation = luck.choices(situations, weights)[0]
        # Who is followed has an action that waits, and it has not waited for two years; who is not
        # any more leaves for the archive after one.
        longest = YOUTH_OPENINGS[situation][1] - 5 if situation in FOLLOWED else 700
        if situation in OVER:
            longest = 330
        ago = luck.randint(1, longest)
        recording = listings[situation]
        person = Person(
            place,
            luck.randrange(len(place.services)),
            today - timedelta(days=ago),
            recording,
            recording.at(ago - 1),
            parts=[],
        )
        found.append(person)
    return found


def shift_of(day: date) -> int:
    """Days from the recording's first day to `day`."""
    return (day - BASE).days
