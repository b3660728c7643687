"""The figures of a day, read from the dated rows of the offers and the school calendars."""

from datetime import date
from decimal import Decimal
from itertools import groupby

from home.contents import while_unchanged
from offers.models import CalibreBracket, EuropeanThreshold, GratificationRate
from psf.territories.enums import HolidayZone
from psf.territories.models import SchoolHoliday
from psf.territories.school_days import Holiday
from resources.calibre.figures import Bracket, Figures, Row, Threshold
from resources.calibre.school import Zone
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
        notes=tuple(note.as_note() for note in LegalNote.objects.in_force(day)),
        zones=zones_from(day),
    )


def zones_from(day: date) -> tuple[Zone, ...]:
    """The school calendars, holidays over before `day` left out."""
    rows = SchoolHoliday.objects.filter(ends_on__gte=day).order_by("zone", "starts_on")
    zones = []
    for code, of_zone in groupby(rows, key=lambda row: row.zone):
        holidays = tuple(Holiday(row.starts_on, row.ends_on, name=row.name) for row in of_zone)
        # As SchoolHolidayQuerySet.known_until: small holidays beyond the last summer say little.
        summers = [each.last_day for each in holidays if each.is_summer]
        zones.append(Zone(code, HolidayZone(code).label, holidays, max(summers, default=None)))
    return tuple(zones)
