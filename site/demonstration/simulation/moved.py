"""A clock moved by hand: `django.utils.timezone.now()` answers what it says, in one process."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from unittest import mock

from django.utils import timezone


@dataclass(slots=True)
class MovedClock:
    """`now` is what everything that asks the time hears."""

    now: datetime

    def move(self, day: date, hour: int = 0, minute: int = 0) -> datetime:
        """Set the time, in Paris."""
        self.now = timezone.make_aware(datetime.combine(day, time(hour, minute)))
        return self.now

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)


@contextmanager
def moved_clock(day: date) -> Iterator[MovedClock]:
    """Django and the product live at the time of the clock given, from midnight of `day`."""
    clock = MovedClock(timezone.make_aware(datetime.combine(day, time())))
    with mock.patch("django.utils.timezone.now", lambda: clock.now):
        yield clock
