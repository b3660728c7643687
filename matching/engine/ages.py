"""Ages and dates that cannot fail on extreme values."""

from datetime import date, timedelta


def anniversary(birth: date, years: int) -> date:
    """The day somebody reaches an age; born on 29 February, on 1 March of a common year."""
    year = birth.year + years
    if year > date.max.year:
        return date.max
    try:
        return birth.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def age_on(birth: date, day: date) -> int:
    """Completed years on a day (0 before birth)."""
    years = day.year - birth.year
    if years > 0 and anniversary(birth, years) > day:
        years -= 1
    return max(0, years)


def add_days(day: date, days: int) -> date:
    """A date moved by days, clamped to what a date can hold."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
