"""Hours consumed by weeks begun (domain.md §2); how hours read as weeks: `psf.french.volumes`."""

from collections.abc import Iterable
from datetime import date


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
