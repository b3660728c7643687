"""Hours shown as days and weeks, and hours consumed by weeks begun (domain.md §2)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from psf.french.numbers import counted, grouped

HOURS_PER_DAY = 7
HOURS_PER_WEEK = 35
HOURS_PER_MONTH = 150


class Duration(NamedTuple):
    """Hours in the units that buyers and companies think in; begun days count."""

    hours: int
    days: int  # all of them
    weeks: int  # full ones
    extra_days: int  # beyond the full weeks
    months: int | None  # for whole months (150, 300, 450, 900 h…), else None

    @property
    def sentence(self) -> str:
        """«150 h, soit 1 mois : 22 jours, ou 4 semaines et 2 jours»."""
        month = f", soit {self.months} mois" if self.months else ""
        days = counted(self.days, "jour")
        if not self.weeks:
            return f"{grouped(self.hours)} h{month} : {days}"
        weeks = counted(self.weeks, "semaine")
        extra = f" et {counted(self.extra_days, 'jour')}" if self.extra_days else ""
        return f"{grouped(self.hours)} h{month} : {days}, ou {weeks}{extra}"


def to_days_and_weeks(
    hours: int, hours_per_week: int = HOURS_PER_WEEK, hours_per_day: int = HOURS_PER_DAY
) -> Duration:
    """Days and weeks of a number of hours at a rhythm; never fails, never negative."""
    hours = max(0, hours)
    hours_per_day = max(1, hours_per_day)
    days_per_week = max(1, hours_per_week // hours_per_day)
    days = -(-hours // hours_per_day)
    weeks, extra_days = divmod(days, days_per_week)
    months, rest = divmod(hours, HOURS_PER_MONTH)
    return Duration(hours, days, weeks, extra_days, months if months and not rest else None)


def weeks_begun(start: date, last_day: date) -> int:
    """Weeks of seven days begun from ``start`` to ``last_day``, both included; 0 before."""
    return max(0, (last_day - start).days // 7 + 1)


def weeks_of(days: Iterable[date], until: date | None = None) -> int:
    """Weeks that hold at least one of these days of presence, counted from the first one.

    Holidays between two periods are no week. ``until`` stops the count, that day included: the
    same days with and without it give the weeks begun and the weeks planned.
    """
    ordered = sorted(days)
    if not ordered:
        return 0
    first = ordered[0]
    return len({(day - first).days // 7 for day in ordered if until is None or day <= until})


def consumed_hours(hours_planned: int, weeks_planned: int, weeks_begun: int) -> int:
    """Hours deducted from the offer when a parcours stops: every week begun counts in full.

    >>> consumed_hours(150, 5, 2)
    60
    """
    if hours_planned <= 0 or weeks_begun <= 0:
        return 0
    if weeks_planned <= 0 or weeks_begun >= weeks_planned:
        return hours_planned
    return -(-hours_planned * weeks_begun // weeks_planned)
