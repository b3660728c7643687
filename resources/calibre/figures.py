"""The dated figures a reckoning stands on, as plain values with where they come from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from offers.gratification import Rate
from psf.territories.enums import HolidayZone
from resources.calibre.school import Zone

MAINLAND = {HolidayZone.A, HolidayZone.B, HolidayZone.C}


@dataclass(frozen=True, slots=True)
class Row:
    """Where a figure comes from: validity, source, the day somebody checked it."""

    since: date
    until: date | None
    source: str
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Bracket:
    """A calibre for amounts under `below` euros (None: no upper bound)."""

    calibre: int
    below: Decimal | None
    row: Row


@dataclass(frozen=True, slots=True)
class Threshold:
    """A European threshold, in euros excluding VAT."""

    kind: str
    label: str
    amount: Decimal
    row: Row


# Ends the words of a point of law that no lawyer has checked.
TO_VERIFY = "[à vérifier]"


@dataclass(frozen=True, slots=True)
class Note:
    """A point of law: `words` for the papers, `text` for the buyer; `row.checked_on` by a lawyer."""

    code: str  # LegalPoint
    title: str
    words: str
    text: str
    row: Row

    @property
    def verified(self) -> bool:
        return self.row.checked_on is not None

    def quoted(self, mark: str = TO_VERIFY) -> str:
        """Its words, marked as long as no lawyer has checked it; "" where nobody wrote them."""
        return self.words if self.verified or not self.words else f"{self.words} {mark}"


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything in force on one day; `rate` is None when no row says."""

    day: date
    brackets: tuple[Bracket, ...]
    rate: Rate | None
    rate_row: Row | None
    thresholds: tuple[Threshold, ...]
    notes: tuple[Note, ...] = ()
    zones: tuple[Zone, ...] = ()

    def zones_of(self, code: str) -> tuple[Zone, ...]:
        """The zone that was told; the three of mainland France where none was."""
        wanted = {code} if code else MAINLAND
        return tuple(zone for zone in self.zones if zone.code in wanted)

    def bracket_of(self, amount: Decimal) -> Bracket | None:
        """The bracket of an amount, lower bound included; None where no row holds it."""
        above = [b for b in self.brackets if b.below is None or amount < b.below]
        return min(above, key=lambda b: (b.below is None, b.below or 0), default=None)

    def floor_of(self, bracket: Bracket) -> Decimal | None:
        """From which amount a bracket holds; None for the first."""
        lower = [
            b.below
            for b in self.brackets
            if b.below is not None and (bracket.below is None or b.below < bracket.below)
        ]
        return max(lower, default=None)

    def threshold_of(self, kind: str) -> Threshold | None:
        return next((t for t in self.thresholds if t.kind == kind), None)

    def note(self, code: str) -> Note | None:
        """What a point of law says today; None where no note is in force."""
        return next((note for note in self.notes if note.code == code), None)


def sources(rows: Iterable[Row | None]) -> list[Row]:
    """Each once, in order."""
    return list(dict.fromkeys(row for row in rows if row is not None))
