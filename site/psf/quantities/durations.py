"""Durations: in months for a marché, in hours and minutes for a presence."""

import re
import unicodedata

from psf.french.numbers import duration
from psf.quantities.errors import Unreadable, quoted

LONGEST_MONTHS = 120
LONGEST_HOURS = 9_999
SPACES = re.compile(r"[\s\u00a0\u202f'’_]+")
MONTHS = re.compile(r"(?i)([+-]?[0-9]+)(?:[.,]0+)?(m|mois)?")
YEARS = re.compile(r"(?i)([+-]?[0-9]+)(ans?|années?)")
CLOCK = re.compile(r"(?i)([0-9]+)(?:h|heures?|:)(?:([0-9]{2})(?:m|min|mn|minutes?)?)?")
IN_HOURS = re.compile(r"(?i)([0-9]+)(?:[.,]([0-9]{1,2}))?(?:h|heures?)?")
IN_MINUTES = re.compile(r"(?i)([0-9]+)(?:m|min|mn|minutes?)?")


def months(typed: str) -> int:
    """Months from « 24 », « 24 mois » or « 2 ans », whatever their number. Raises Unreadable."""
    text = _compact(typed)
    if years := YEARS.fullmatch(text):
        return int(years[1]) * 12
    if found := MONTHS.fullmatch(text):
        return int(found[1])
    raise Unreadable(
        f"{quoted(typed)} n'est pas une durée. Écrivez un nombre entier de mois, par exemple 24."
    )


def read_months(typed: str) -> int:
    """The same for a firm period: a month at least, ten years at most. Raises Unreadable."""
    number = months(typed)
    if number < 1:
        raise Unreadable("La période ferme compte au moins un mois.")
    if number > LONGEST_MONTHS:
        raise Unreadable(f"La période ferme dépasse {LONGEST_MONTHS} mois : vérifiez-la.")
    return number


def read_duration(typed: str) -> int:
    """Minutes of « 7 h », « 7,5 », « 7h30 », « 7:30 », « 35 h »: a bare number counts hours.

    Raises Unreadable.
    """
    text = _compact(typed)
    if found := IN_HOURS.fullmatch(text):
        whole, part = int(found[1]), found[2] or ""
        sixtieths = int(part or 0) * 60
        scale = 10 ** len(part)
        if sixtieths % scale:
            raise Unreadable(
                f"{quoted(typed)} ne tombe pas sur une minute. Écrivez par exemple 7 h 30."
            )
        return _within(whole * 60 + sixtieths // scale, typed)
    if (found := CLOCK.fullmatch(text)) and int(found[2] or 0) < 60:
        return _within(int(found[1]) * 60 + int(found[2] or 0), typed)
    raise Unreadable(
        f"{quoted(typed)} n'est pas une durée. Écrivez par exemple 7 h, 7 h 30 ou 7,5."
    )


def read_hours(typed: str) -> int:
    """The same where only whole hours count. Raises Unreadable."""
    minutes = read_duration(typed)
    if minutes % 60:
        raise Unreadable(
            f"{quoted(typed)}, soit {duration(minutes)} : il faut un nombre entier d'heures."
        )
    return minutes // 60


def read_minutes(typed: str) -> int:
    """Minutes of « 45 », « 45 min », « 1 h », « 1h15 »: a bare number counts minutes.

    Raises Unreadable.
    """
    text = _compact(typed)
    if found := IN_MINUTES.fullmatch(text):
        return _within(int(found[1]), typed)
    if (found := CLOCK.fullmatch(text)) and int(found[2] or 0) < 60:
        return _within(int(found[1]) * 60 + int(found[2] or 0), typed)
    raise Unreadable(f"{quoted(typed)} n'est pas une durée. Écrivez par exemple 45 min ou 1 h 15.")


def _compact(typed: str) -> str:
    return SPACES.sub("", unicodedata.normalize("NFKC", typed)).replace("−", "-")


def _within(minutes: int, typed: str) -> int:
    if minutes > LONGEST_HOURS * 60:
        raise Unreadable(f"{quoted(typed)} : cette durée est bien grande, vérifiez-la.")
    return minutes
