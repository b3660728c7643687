"""Counting days as a policy says: all of them, working days, or working days of class."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from psf.territories import calendars
from psf.workflow.enums import Counting

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where days are counted: the département gives public holidays, the zone school holidays."""

    academy_id: int | None = None
    zone: str = ""
    code: str = ""  # of the département


@dataclass(frozen=True, slots=True)
class DayCount:
    """Adds days to a day. Beyond the known school calendar no day is a holiday."""

    counting: str = Counting.CALENDAR
    place: Place = field(default_factory=Place)
    school_holidays: Sequence[tuple[date, date]] = field(default=(), repr=False)

    def counts(self, day: date) -> bool:
        """Whether `day` is one of the days that are counted."""
        if self.counting == Counting.CALENDAR:
            return True
        if not calendars.is_working_day(self.place, day):
            return False
        return self.counting != Counting.SCHOOL or not any(
            first <= day <= last for first, last in self.school_holidays
        )

    def add(self, start: date, days: int) -> date:
        """The `days`-th counted day after `start`; for 0, `start` or the first counted day after."""
        if self.counting == Counting.CALENDAR:
            return start + timedelta(days=days)
        day, left = start, days
        if left == 0:
            while not self.counts(day):
                day += ONE_DAY
            return day
        while left:
            day += ONE_DAY
            left -= self.counts(day)
        return day

    def worked(self, day: date) -> date:
        """`day`, or the first working day after it where only working days are counted.

        School holidays are no reason to put off what another rule dated.
        """
        if self.counting != Counting.CALENDAR:
            while not calendars.is_working_day(self.place, day):
                day += ONE_DAY
        return day

    def latest_start(self, days: int, today: date) -> date:
        """The last day from which `days` days are over today: `add(day, days) <= today`."""
        day = today - timedelta(days=days)
        while self.add(day, days) > today:
            day -= ONE_DAY
        return day
