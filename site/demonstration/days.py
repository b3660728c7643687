"""Moments of the past, told in days from the day of loading."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone


@dataclass(frozen=True)
class Clock:
    """`clock.at(-12, 14)`: a weekday twelve days ago, at 14:00 in Paris.

    A weekend day becomes the Friday before in the past, the Monday after in the future.
    """

    today: date

    def day(self, offset: int) -> date:
        day = self.today + timedelta(days=offset)
        weekend = max(0, day.weekday() - 4)
        return day + timedelta(days=-weekend if offset <= 0 else 3 - weekend if weekend else 0)

    def at(self, offset: int, hour: int = 10, minute: int = 0) -> datetime:
        return timezone.make_aware(datetime.combine(self.day(offset), time(hour, minute)))

    def offset(self, day: date) -> int:
        return (day - self.today).days
