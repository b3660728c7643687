"""Rules of presence under one age, on one period.

Under 18, domain.md §4 and code du travail L3162-1 (8 h a day, 35 h a week), L3162-3 (break of
30 min after 4 h 30), L3163-1 and -2 (nights), L3164-1 (daily rest of 12 h, of 14 h under 16),
L3164-2 (two days off in a row), L3164-6 (public holidays). Age is tested on each day of presence.
From 18 on, a stagiaire follows the hosts' employees (code de l'éducation L124-14): 10 h a day
(code du travail L3121-18), 35 h a week (L3121-27), 20 min of break after 6 h (L3121-16), 11 h of
daily rest (L3131-1), six days a week at most (L3132-1).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from matching.engine.ages import anniversary
from matching.engine.periods import Period, minute_of
from psf.french.numbers import duration

SUNDAY = 6
MINUTES_OF_A_DAY = 24 * 60


class Limits(NamedTuple):
    """What one age allows; minutes."""

    under: int | None  # this age; None for adults
    week: int
    day: int
    break_after: int
    break_minutes: int
    rest: int
    earliest: int | None
    latest: int | None

    def sentence(self, rule: str) -> str:
        """«Avant 18 ans, …», or the bare rule for adults."""
        if self.under is None:
            return rule[0].upper() + rule[1:]
        return f"Avant {self.under} ans, {rule}"


UNDER_16 = Limits(16, 35 * 60, 8 * 60, 270, 30, 14 * 60, 6 * 60, 20 * 60)
UNDER_18 = Limits(18, 35 * 60, 8 * 60, 270, 30, 12 * 60, 6 * 60, 22 * 60)
ADULT = Limits(None, 35 * 60, 10 * 60, 360, 20, 11 * 60, None, None)


# Sentences follow «Avant 18 ans, ».


def week_problem(period: Period, limits: Limits) -> str | None:
    if period.weekly_minutes <= limits.week:
        return None
    return (
        f"{duration(limits.week)} par semaine au plus : {duration(period.weekly_minutes)} prévues"
    )


def day_problem(period: Period, limits: Limits) -> str | None:
    if period.daily_minutes <= limits.day:
        return None
    return f"{duration(limits.day)} par jour au plus : {duration(period.daily_minutes)} prévues"


def break_problem(period: Period, limits: Limits) -> str | None:
    if period.daily_minutes <= limits.break_after or period.break_minutes >= limits.break_minutes:
        return None
    return (
        f"{limits.break_minutes} min de pause après {duration(limits.break_after)} : "
        f"{period.break_minutes} min prévues"
    )


def rest_problem(period: Period, limits: Limits) -> str | None:
    """Rest between two days in a row of the same period, Sunday and Monday included."""
    weekdays = set(period.weekdays)
    if not any((day + 1) % 7 in weekdays for day in weekdays):
        return None
    rest = MINUTES_OF_A_DAY - period.amplitude
    if rest >= limits.rest:
        return None
    return f"{duration(limits.rest)} de repos entre deux journées : {duration(rest)} prévues"


def night_problem(period: Period, limits: Limits) -> str | None:
    """No night work for minors."""
    if limits.earliest is None or limits.latest is None:
        return None
    start, end = minute_of(period.day_start), minute_of(period.day_end)
    if start >= limits.earliest and end <= limits.latest:
        return None
    return (
        f"pas de présence entre {duration(limits.latest)} et "
        f"{duration(limits.earliest)} : prévue de {duration(start)} à {duration(end)}"
    )


def days_off_problem(weekdays: Iterable[int], limits: Limits) -> str | None:
    """Two days off in a row for minors, one day off for adults."""
    off = set(range(7)) - set(weekdays)
    if limits is ADULT:
        return None if off else "un jour de repos par semaine au moins"
    if any((day + 1) % 7 in off for day in off):
        return None
    return "deux jours de repos consécutifs par semaine au moins"


def weekly_days_off_problem(period: Period, limits: Limits) -> str | None:
    return days_off_problem(period.weekdays, limits)


def sunday_problem(period: Period, limits: Limits) -> str | None:
    """No Sundays for minors; public holidays are never worked (see :class:`Period`)."""
    if limits is ADULT or SUNDAY not in period.weekdays:
        return None
    return "pas de présence le dimanche"


AGE_RULES: tuple[tuple[str, Callable[[Period, Limits], str | None]], ...] = (
    ("week", week_problem),
    ("day", day_problem),
    ("break", break_problem),
    ("rest", rest_problem),
    ("night", night_problem),
    ("days_off", weekly_days_off_problem),
    ("sunday", sunday_problem),
)


def limits_on(birth_date: date, day: date) -> Limits:
    """What somebody's age allows on a day."""
    if day < anniversary(birth_date, 16):
        return UNDER_16
    if day < anniversary(birth_date, 18):
        return UNDER_18
    return ADULT


def age_problems(
    period: Period, days: Sequence[date], birth_date: date
) -> Iterator[tuple[str, str]]:
    """Each broken rule once, under the strictest age that somebody has on a day of presence."""
    ages = []
    for day in days:
        limits = limits_on(birth_date, day)
        if limits not in ages:
            ages.append(limits)
    told = set()
    for limits in ages:
        for code, rule in AGE_RULES:
            sentence = None if code in told else rule(period, limits)
            if sentence:
                told.add(code)
                yield code, limits.sentence(sentence)
