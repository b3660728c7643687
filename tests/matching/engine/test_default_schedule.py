"""The schedule proposed first: the slot's rhythm, the hours reached, no holiday cut in two."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from matching.engine.default_schedule import default_period
from matching.engine.schedule import hours_of, schedule_problems

from .examples import CHRISTMAS, HOLIDAYS, PUBLIC_HOLIDAYS

AT_17 = date(2009, 9, 1)


def proposed(first_day, **options):
    return default_period(
        first_day, holidays=HOLIDAYS, public_holidays=PUBLIC_HOLIDAYS, **{"hours": 150} | options
    )


def test_it_begins_on_a_monday_and_reaches_the_hours():
    period = proposed(date(2027, 1, 6))
    assert period.start == date(2027, 1, 11)
    assert hours_of(period, HOLIDAYS, PUBLIC_HOLIDAYS) == Decimal(154)


def test_a_school_holiday_is_skipped_whole():
    period = proposed(CHRISTMAS.first_day - timedelta(days=12))
    assert period.start < CHRISTMAS.first_day and period.end > CHRISTMAS.last_day
    assert not schedule_problems(
        [period], AT_17, hours_planned=150, holidays=HOLIDAYS, public_holidays=PUBLIC_HOLIDAYS
    )


def test_it_never_begins_inside_a_holiday():
    assert proposed(CHRISTMAS.first_day).start > CHRISTMAS.last_day


def test_hours_never_reached_stop_after_two_years():
    period = proposed(date(2027, 1, 4), hours=60_000)
    assert (period.end - period.start).days < 731


@given(
    first_day=st.dates(date(2026, 9, 1), date(2027, 3, 1)),
    hours=st.integers(20, 450),
    days=st.integers(1, 5),
    weekly=st.integers(7, 39),
)
def test_it_holds_for_minors_whatever_the_rhythm(first_day, hours, days, weekly):
    period = default_period(
        first_day,
        hours=hours,
        days_per_week=days,
        weekly_hours=weekly,
        holidays=HOLIDAYS,
        public_holidays=PUBLIC_HOLIDAYS,
    )
    found = schedule_problems(
        [period], AT_17, hours_planned=hours, holidays=HOLIDAYS, public_holidays=PUBLIC_HOLIDAYS
    )
    assert not found
