"""The figures of a day, read from the dated rows of the offers."""

from datetime import date
from decimal import Decimal

from home.contents import while_unchanged
from offers.models import CalibreBracket, EuropeanThreshold, GratificationRate
from resources.calibre.figures import Bracket, Figures, Row, Threshold
from resources.models import LegalNote


def origin(row) -> Row:
    return Row(row.valid_from, row.valid_until, row.source, row.checked_on)


def figures_of(day: date) -> Figures:
    """Everything in force on `day`, in four queries, while nothing changes."""
    return while_unchanged(("calibre", day), lambda: _read(day))


def _read(day: date) -> Figures:
    rate = GratificationRate.objects.in_force(day).first()
    return Figures(
        day,
        tuple(
            Bracket(
                row.calibre,
                None if row.amount_below is None else Decimal(row.amount_below),
                origin(row),
            )
            for row in CalibreBracket.objects.in_force(day)
        ),
        rate.as_rate() if rate else None,
        origin(rate) if rate else None,
        tuple(
            Threshold(row.kind, row.get_kind_display(), Decimal(row.amount), origin(row))
            for row in EuropeanThreshold.objects.in_force(day).order_by("amount")
        ),
        tuple(note.as_note() for note in LegalNote.objects.in_force(day)),
    )
