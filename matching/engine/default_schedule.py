"""A first schedule for a parcours, from the slot's rhythm and the hours due: often the right one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from matching.engine.periods import LONGEST_PERIOD_DAYS, Period
from psf.territories.school_days import Holiday

ARRIVAL = time(9)
LUNCH_MINUTES = 60
SHORT_DAY_MINUTES = 4 * 60  # no lunch break up to here
LONGEST_DAY_MINUTES = 8 * 60  # minors' limit, kept for everybody
LONGEST_WEEK_MINUTES = 35 * 60


def default_period(
    first_day: date,
    *,
    hours: int,
    days_per_week: int = 5,
    weekly_hours: int = 35,
    holidays: Sequence[Holiday] = (),
    public_holidays: Iterable[date] = (),
) -> Period:
    """One period of at least ``hours``, from the first Monday on or after ``first_day``.

    School holidays are skipped whole, so that nothing has to be counted in halves; public holidays
    never begin or end the period. It stops at the day on which the hours are reached, or after two
    years when they never are. Rules and bounds are not checked here: see schedule_problems.
    """
    weekdays = tuple(range(min(max(days_per_week, 1), 5)))
    daily = _daily_minutes(weekly_hours, len(weekdays))
    pause = LUNCH_MINUTES if daily > SHORT_DAY_MINUTES else 0
    start, end = _reach(first_day, weekdays, daily, hours, holidays, public_holidays)
    leaves_at = ARRIVAL.hour * 60 + daily + pause
    return Period(start, end, weekdays, ARRIVAL, time(leaves_at // 60, leaves_at % 60), pause)


def taken_up(
    former: Period,
    first_day: date,
    *,
    hours: int,
    holidays: Sequence[Holiday] = (),
    public_holidays: Iterable[date] = (),
) -> Period:
    """The days and times of a former period; its dates are counted anew, as in `default_period`."""
    daily = max(former.daily_minutes, 15)
    start, end = _reach(first_day, former.days, daily, hours, holidays, public_holidays)
    return replace(former, start=start, end=end)


def _reach(
    first_day: date,
    weekdays: Sequence[int],
    daily: int,
    hours: int,
    holidays: Sequence[Holiday],
    public_holidays: Iterable[date],
) -> tuple[date, date]:
    """First and last day of a period of that many minutes a day."""
    closed = frozenset(public_holidays)

    def is_worked(day: date) -> bool:
        return (
            day.weekday() in weekdays
            and day not in closed
            and not any(holiday.covers(day) for holiday in holidays)
        )

    monday = first_day + timedelta(days=-first_day.weekday() % 7)
    start = _first(monday, is_worked)
    end, minutes = start, daily
    day = start
    while minutes < hours * 60 and (day - start).days < LONGEST_PERIOD_DAYS - 1:
        day += timedelta(days=1)
        if is_worked(day):
            end, minutes = day, minutes + daily
    return start, end


def _daily_minutes(weekly_hours: int, days: int) -> int:
    """Minutes a day, by quarters of an hour, within the limits."""
    week = min(max(weekly_hours, 1) * 60, LONGEST_WEEK_MINUTES)
    day = min(week // days, LONGEST_DAY_MINUTES)
    return max(15, day - day % 15)


def _first(day: date, is_worked: Callable[[date], bool]) -> date:
    for offset in range(LONGEST_PERIOD_DAYS):
        if is_worked(day + timedelta(days=offset)):
            return day + timedelta(days=offset)
    return day
