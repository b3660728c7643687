"""School calendars for a marché to come: those that are published, then what they let one suppose."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from psf.territories.school_days import Calendar, Holiday

# The same days of the week: a year of the calendar stands for the next ones.
YEAR = timedelta(weeks=52)
# Where nothing is known at all, a summer is still a summer.
SUMMER_FROM, SUMMER_TO = (7, 5), (8, 31)


@dataclass(frozen=True, slots=True)
class Zone:
    """One zone and its holidays in order; `known_until` is the last day that they tell of, or None."""

    code: str
    label: str
    holidays: tuple[Holiday, ...] = field(default=(), repr=False)
    known_until: date | None = None

    def calendar(self, first: date, last: date) -> Calendar:
        """That of the days from `first` to `last`; beyond what is known the last school year comes again."""
        found = [each for each in self.holidays if each.last_day >= first]
        if self.known_until is None:
            return Calendar(_summers(first, last))
        year = [
            each
            for each in self.holidays
            if self.known_until - YEAR < each.last_day <= self.known_until
        ]
        begins, shift = self.known_until, YEAR
        while begins < last:
            found += [
                Holiday(each.first_day + shift, each.last_day + shift, each.summer, each.name)
                for each in year
            ]
            begins, shift = begins + YEAR, shift + YEAR
        return Calendar(found)


def _summers(first: date, last: date) -> list[Holiday]:
    return [
        Holiday(date(year, *SUMMER_FROM), date(year, *SUMMER_TO), summer=True)
        for year in range(first.year, last.year + 1)
    ]
