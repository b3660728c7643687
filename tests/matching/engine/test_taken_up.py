"""A former schedule taken up: its days and times, dates counted anew."""

from datetime import date, time
from decimal import Decimal

from matching.engine.default_schedule import taken_up
from matching.engine.schedule import Period, hours_of

from .examples import HOLIDAYS, PUBLIC_HOLIDAYS

FORMER = Period(date(2025, 1, 7), date(2025, 2, 7), (1, 3, 4), time(8, 30), time(15, 15), 45)


def test_it_keeps_days_and_times_and_reaches_the_hours_of_the_new_one():
    period = taken_up(
        FORMER,
        date(2027, 1, 6),
        hours=60,
        holidays=HOLIDAYS,
        public_holidays=PUBLIC_HOLIDAYS,
    )
    assert (period.days, period.day_start, period.day_end, period.break_minutes) == (
        FORMER.days,
        FORMER.day_start,
        FORMER.day_end,
        FORMER.break_minutes,
    )
    # The first of its days from the next Monday on.
    assert period.start == date(2027, 1, 12)
    assert hours_of(period, HOLIDAYS, PUBLIC_HOLIDAYS) == Decimal(60)


def test_a_day_of_no_length_does_not_count_for_ever():
    empty = Period(date(2025, 1, 7), date(2025, 2, 7), (1,), time(9), time(10), 60)
    period = taken_up(empty, date(2027, 1, 6), hours=60)
    assert period.end > period.start
