"""Days as people type them, the day before the month as in France; the rest is refused in words.

Read: 22/11/2026, 22-11-2026, 22.11.2026, 22 11 2026, 22112026, 22/11/26, 22 nov. 2026, 22-nov-2026,
dimanche 22 novembre 2026, 2026-11-22, 20261122. Nothing is guessed: a day that does not exist, a month
put first, a missing year or a weekday that is another one are said, and the text stays as typed.
"""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from psf.french.days import MONTHS, WEEKDAYS
from psf.french.folding import fold
from psf.quantities.errors import Unreadable, quoted

FOLDED_MONTHS = [fold(month) for month in MONTHS]
FOLDED_WEEKDAYS = [fold(weekday) for weekday in WEEKDAYS]
# A spreadsheet writes a day with the midnight that begins it.
MIDNIGHT = re.compile(r"[t ]00:00(?::00(?:\.0+)?)?$")
ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
NUMERIC = re.compile(r"([0-9]{1,2})([/.\- ])([0-9]{1,2})\2([0-9]+)")
COMPACT = re.compile(r"[0-9]{8}")
WORDS = re.compile(r"(?:([a-z]+)\.?,? )?([0-9]{1,2})(?: ?er)?[ /.\-]?([a-z]+)\.?[ /.\-]?([0-9]+)?")
AROUND_SIGNS = re.compile(r" *([/.\-]) *")
EXAMPLE = "Écrivez par exemple 22/11/2026."
# A year on two digits is of this century, at most this far ahead: a birth (09) as well as a day to
# come (31). Any other would be a guess between two centuries.
YEARS_AHEAD = 10
# Nobody and nothing here is older, or planned later: 0209 and 20090 are slips of the finger.
FIRST_YEAR, LAST_YEAR = 1900, 2199
PARIS = ZoneInfo("Europe/Paris")


def read_day(text: str, *, month_first_seen: bool = False) -> date:
    """Return the date written in `text`.

    `month_first_seen` says that another line of the column can only be read month first: a date
    that reads both ways is then refused. Raises Unreadable, in French.
    """
    folded = MIDNIGHT.sub("", " ".join(fold(text).split()))
    if match := ISO.fullmatch(AROUND_SIGNS.sub(r"\1", folded)):
        year, _, month, day = match.groups()
    elif match := NUMERIC.fullmatch(AROUND_SIGNS.sub(r"\1", folded)):
        day, separator, month, year = match.groups()
        if len(year) == 2 and separator == "-":
            raise Unreadable(
                f"{quoted(text)} se lit de plusieurs façons : écrivez l'année sur quatre chiffres."
            )
        if int(month) > 12 >= int(day) > 0:
            raise Unreadable(f"{quoted(text)} place le mois avant le jour. {EXAMPLE}")
        if month_first_seen and int(day) <= 12 and day != month:
            raise Unreadable(
                f"{quoted(text)} est ambigu : d'autres dates de cette colonne placent le mois avant"
                " le jour. Écrivez-la 2026-11-22."
            )
    elif COMPACT.fullmatch(folded):
        day, month, year = _compact(folded)
    elif match := WORDS.fullmatch(folded):
        weekday, day, name, year = match.groups()
        month = _month(name, text)
        if not year:
            raise Unreadable(f"{quoted(text)} : il manque l'année. {EXAMPLE}")
        if weekday:
            return _on_weekday(weekday, _existing(day, month, year, text), text)
    else:
        raise Unreadable(f"{quoted(text)} n'est pas une date reconnue. {EXAMPLE}")
    return _existing(day, month, year, text)


def is_month_first(text: str) -> bool:
    """Whether `text` can only be read with the month before the day: 11/22/2026."""
    match = NUMERIC.fullmatch(text.strip())
    return match is not None and int(match[1]) <= 12 < int(match[3]) <= 31


def _compact(digits: str) -> tuple[str, str, str]:
    """(day, month, year) of 22112026, else of 20261122: no text can be both."""
    if FIRST_YEAR <= int(digits[4:]) <= LAST_YEAR:
        return digits[:2], digits[2:4], digits[4:]
    return digits[6:], digits[4:6], digits[:4]


def _month(name: str, text: str) -> int:
    found = [
        number
        for number, month in enumerate(FOLDED_MONTHS, 1)
        if len(name) > 2 and month.startswith(name)
    ]
    if len(found) != 1:
        raise Unreadable(f"{quoted(text)} : ce mois n'est pas reconnu. {EXAMPLE}")
    return found[0]


def _on_weekday(name: str, day: date, text: str) -> date:
    found = [n for n, each in enumerate(FOLDED_WEEKDAYS) if len(name) > 2 and each.startswith(name)]
    if len(found) != 1:
        raise Unreadable(f"{quoted(text)} n'est pas une date reconnue. {EXAMPLE}")
    if found[0] != day.weekday():
        raise Unreadable(
            f"{quoted(text)} : ce jour est un {WEEKDAYS[day.weekday()]}. Vérifiez la date."
        )
    return day


def _existing(day: str | int, month: str | int, year: str, text: str) -> date:
    whole = _whole_year(year, text)
    try:
        return date(whole, int(month), int(day))
    except ValueError:
        raise Unreadable(f"{quoted(text)} n'existe pas dans le calendrier. {EXAMPLE}") from None


def _whole_year(year: str, text: str) -> int:
    if len(year) == 2:
        this_year = datetime.now(PARIS).year
        whole = this_year // 100 * 100 + int(year)
        if whole > this_year + YEARS_AHEAD:
            raise Unreadable(f"{quoted(text)} : écrivez l'année sur quatre chiffres.")
        return whole
    if len(year) != 4 or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise Unreadable(
            f"{quoted(text)} : l'année s'écrit sur quatre chiffres, de {FIRST_YEAR} à {LAST_YEAR}."
        )
    return int(year)
