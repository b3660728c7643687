"""Durations in months."""

import re

from psf.quantities.errors import Unreadable, quoted

LONGEST_MONTHS = 120
SPACES = re.compile(r"[\s\u00a0\u202f'’_]+")
MONTHS = re.compile(r"(?i)([+-]?[0-9]+)(?:[.,]0+)?(m|mois)?")
YEARS = re.compile(r"(?i)([+-]?[0-9]+)(ans?|années?)")


def months(typed: str) -> int:
    """Months from « 24 », « 24 mois » or « 2 ans », whatever their number. Raises Unreadable."""
    text = SPACES.sub("", typed).replace("−", "-")
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
