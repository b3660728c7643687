"""Hours consumed by weeks begun."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine.durations import consumed_hours, weeks_begun, weeks_of


@pytest.mark.parametrize(
    ("last_day", "weeks"),
    [
        (date(2027, 1, 3), 0),
        (date(2027, 1, 4), 1),
        (date(2027, 1, 10), 1),
        (date(2027, 1, 11), 2),
    ],
)
def test_a_week_is_begun_on_its_first_day(last_day, weeks):
    assert weeks_begun(date(2027, 1, 4), last_day) == weeks


def test_weeks_without_presence_are_not_counted():
    days = [date(2026, 12, 14), date(2026, 12, 18), date(2027, 1, 4), date(2027, 1, 8)]
    assert weeks_of(days) == 2
    assert weeks_of(days, until=date(2026, 12, 31)) == 1
    assert weeks_of([]) == 0


def test_every_week_begun_is_deducted():
    assert consumed_hours(150, 5, 0) == 0
    assert consumed_hours(150, 5, 1) == 30
    assert consumed_hours(450, 13, 2) == 70
    assert consumed_hours(150, 5, 5) == consumed_hours(150, 5, 9) == 150
    assert consumed_hours(150, 0, 1) == 150


@given(st.integers(), st.integers(), st.integers())
def test_hours_consumed_stay_within_the_hours_planned(planned, weeks, begun):
    consumed = consumed_hours(planned, weeks, begun)
    assert 0 <= consumed <= max(0, planned)
    assert consumed <= consumed_hours(planned, weeks, begun + 1)
