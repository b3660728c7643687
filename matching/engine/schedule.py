"""The schedule of a placement: every rule it breaks, in French.

Shape of each period, rules of the age on each day (presence_rules.py), bounds, holidays, overlaps,
rest between periods, total of hours.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from matching.engine.periods import (
    Period,
    all_working_days,
    hours_of,
    is_countable,
    minute_of,
    minutes_of,
    working_days,
)
from matching.engine.presence_rules import (
    MINUTES_OF_A_DAY,
    age_problems,
    days_off_problem,
    limits_on,
)
from psf.french.days import full_date
from psf.french.numbers import counted, duration, grouped
from psf.territories.school_days import SUMMER_MARGIN_DAYS, Holiday

__all__ = [
    "Bounds",
    "Period",
    "Problem",
    "all_working_days",
    "hours_of",
    "minutes_of",
    "schedule_problems",
    "working_days",
]


class Problem(NamedTuple):
    """What is wrong, in French; ``period`` is the index of the period, None for the whole."""

    code: str
    sentence: str
    period: int | None = None


class Bounds(NamedTuple):
    """Between which days a parcours may take place; None: no bound."""

    window_from: date | None = None
    window_until: date | None = None
    firm_end: date | None = None  # end of the contract's firm period
    available_from: date | None = None
    available_until: date | None = None


# Rules of one period: whether it makes sense at all.


def shape_problems(period: Period) -> Iterator[tuple[str, str]]:
    """Dates and times in order, days that exist, a break shorter than the day."""
    if period.end < period.start:
        yield "dates", "La fin de la période précède son début"
    elif not is_countable(period):
        yield "too_long", "Une période ne peut pas dépasser deux ans"
    if not period.weekdays:
        yield "no_day", "Aucun jour de présence n'est choisi"
    elif len(period.weekdays) != len(period.days):
        yield "days", "Un jour de la semaine est répété ou n'existe pas"
    if period.amplitude <= 0:
        yield "times", "L'heure de départ précède l'heure d'arrivée"
    elif period.break_minutes < 0:
        yield "break", "La durée de la pause est négative"
    elif period.daily_minutes == 0:
        yield "break", "La pause dure autant que la journée"


# Rules of the whole.


def overlap_problems(periods: Sequence[Period]) -> Iterator[Problem]:
    """No two periods share a day."""
    order = sorted(range(len(periods)), key=lambda i: (periods[i].start, periods[i].end, i))
    for before, after in pairwise(order):
        if periods[after].start <= periods[before].end:
            yield Problem(
                "overlap",
                f"Cette période commence le {full_date(periods[after].start)}, avant la fin "
                f"d'une autre ({full_date(periods[before].end)})",
                after,
            )


def rest_between_problems(
    periods: Sequence[Period], days: Sequence[Sequence[date]], birth_date: date
) -> Iterator[Problem]:
    """Daily rest when one period follows another the next day."""
    order = sorted((i for i in range(len(periods)) if days[i]), key=lambda i: days[i][0])
    for before, after in pairwise(order):
        first_day = days[after][0]
        if (first_day - days[before][-1]).days != 1:
            continue
        limits = limits_on(birth_date, days[before][-1])
        rest = (
            MINUTES_OF_A_DAY
            - minute_of(periods[before].day_end)
            + minute_of(periods[after].day_start)
        )
        if rest < limits.rest:
            yield Problem(
                "rest",
                limits.sentence(
                    f"{duration(limits.rest)} de repos entre deux journées : "
                    f"{duration(rest)} prévues avant le {full_date(first_day)}"
                ),
                after,
            )


def shared_week_problems(
    periods: Sequence[Period], days: Sequence[Sequence[date]], birth_date: date
) -> Iterator[Problem]:
    """Hours and days off of the weeks in which one period follows another."""
    weeks: dict[tuple[int, int], list[tuple[date, int]]] = {}
    for index, some in enumerate(days):
        for day in some:
            weeks.setdefault(day.isocalendar()[:2], []).append((day, index))
    for week in sorted(weeks):
        worked = sorted(weeks[week])
        if len({index for _, index in worked}) < 2:
            continue
        first_day, last_index = worked[0][0], worked[-1][1]
        limits = limits_on(birth_date, first_day)
        minutes = sum(periods[index].daily_minutes for _, index in worked)
        if minutes > limits.week:
            rule = (
                f"{duration(limits.week)} par semaine au plus : {duration(minutes)} "
                f"prévues la semaine du {full_date(first_day)}"
            )
            yield Problem("week", limits.sentence(rule), last_index)
        off = days_off_problem({day.weekday() for day, _ in worked}, limits)
        if off:
            rule = f"{off} (semaine du {full_date(first_day)})"
            yield Problem("days_off", limits.sentence(rule), last_index)


def bound_problems(index: int, period: Period, bounds: Bounds) -> Iterator[Problem]:
    """Within the window, the availability and the firm period."""
    if bounds.firm_end is not None and period.end > bounds.firm_end:
        yield Problem(
            "firm_end",
            f"La période finit après la partie ferme du marché ({full_date(bounds.firm_end)})",
            index,
        )
    for code, first, what in (
        ("window", bounds.window_from, "l'accueil possible"),
        ("availability", bounds.available_from, "la disponibilité du jeune"),
    ):
        if first is not None and period.start < first:
            sentence = f"La période commence avant {what} ({full_date(first)})"
            yield Problem(code, sentence, index)
    for code, last, what in (
        ("window", bounds.window_until, "l'accueil possible"),
        ("availability", bounds.available_until, "la disponibilité du jeune"),
    ):
        if last is not None and period.end > last:
            yield Problem(code, f"La période finit après {what} ({full_date(last)})", index)


def holiday_problems(
    days: Sequence[Sequence[date]], holidays: Iterable[Holiday]
) -> Iterator[Problem]:
    """Half of each holiday may be worked; in summer its first and its last week.

    The half is counted in days from Monday to Friday, rounded up.
    """
    for holiday in holidays:
        worked = [(day, i) for i, some in enumerate(days) for day in some if holiday.covers(day)]
        if not worked:
            continue
        worked.sort()
        if holiday.is_summer:
            for day, index in worked:
                after, before = (day - holiday.first_day).days, (holiday.last_day - day).days
                if min(after, before) >= SUMMER_MARGIN_DAYS:
                    yield Problem(
                        "holiday",
                        f"Présence le {full_date(day)} ({holiday.label}) : possible seulement "
                        "la première et la dernière semaine",
                        index,
                    )
                    break
            continue
        weekdays = sum(
            (holiday.first_day + timedelta(days=n)).weekday() < 5 for n in range(holiday.days)
        )
        allowed = (weekdays + 1) // 2
        if len(worked) > allowed:
            yield Problem(
                "holiday",
                f"{counted(len(worked), 'jour')} de présence sur les {grouped(weekdays)} jours "
                f"des {holiday.label} : la moitié au plus ({allowed})",
                worked[allowed][1],
            )


def hours_problem(periods: Sequence[Period], minutes: int, hours_planned: int) -> Problem | None:
    """The hours planned are reached, and passed by less than one week (domain.md §2: a minimum)."""
    planned = hours_planned * 60
    if minutes < planned:
        return Problem(
            "hours",
            f"Il manque {duration(planned - minutes)} : {duration(minutes)} de présence "
            f"pour {duration(planned)} prévues",
        )
    week = max((period.weekly_minutes for period in periods), default=0)
    if minutes >= planned + max(week, 1):
        return Problem(
            "hours",
            f"{duration(minutes - planned)} de trop : {duration(minutes)} de présence "
            f"pour {duration(planned)} prévues",
        )
    return None


def schedule_problems(
    periods: Sequence[Period],
    birth_date: date,
    *,
    bounds: Bounds = Bounds(),  # noqa: B008 immutable
    hours_planned: int | None = None,
    may_exceed: bool = False,
    holidays: Sequence[Holiday] = (),
    public_holidays: Iterable[date] = (),
) -> tuple[Problem, ...]:
    """Everything wrong with a schedule, in the order of the periods, then of the whole.

    ``hours_planned`` None leaves the total unchecked; ``may_exceed`` when company and young person
    agreed on more hours than planned. Empty: the schedule is valid.
    """
    if not periods:
        return (Problem("empty", "Aucune période de présence n'est prévue"),)
    closed = frozenset(public_holidays)
    days = [working_days(period, holidays, closed) for period in periods]
    problems: list[Problem] = []
    sound = True
    for index, period in enumerate(periods):
        shape = list(shape_problems(period))
        if shape:
            sound = False
            problems += [Problem(code, sentence, index) for code, sentence in shape]
            continue
        if not days[index]:
            problems.append(
                Problem("no_presence", "Aucun jour de présence dans cette période", index)
            )
        problems += [
            Problem(code, sentence, index)
            for code, sentence in age_problems(period, days[index], birth_date)
        ]
        problems += bound_problems(index, period, bounds)
    if not sound:
        return tuple(problems)
    overlaps = list(overlap_problems(periods))
    problems += overlaps
    if not overlaps:
        problems += rest_between_problems(periods, days, birth_date)
        problems += shared_week_problems(periods, days, birth_date)
    problems += holiday_problems(days, holidays)
    if hours_planned is not None:
        total = sum(len(d) * p.daily_minutes for d, p in zip(days, periods, strict=True))
        problem = hours_problem(periods, total, hours_planned)
        if problem and not (may_exceed and total >= hours_planned * 60):
            problems.append(problem)
    return tuple(problems)
