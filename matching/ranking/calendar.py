"""School calendar and public holidays of a placement, as the engine wants them."""

from datetime import date, timedelta

from matching.engine.default_schedule import default_period, taken_up
from matching.engine.durations import weeks_of
from matching.engine.schedule import Bounds, Period, Problem, all_working_days, schedule_problems
from psf.territories import calendars
from psf.territories.errors import UnknownSchoolCalendar
from psf.territories.models import SchoolHoliday
from psf.territories.school_days import Holiday


def periods_of(rows) -> list[Period]:
    """PlacementPeriod rows (saved or not) as plain periods."""
    return [
        Period(
            row.starts_on,
            row.ends_on,
            tuple(row.days),
            row.day_start,
            row.day_end,
            row.break_minutes,
        )
        for row in rows
    ]


def days_off(department, first: date, last: date) -> tuple[list[Holiday], list[date]]:
    """School holidays and public holidays of a département around these days.

    Raises UnknownSchoolCalendar when the school calendar does not reach them.
    """
    school = [
        Holiday(row.starts_on, row.ends_on, name=row.name)
        for row in SchoolHoliday.objects.between(department.academy, first, last)
    ]
    public = [
        day
        for year in range(first.year, last.year + 1)
        for day in calendars.public_holidays(department, year)
    ]
    return school, public


def problems_of(placement, periods: list[Period]) -> list[Problem]:
    """What is wrong with these periods for this placement, in French; empty when they hold."""
    if not periods:
        return list(schedule_problems(periods, placement.youth.birth_date))
    first = min(period.start for period in periods)
    last = max(period.end for period in periods)
    try:
        school, public = days_off(placement.host_slot.commune.department, first, last)
    except UnknownSchoolCalendar as unknown:
        return [Problem("calendar", str(unknown))]
    slot, youth = placement.host_slot, placement.youth
    return list(
        schedule_problems(
            periods,
            youth.birth_date,
            bounds=Bounds(
                slot.window_from,
                slot.window_until,
                placement.offer.firm_end,
                youth.available_from,
                youth.available_until,
            ),
            hours_planned=placement.hours,
            may_exceed=placement.may_exceed,
            holidays=school,
            public_holidays=public,
        )
    )


def proposed_period(placement, first_day: date, former: Period | None = None) -> Period:
    """A schedule to start from: the slot's rhythm, from `first_day` on, school holidays skipped.

    Where `former` is taken up, its days and times instead.

    Where the school calendar is unknown nothing is skipped: `problems_of` says so.
    """
    slot = placement.host_slot
    first_day = max(
        day
        for day in (first_day, slot.window_from, placement.youth.available_from)
        if day is not None
    )
    # At the slowest rhythm, with as many days off as days.
    reach = first_day + timedelta(weeks=2 * placement.hours // max(slot.weekly_hours, 7) + 20)
    try:
        school, public = days_off(slot.commune.department, first_day, reach)
        school = list(school)
    except UnknownSchoolCalendar:
        school, public = [], []
    if former is not None:
        return taken_up(
            former,
            first_day,
            hours=placement.hours,
            holidays=school,
            public_holidays=public,
        )
    return default_period(
        first_day,
        hours=placement.hours,
        days_per_week=slot.days_per_week,
        weekly_hours=slot.weekly_hours,
        holidays=school,
        public_holidays=public,
    )


def weeks_begun_and_planned(placement, last_day: date) -> tuple[int, int]:
    """Weeks with presence up to `last_day`, and in the whole placement."""
    periods = periods_of(placement.periods.all())
    if not periods:
        return 0, 0
    first = min(period.start for period in periods)
    last = max(period.end for period in periods)
    school, public = days_off(placement.host_slot.commune.department, first, last)
    days = all_working_days(periods, school, public)
    return weeks_of(days, last_day), weeks_of(days)
