"""The schedule of a placement: which days are worked, and which rules it breaks.

Under 18, domain.md §4 and code du travail L3162-1 (8 h a day, 35 h a week), L3162-3 (break of
30 min after 4 h 30), L3163-1 and -2 (nights), L3164-1 (daily rest of 12 h, of 14 h under 16),
L3164-2 (two days off in a row), L3164-6 (public holidays). Age is tested on each day of presence.
From 18 on, a stagiaire follows the hosts' employees (code de l'éducation L124-14): 10 h a day
(code du travail L3121-18), 35 h a week (L3121-27), 20 min of break after 6 h (L3121-16), 11 h of
daily rest (L3131-1), six days a week at most (L3132-1).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from matching.engine.ages import anniversary
from matching.engine.school_calendar import SUMMER_MARGIN_DAYS, Holiday
from matching.engine.wording import counted, french_date, french_hours, grouped

DAY_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
SUNDAY = 6
LONGEST_PERIOD_DAYS = 731
MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of presence with the same days and times every week, both dates included.

    Public holidays inside are not worked. A school holiday that the period runs right across is not
    worked either; a period that starts or ends inside one works there.
    """

    start: date
    end: date
    days: tuple[int, ...]  # 0 Monday … 6 Sunday
    day_start: time
    day_end: time
    break_minutes: int = 60

    @property
    def amplitude(self) -> int:
        """Minutes from arrival to departure; negative when inverted."""
        return _minutes(self.day_end) - _minutes(self.day_start)

    @property
    def daily_minutes(self) -> int:
        """Minutes of presence a day, break taken off; never negative."""
        return max(0, self.amplitude - max(0, self.break_minutes))

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The days of the week, sorted, each once, impossible ones left out."""
        return tuple(sorted({day for day in self.days if 0 <= day <= 6}))

    @property
    def weekly_minutes(self) -> int:
        return self.daily_minutes * len(self.weekdays)

    @property
    def weekly_hours(self) -> Decimal:
        """Hours of presence of a full week, to the hundredth."""
        return _as_hours(self.weekly_minutes)


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


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _as_hours(minutes: int) -> Decimal:
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"))


def _countable(period: Period) -> bool:
    return 0 <= (period.end - period.start).days < LONGEST_PERIOD_DAYS


def _calendar_days(period: Period) -> Iterator[date]:
    """The weekdays of a period, holidays included; none when its dates are absurd."""
    if not _countable(period):
        return
    weekdays = set(period.weekdays)
    for offset in range((period.end - period.start).days + 1):
        day = period.start + timedelta(days=offset)
        if day.weekday() in weekdays:
            yield day


def _runs_across(period: Period, holiday: Holiday) -> bool:
    return period.start < holiday.first_day and period.end >= holiday.last_day


def working_days(
    period: Period,
    holidays: Iterable[Holiday] = (),
    public_holidays: Iterable[date] = (),
) -> tuple[date, ...]:
    """Days of presence of a period: see :class:`Period` for holidays. Empty for absurd dates."""
    closed = frozenset(public_holidays)
    skipped = [holiday for holiday in holidays if _runs_across(period, holiday)]
    return tuple(
        day
        for day in _calendar_days(period)
        if day not in closed and not any(holiday.covers(day) for holiday in skipped)
    )


def all_working_days(
    periods: Iterable[Period],
    holidays: Sequence[Holiday] = (),
    public_holidays: Iterable[date] = (),
) -> tuple[date, ...]:
    """Days of presence of several periods, sorted, each once."""
    closed = frozenset(public_holidays)
    return tuple(
        sorted({day for period in periods for day in working_days(period, holidays, closed)})
    )


def minutes_of(
    periods: Iterable[Period],
    holidays: Sequence[Holiday] = (),
    public_holidays: Iterable[date] = (),
) -> int:
    """Minutes of presence of several periods."""
    closed = frozenset(public_holidays)
    return sum(
        len(working_days(period, holidays, closed)) * period.daily_minutes for period in periods
    )


def hours_of(
    periods: Period | Iterable[Period],
    holidays: Sequence[Holiday] = (),
    public_holidays: Iterable[date] = (),
) -> Decimal:
    """Hours of presence of one or several periods, to the hundredth."""
    if isinstance(periods, Period):
        periods = (periods,)
    return _as_hours(minutes_of(periods, holidays, public_holidays))


# Rules of one period: whether it makes sense at all.


def shape_problems(period: Period) -> Iterator[tuple[str, str]]:
    """Dates and times in order, days that exist, a break shorter than the day."""
    if period.end < period.start:
        yield "dates", "La fin de la période précède son début"
    elif not _countable(period):
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


# Rules of one age, on one period; sentences follow «Avant 18 ans, ».


def week_problem(period: Period, limits: Limits) -> str | None:
    if period.weekly_minutes <= limits.week:
        return None
    return (
        f"{french_hours(limits.week)} par semaine au plus : "
        f"{french_hours(period.weekly_minutes)} prévues"
    )


def day_problem(period: Period, limits: Limits) -> str | None:
    if period.daily_minutes <= limits.day:
        return None
    return (
        f"{french_hours(limits.day)} par jour au plus : "
        f"{french_hours(period.daily_minutes)} prévues"
    )


def break_problem(period: Period, limits: Limits) -> str | None:
    if period.daily_minutes <= limits.break_after or period.break_minutes >= limits.break_minutes:
        return None
    return (
        f"{limits.break_minutes} min de pause après {french_hours(limits.break_after)} : "
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
    return (
        f"{french_hours(limits.rest)} de repos entre deux journées : {french_hours(rest)} prévues"
    )


def night_problem(period: Period, limits: Limits) -> str | None:
    """No night work for minors."""
    if limits.earliest is None or limits.latest is None:
        return None
    start, end = _minutes(period.day_start), _minutes(period.day_end)
    if start >= limits.earliest and end <= limits.latest:
        return None
    return (
        f"pas de présence entre {french_hours(limits.latest)} et "
        f"{french_hours(limits.earliest)} : prévue de {french_hours(start)} à {french_hours(end)}"
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


# Rules of the whole.


def overlap_problems(periods: Sequence[Period]) -> Iterator[Problem]:
    """No two periods share a day."""
    order = sorted(range(len(periods)), key=lambda i: (periods[i].start, periods[i].end, i))
    for before, after in pairwise(order):
        if periods[after].start <= periods[before].end:
            yield Problem(
                "overlap",
                f"Cette période commence le {french_date(periods[after].start)}, avant la fin "
                f"d'une autre ({french_date(periods[before].end)})",
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
            - _minutes(periods[before].day_end)
            + _minutes(periods[after].day_start)
        )
        if rest < limits.rest:
            yield Problem(
                "rest",
                limits.sentence(
                    f"{french_hours(limits.rest)} de repos entre deux journées : "
                    f"{french_hours(rest)} prévues avant le {french_date(first_day)}"
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
                f"{french_hours(limits.week)} par semaine au plus : {french_hours(minutes)} "
                f"prévues la semaine du {french_date(first_day)}"
            )
            yield Problem("week", limits.sentence(rule), last_index)
        off = days_off_problem({day.weekday() for day, _ in worked}, limits)
        if off:
            rule = f"{off} (semaine du {french_date(first_day)})"
            yield Problem("days_off", limits.sentence(rule), last_index)


def bound_problems(index: int, period: Period, bounds: Bounds) -> Iterator[Problem]:
    """Within the window, the availability and the firm period."""
    if bounds.firm_end is not None and period.end > bounds.firm_end:
        yield Problem(
            "firm_end",
            f"La période finit après la partie ferme du marché ({french_date(bounds.firm_end)})",
            index,
        )
    for code, first, what in (
        ("window", bounds.window_from, "l'accueil possible"),
        ("availability", bounds.available_from, "la disponibilité du jeune"),
    ):
        if first is not None and period.start < first:
            sentence = f"La période commence avant {what} ({french_date(first)})"
            yield Problem(code, sentence, index)
    for code, last, what in (
        ("window", bounds.window_until, "l'accueil possible"),
        ("availability", bounds.available_until, "la disponibilité du jeune"),
    ):
        if last is not None and period.end > last:
            yield Problem(code, f"La période finit après {what} ({french_date(last)})", index)


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
                        f"Présence le {french_date(day)} ({holiday.label}) : possible seulement "
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
            f"Il manque {french_hours(planned - minutes)} : {french_hours(minutes)} de présence "
            f"pour {french_hours(planned)} prévues",
        )
    week = max((period.weekly_minutes for period in periods), default=0)
    if minutes >= planned + max(week, 1):
        return Problem(
            "hours",
            f"{french_hours(minutes - planned)} de trop : {french_hours(minutes)} de présence "
            f"pour {french_hours(planned)} prévues",
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
