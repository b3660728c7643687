"""The hours of an offer by what became of them, and hours as people think of them.

The one source for offers: screens, papers, messages and exports read a `Volume` and its words, and add
nothing up. That of a parcours is `matching.models.hours`. What each word means: docs/glossary.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from offers.enums import HoursKind
from psf.french.numbers import counted, grouped

HOURS_A_DAY = 7
HOURS_A_WEEK = 35

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
        return f"{days(self.hours)}, {weeks(self.hours)}" if self.hours else ""

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


def _count(number: Decimal, word: str) -> str:
    rounded = number.quantize(Decimal(1), ROUND_HALF_UP)
    return counted(int(rounded), word)


def days(hours: int) -> str:
    """Return "64 jours" for 450 hours."""
    return _count(Decimal(hours) / HOURS_A_DAY, "jour")


def weeks(hours: int) -> str:
    """Return "13 semaines" for 450 hours."""
    return _count(Decimal(hours) / HOURS_A_WEEK, "semaine")


def in_words(hours: int) -> str:
    """Return "450 h (64 jours, 13 semaines)", and "14 h (2 jours)" under a week."""
    shown = days(hours) if hours < HOURS_A_WEEK else f"{days(hours)}, {weeks(hours)}"
    return f"{hours} h ({shown})"
