"""Which days and hours may be proposed: working ones, to come, within six weeks."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from psf.french.days import weekday_date
from psf.french.moments import numeric_moment
from psf.territories import calendars

REACH_DAYS = 42
FIRST_HOUR, LAST_HOUR = time(8), time(18)
# What a thumb may choose: two moments on each of these days.
SUGGESTED_DAYS, SUGGESTED_FROM, SUGGESTED_HOURS = 5, 3, (time(10), time(14))
CALL_DAYS = 10


def next_working_day(department, day: date) -> date:
    """`day`, or the first working day after it."""
    while not calendars.is_working_day(department, day):
        day += timedelta(days=1)
    return day


def working_days(department, first: date, count: int) -> list[date]:
    """`count` working days from `first` on, included."""
    found, day = [], first
    while len(found) < count:
        day = next_working_day(department, day)
        found.append(day)
        day += timedelta(days=1)
    return found


def suggested(department, today: date) -> dict[date, list[datetime]]:
    """Days to come, each with its moments: what the company may answer without typing."""
    first = today + timedelta(days=SUGGESTED_FROM)
    return {
        day: [timezone.make_aware(datetime.combine(day, hour)) for hour in SUGGESTED_HOURS]
        for day in working_days(department, first, SUGGESTED_DAYS)
    }


def named(day: date) -> str:
    """« mardi 8 décembre », « demain, mardi 8 décembre »."""
    words = weekday_date(day)
    return f"demain, {words}" if day == timezone.localdate() + timedelta(days=1) else words


def problem_of(at: datetime, department, now: datetime) -> str | None:
    """Why nobody can meet at `at`, or None."""
    local = timezone.localtime(at)
    named = numeric_moment(local)
    if at <= now:
        return f"{named} : cette date est passée."
    if local.date() > timezone.localdate(now) + timedelta(days=REACH_DAYS):
        return f"{named} : proposez une date dans les six semaines, le jeune attend."
    if not calendars.is_working_day(department, local.date()):
        return f"{named} : choisissez un jour ouvré, du lundi au vendredi."
    if not FIRST_HOUR <= local.time() <= LAST_HOUR:
        return f"{named} : choisissez une heure entre 8 h et 18 h."
    return None
