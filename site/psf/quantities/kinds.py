"""What can be typed, one row each: how it is read, how it is said back, how a field shows it.

Fields, widgets and the address that browsers ask (`views.read`) take their reader from here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from psf.french import numbers
from psf.french.days import hour, numeric, weekday_full_date
from psf.quantities.amounts import euros
from psf.quantities.days import read_day
from psf.quantities.durations import (
    months,
    read_days,
    read_hours,
    read_minutes,
    read_working_days,
)
from psf.quantities.periods import Period, read_period
from psf.quantities.times import read_moment, read_time
from psf.quantities.whole import read_integer, read_percentage


@dataclass(frozen=True)
class Quantity:
    """`read` raises Unreadable; `words` say a value in French; `plain` is how a field shows it."""

    name: str
    read: Callable[[str], Any]
    words: Callable[[Any], str]
    plain: Callable[[Any], str] = str
    # The browser's own picker that proposes one, "" for none.
    picker: str = ""
    # What was typed may say more than the value kept.
    said: Callable[[str], str] | None = None

    def understood(self, typed: str) -> dict[str, str]:
        """What browsers show of `typed`: `said`, "" when it is in its plain form; `plain`; `iso`.

        Raises Unreadable.
        """
        value = self.read(typed)
        plain = self.plain(value)
        said = self.said(typed) if self.said else self.words(value)
        return {
            "said": "" if typed.strip() == plain else said,
            "plain": plain,
            # What the picker opens on.
            "iso": value.isoformat()[:16] if self.picker else "",
        }


def _moment_in_words(at: datetime) -> str:
    return f"{weekday_full_date(at)} à {hour(at)}"


def _decimal(value: Decimal | float) -> str:
    """« 1234,56 », « 300000 »: no separator that a spreadsheet would misread."""
    number = Decimal(str(value))
    return f"{number:f}".replace(".", ",") if number % 1 else f"{number.to_integral_value():f}"


def _months_in_words(number: int) -> str:
    return Period(number, 0, False).in_words


def _days_in_words(number: int) -> str:
    return numbers.counted(number, "jour")


def _working_days_in_words(number: int) -> str:
    return numbers.counted(number, "jour ouvré", "jours ouvrés")


DAY = Quantity("day", read_day, weekday_full_date, numeric, picker="date")
TIME = Quantity("time", read_time, hour, "{:%H:%M}".format, picker="time")
MOMENT = Quantity(
    "moment", read_moment, _moment_in_words, "{:%d/%m/%Y %H:%M}".format, picker="datetime-local"
)
AMOUNT = Quantity("amount", euros, numbers.euros, _decimal)
WHOLE = Quantity("whole", read_integer, numbers.grouped)
HOURS = Quantity("hours", read_hours, numbers.hours)
MINUTES = Quantity("minutes", read_minutes, numbers.duration)
DAYS = Quantity("days", read_days, _days_in_words)
WORKING_DAYS = Quantity("working_days", read_working_days, _working_days_in_words)
MONTHS = Quantity(
    "months", months, _months_in_words, said=lambda typed: read_period(typed).in_words
)
PERCENTAGE = Quantity(
    "percentage", read_percentage, lambda value: f"{numbers.decimal(value)}\u00a0%", _decimal
)

QUANTITIES = {
    each.name: each
    for each in (
        *(DAY, TIME, MOMENT, AMOUNT, WHOLE, PERCENTAGE),
        *(HOURS, MINUTES, DAYS, WORKING_DAYS, MONTHS),
    )
}
