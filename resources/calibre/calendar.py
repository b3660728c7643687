"""Days that count for a clause: end of the firm period, last day to declare, last day to start.

Weeks of presence are counted by the calendar of the engine that proposes young people: outside summer half of
each holiday may be worked, in summer one week at each end (psf.territories.school_days).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from psf.french.volumes import weeks_begun
from psf.months import add_months
from psf.territories.school_days import days_for
from resources.calibre.school import Zone

DECLARED_MONTHS_BEFORE_END = 6
NO_CALENDAR = Zone("", "")


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of one contract, from its notification.

    `last_to_start` holds in each of the zones; `known_until` is the last day of their published calendars
    where the contract ends after it, else None.
    """

    notified_on: date
    firm_end: date
    last_to_declare: date
    last_to_start: date
    known_until: date | None


def firm_end(notified_on: date, firm_months: int, firm_days: int = 0) -> date:
    """The last day of a firm period of so many months, and days beyond them."""
    return add_months(notified_on, firm_months) + timedelta(days=firm_days - 1)


def last_start(end: date, hours: int, zones: Sequence[Zone]) -> date:
    """The last day on which presence of that length may begin to be over by `end`, in every zone."""
    weeks = weeks_begun(hours)
    # Twice the length holds any holidays; a summer more for short ones.
    first = end - timedelta(weeks=2 * weeks + 12)
    return min(
        date.fromordinal(zone.calendar(first, end).last_start(end.toordinal(), weeks))
        for zone in zones or (NO_CALENDAR,)
    )


def fits_somewhen(
    from_day: date, firm_months: int, hours: int, zones: Sequence[Zone], firm_days: int = 0
) -> bool:
    """Whether one of the twelve months to come lets a firm period hold these hours in some zone."""
    needed = days_for(weeks_begun(hours))
    for zone in zones or (NO_CALENDAR,):
        calendar = zone.calendar(from_day, firm_end(from_day, firm_months + 12, firm_days))
        for later in range(12):
            start = add_months(from_day, later)
            end = firm_end(start, firm_months, firm_days)
            if calendar.usable_days(start.toordinal(), end.toordinal()) >= needed:
                return True
    return False


def dates_of(
    notified_on: date, firm_months: int, hours: int, zones: Sequence[Zone] = (), firm_days: int = 0
) -> Dates:
    end = firm_end(notified_on, firm_months, firm_days)
    known = [zone.known_until for zone in zones if zone.known_until]
    published = min(known, default=None)
    return Dates(
        notified_on,
        end,
        add_months(end, -DECLARED_MONTHS_BEFORE_END),
        last_start(end, hours, zones),
        published if published and published < end else None,
    )
