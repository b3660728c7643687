"""Periods of presence: which days are worked, and how many hours that makes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from psf.territories.school_days import Holiday

LONGEST_PERIOD_DAYS = 731


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
        return minute_of(self.day_end) - minute_of(self.day_start)

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


def minute_of(moment: time) -> int:
    """Minutes since midnight; seconds are dropped."""
    return moment.hour * 60 + moment.minute


def _as_hours(minutes: int) -> Decimal:
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"))


def is_countable(period: Period) -> bool:
    """Dates in order, and not for years on end: its days can be listed."""
    return 0 <= (period.end - period.start).days < LONGEST_PERIOD_DAYS


def _calendar_days(period: Period) -> Iterator[date]:
    """The weekdays of a period, holidays included; none when its dates are absurd."""
    if not is_countable(period):
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
