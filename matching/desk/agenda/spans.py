"""Which days are on screen: one, a week, or a month as a list."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from psf.french.days import full_date, weekday_full_date

# Of a list, from its first day.
LIST_DAYS = 30
# Of each day on screen: a week is looked over, a day is worked through.
MOST = {"jour": 200, "semaine": 12, "liste": 12}


class Layout(TextChoices):
    DAY = "jour", "Jour"
    WEEK = "semaine", "Semaine"
    LIST = "liste", "Liste"


@dataclass(frozen=True, slots=True)
class Span:
    """The days around `day`, in a layout."""

    layout: Layout
    day: date

    @property
    def first(self) -> date:
        """Of a week, its Monday."""
        return self.day - timedelta(days=self.day.weekday() if self.layout == Layout.WEEK else 0)

    @property
    def length(self) -> int:
        return {Layout.DAY: 1, Layout.WEEK: 7, Layout.LIST: LIST_DAYS}[self.layout]

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.length - 1)

    @property
    def before(self) -> date:
        return self.first - timedelta(days=self.length)

    @property
    def after(self) -> date:
        return self.last + timedelta(days=1)

    @property
    def most(self) -> int:
        return MOST[self.layout]

    @property
    def title(self) -> str:
        """« mardi 1er décembre 2026 », « du 30 novembre 2026 au 6 décembre 2026 »."""
        if self.layout == Layout.DAY:
            return weekday_full_date(self.first)
        return f"du {full_date(self.first)} au {full_date(self.last)}"
