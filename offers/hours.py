"""The hours of an offer by what became of them.

The one source for offers: screens, papers, messages and exports read a `Volume` and its words, and add
nothing up. That of a parcours is `matching.models.hours`; days and weeks are `psf.french.volumes`. What
each word means: docs/glossary.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from offers.enums import HoursKind
from psf.french.numbers import grouped
from psf.french.volumes import spans

MEANINGS = {
    HoursKind.DUE: "que l'entreprise doit, ou offre",
    HoursKind.PLANNED: "pour ce parcours",
    HoursKind.RESERVED: "retenues pour un jeune",
    HoursKind.DONE: "présence enregistrée",
    HoursKind.CONSUMED: "déduites des heures dues, par semaine commencée en cas d'arrêt",
    HoursKind.LEFT: "ni réservées, ni consommées",
    HoursKind.EXCEEDED: "données en plus par l'entreprise",
}


class HoursRow(NamedTuple):
    """A number of hours and what it counts."""

    kind: HoursKind
    hours: int

    @property
    def name(self) -> str:
        return str(self.kind.label)

    @property
    def meaning(self) -> str:
        return MEANINGS[self.kind]

    @property
    def in_days(self) -> str:
        """The same in days and weeks; "" for none."""
        return spans(self.hours) if self.hours else ""

    def __str__(self):
        return f"{grouped(self.hours)} h {self.name}"


@dataclass(frozen=True, slots=True)
class Volume:
    """The hours of one offer, or of all those of a marché."""

    due: int
    reserved: int
    done: int
    consumed: int
    left: int
    exceeded: int

    @classmethod
    def of(cls, budgets: Iterable) -> "Volume":
        """What these `OfferBudget` rows hold together."""
        budgets = list(budgets)
        return cls(*(sum(getattr(each, name) for each in budgets) for name in cls.__slots__))

    @property
    def rows(self) -> list[HoursRow]:
        """Each count under its word, the exceedance when there is one."""
        return [
            HoursRow(kind, number)
            for kind in (
                HoursKind.DUE,
                HoursKind.RESERVED,
                HoursKind.DONE,
                HoursKind.CONSUMED,
                HoursKind.LEFT,
                HoursKind.EXCEEDED,
            )
            if (number := getattr(self, kind.value)) or kind != HoursKind.EXCEEDED
        ]


def hours_left(total: int, reserved: int, consumed: int) -> int:
    """Hours neither reserved nor consumed; never negative, an exceedance leaves 0."""
    return max(0, total - reserved - consumed)
