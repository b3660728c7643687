"""Days that count for a clause: end of the firm period, last day to declare, last day to start."""

from dataclasses import dataclass
from datetime import date, timedelta

from psf.french.volumes import weeks_begun
from psf.months import add_months

DECLARED_MONTHS_BEFORE_END = 6
CLOSED_MONTH = 8  # Young people are available from September or October to the end of July.


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of one contract, from its notification."""

    notified_on: date
    firm_end: date
    last_to_declare: date
    last_to_start: date


def firm_end(notified_on: date, firm_months: int) -> date:
    return add_months(notified_on, firm_months) - timedelta(days=1)


def last_start(end: date, hours: int) -> date:
    """The last day on which presence of that length may begin to be over by `end`.

    August is left out; school holidays, of which half may be worked, are not looked at.
    """
    day, left = end + timedelta(days=1), weeks_begun(hours) * 7
    while left:
        day -= timedelta(days=1)
        left -= day.month != CLOSED_MONTH
    return day


def dates_of(notified_on: date, firm_months: int, hours: int) -> Dates:
    end = firm_end(notified_on, firm_months)
    return Dates(
        notified_on,
        end,
        add_months(end, -DECLARED_MONTHS_BEFORE_END),
        last_start(end, hours),
    )
