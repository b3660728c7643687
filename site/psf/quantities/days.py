"""Days as people type them: 2026-11-22, 22/11/2026, 22.11.26 or 22 novembre 2026."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from psf.french.days import MONTHS
from psf.french.folding import fold
from psf.quantities.errors import Unreadable

FOLDED_MONTHS = [fold(month) for month in MONTHS]
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?)?")
NUMERIC = re.compile(r"(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4}|\d{2})")
WORDS = re.compile(r"(\d{1,2})(?:er)? ([a-z]+)\.? (\d{4})")
EXAMPLE = "Écrivez par exemple 22/11/2026."
# A year on two digits is the one nearest to today that is at most this far ahead.
YEARS_AHEAD = 10
PARIS = ZoneInfo("Europe/Paris")


def read_day(text: str, *, month_first_seen: bool = False) -> date:
    """Return the date written in `text`, the day before the month as in France.

    `month_first_seen` says that another line of the column can only be read month first: a date
    that reads both ways is then refused. Raises Unreadable, in French.
    """
    folded = " ".join(fold(text).split())
    if match := ISO.fullmatch(folded):
        year, month, day = match.groups()
    elif match := NUMERIC.fullmatch(folded):
        day, separator, month, year = match.groups()
        if len(year) == 2 and separator == "-":
            raise Unreadable(
                f"« {text} » se lit de plusieurs façons : écrivez l'année sur quatre chiffres."
            )
        if int(month) > 12 >= int(day):
            raise Unreadable(f"« {text} » place le mois avant le jour. {EXAMPLE}")
        if month_first_seen and int(day) <= 12 and day != month:
            raise Unreadable(
                f"« {text} » est ambigu : d'autres dates de cette colonne placent le mois avant"
                " le jour. Écrivez-la 2026-11-22."
            )
    elif match := WORDS.fullmatch(folded):
        day, name, year = match.groups()
        found = [
            n
            for n, month in enumerate(FOLDED_MONTHS, 1)
            if len(name) > 2 and month.startswith(name)
        ]
        if len(found) != 1:
            raise Unreadable(f"« {text} » : ce mois n'est pas reconnu. {EXAMPLE}")
        month = found[0]
    else:
        raise Unreadable(f"« {text} » n'est pas une date reconnue. {EXAMPLE}")
    try:
        return date(_whole_year(year), int(month), int(day))
    except ValueError:
        raise Unreadable(f"« {text} » n'existe pas dans le calendrier. {EXAMPLE}") from None


def is_month_first(text: str) -> bool:
    """Whether `text` can only be read with the month before the day: 11/22/2026."""
    match = NUMERIC.fullmatch(text.strip())
    return match is not None and int(match[1]) <= 12 < int(match[3]) <= 31


def _whole_year(year: str) -> int:
    if len(year) == 4:
        return int(year)
    today = datetime.now(PARIS).year
    guess = today // 100 * 100 + int(year)
    return guess - 100 if guess > today + YEARS_AHEAD else guess
