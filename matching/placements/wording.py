"""Dates, amounts and schedules as a document says them."""

from datetime import date, datetime, timedelta

from psf.french.days import full_date, hour
from psf.french.numbers import duration

# A line to fill by hand, where the file does not know yet.
BLANK = "……………………………………"


def long_day(day: date | None) -> str:
    """« 1er mars 2027 »; a blank for a day not known yet."""
    return BLANK if day is None else full_date(day)


def weekly_hours(period) -> str:
    """« 35 h », of one week of a period."""
    day = date(2000, 1, 1)
    spent = datetime.combine(day, period.day_end) - datetime.combine(day, period.day_start)
    minutes = (spent - timedelta(minutes=period.break_minutes)).seconds // 60 * len(period.days)
    return duration(minutes)


def schedule(periods) -> str:
    """One line a period: dates, days, times, pause, hours a week."""
    return "\n".join(
        f"Du {long_day(period.starts_on)} au {long_day(period.ends_on)} :"
        f" {period.days_in_words}, de {hour(period.day_start)} à {hour(period.day_end)}"
        + (f" (pause de {period.break_minutes} minutes)" if period.break_minutes else "")
        + f", soit {weekly_hours(period)} par semaine."
        for period in periods
    )
