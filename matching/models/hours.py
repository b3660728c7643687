"""The hours of a parcours by what became of them: the one source, as `offers.hours` is for an offer.

Screens, papers, messages and exports read a `ParcoursHours` (`Placement.counted`), and add nothing up.
What each word means: docs/glossary.md.
"""

from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from offers.enums import HoursKind
from offers.hours import HoursRow


@dataclass(frozen=True, slots=True)
class ParcoursHours:
    """`weeks`: how many weeks of presence are recorded. `began`, `is_over`: of the presence."""

    planned: int
    reserved: int
    done: int
    consumed: int
    exceeded: int
    weeks: int
    began: bool
    is_over: bool

    @property
    def rows(self) -> list[HoursRow]:
        """Those that mean something at this point, each under its word."""
        told = {
            HoursKind.PLANNED: True,
            HoursKind.RESERVED: self.reserved > 0,
            HoursKind.DONE: self.began,
            HoursKind.CONSUMED: self.is_over,
            HoursKind.EXCEEDED: self.exceeded > 0,
        }
        return [HoursRow(kind, getattr(self, kind.value)) for kind, said in told.items() if said]

    @property
    def words(self) -> str:
        """« 150 h prévues, 28 h faites, 60 h consommées »."""
        return ", ".join(map(str, self.rows))

    @property
    def presence(self) -> int:
        """What the law counts: those done once the presence is over and recorded, else those planned."""
        return self.done if self.is_over and self.weeks else self.planned


def done_in(weeks: QuerySet) -> int:
    """Hours done in these rows of presence (`Attendance`), of whatever parcours, all together."""
    return weeks.order_by().aggregate(done=Sum("hours"))["done"] or 0
