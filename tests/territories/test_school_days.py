"""Holidays: how many days of a stretch may be worked."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from psf.territories.school_days import Calendar, Holiday
from tests.matching.engine.examples import CHRISTMAS, HOLIDAYS, SUMMER

YEAR = date(2026, 9, 1)


def usable(calendar, first, last):
    return calendar.usable_days(first.toordinal(), last.toordinal())


def by_hand(holidays, first, last):
    days = [first + timedelta(days=n) for n in range(max(0, (last - first).days + 1))]
    blocked = 0
    for holiday in holidays:
        inside = [day for day in days if holiday.covers(day)]
        if holiday.is_summer:
            blocked += sum(
                (day - holiday.first_day).days >= 7 and (holiday.last_day - day).days >= 7
                for day in inside
            )
        else:
            blocked += max(0, len(inside) - (holiday.days + 1) // 2)
    return len(days) - blocked


def test_half_of_a_holiday_counts():
    calendar = Calendar(HOLIDAYS)
    assert usable(calendar, CHRISTMAS.first_day, CHRISTMAS.last_day) == 8
    assert usable(calendar, CHRISTMAS.first_day, date(2026, 12, 23)) == 5


def test_only_the_first_and_last_week_of_summer_count():
    assert SUMMER.is_summer
    assert usable(Calendar(HOLIDAYS), SUMMER.first_day, SUMMER.last_day) == 14


def test_without_holidays_every_day_counts():
    assert usable(Calendar(), YEAR, YEAR + timedelta(days=364)) == 365
    assert usable(Calendar(), YEAR, YEAR - timedelta(days=1)) == 0


@given(st.integers(-30, 400), st.integers(-30, 400))
def test_the_fast_count_agrees_with_counting_days(start, end):
    first, last = YEAR + timedelta(days=start), YEAR + timedelta(days=end)
    assert usable(Calendar(HOLIDAYS), first, last) == by_hand(HOLIDAYS, first, last)


@given(st.lists(st.builds(Holiday, st.dates(), st.dates()), max_size=6), st.dates(), st.dates())
def test_dirty_holidays_never_count_more_days_than_there_are(holidays, first, last):
    days = usable(Calendar(holidays), first, last)
    assert 0 <= days <= max(0, (last - first).days + 1)
