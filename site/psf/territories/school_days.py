"""School holidays as plain intervals, and how much of them may be worked: plain Python, for the engine that
proposes as for the calibreur that announces.

Outside summer half of each holiday may be worked; in summer up to one week after classes end and
from one week before they resume (domain.md §4).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

SUMMER_MARGIN_DAYS = 7
LONG_HOLIDAY_DAYS = 28
WEEKEND_DAYS = 2


def days_for(weeks: int) -> int:
    """Days that so many weeks of presence take: the last week-end is free."""
    return weeks * 7 - WEEKEND_DAYS


@dataclass(frozen=True, slots=True)
class Holiday:
    """One school holiday of the zone concerned, both days included."""

    first_day: date  # first day without class
    last_day: date  # last day without class
    summer: bool | None = None  # None: known by its length (over four weeks)
    name: str = ""  # French, for the sentences: «vacances de Noël»

    @property
    def label(self) -> str:
        return self.name or ("vacances d'été" if self.is_summer else "vacances scolaires")

    @property
    def is_summer(self) -> bool:
        """The long holiday, whose first and last week alone may be worked."""
        return self.days > LONG_HOLIDAY_DAYS if self.summer is None else self.summer

    @property
    def days(self) -> int:
        return max(0, (self.last_day - self.first_day).days + 1)

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


class Calendar:
    """Counts the days that a parcours can use between two ordinals, in O(log n).

    Overlapping or inverted holidays are made disjoint rather than refused: the calendar is data.
    """

    __slots__ = ("_allowed", "_blocked", "_cumulated", "_ends", "_starts", "_summer")

    def __init__(self, holidays: Iterable[Holiday] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._summer: list[bool] = []
        self._allowed: list[int] = []
        self._blocked: list[int] = []
        self._cumulated: list[int] = [0]
        previous = 0
        for first, last, summer in sorted(
            (h.first_day.toordinal(), h.last_day.toordinal(), h.is_summer) for h in holidays
        ):
            first = max(first, previous + 1)
            if last < first:
                continue
            previous = last
            self._starts.append(first)
            self._ends.append(last)
            self._summer.append(summer)
            self._allowed.append((last - first + 2) // 2)
            self._blocked.append(self._blocked_between(len(self._starts) - 1, first, last))
            self._cumulated.append(self._cumulated[-1] + self._blocked[-1])

    def _blocked_between(self, index: int, first: int, last: int) -> int:
        start, end = self._starts[index], self._ends[index]
        first, last = max(first, start), min(last, end)
        if self._summer[index]:
            first = max(first, start + SUMMER_MARGIN_DAYS)
            last = min(last, end - SUMMER_MARGIN_DAYS)
            return max(0, last - first + 1)
        return max(0, last - first + 1 - self._allowed[index])

    def usable_days(self, first: int, last: int) -> int:
        """Calendar days from ``first`` to ``last`` (ordinals, included) less the blocked ones."""
        if last < first:
            return 0
        low = bisect_left(self._ends, first)
        high = bisect_right(self._starts, last)
        days = last - first + 1
        if low >= high:
            return days
        blocked = self._cumulated[high] - self._cumulated[low]
        for edge in {low, high - 1}:
            if self._starts[edge] < first or self._ends[edge] > last:
                blocked += self._blocked_between(edge, first, last) - self._blocked[edge]
        return days - blocked

    def last_start(self, end: int, weeks: int) -> int:
        """The last day (ordinal) from which so many weeks of presence are over by ``end``.

        Always a day that may be worked; holidays push it back.
        """
        needed = days_for(weeks)
        first = end - needed + 1
        while (missing := needed - self.usable_days(first, end)) > 0:
            first -= missing
        return first
