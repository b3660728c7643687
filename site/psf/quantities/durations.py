"""Durations: in months for a marché, in hours and minutes for a presence, in days for a delay."""

import re
import unicodedata

from psf.french.folding import fold
from psf.french.numbers import duration
from psf.quantities.errors import Unreadable, quoted
from psf.quantities.periods import Period, read_period
from psf.quantities.spelled import in_digits

LONGEST_MONTHS = 120
LONGEST_HOURS = 9_999
SPACES = re.compile(r"[\s\u00a0\u202f'’_]+")
IN_DAYS = re.compile(
    r"([+-]?[0-9]{1,4})(?:[.,]0+)? ?(?:(?P<week>s|sem\.?|semaines?)|(?P<fortnight>quinzaines?)"
    r"|(?:j|jrs?|jours?)(?: (?:ouvres?|ouvrables?|calendaires?|francs?))?)?"
)
# A bare number spelled out counts nobody knows what: these need their unit.
CLOCK_WORDS = (
    (re.compile(r"^(?:environ|pendant) "), ""),
    (re.compile(r"^(?:1 )?demi[- ]heure$"), "0h30"),
    (re.compile(r"^([0-9]+) ?(?:h|heures?) et demie$"), r"\1h30"),
    (re.compile(r"^([0-9]+) ?(?:h|heures?) et (?:1 )?quart$"), r"\1h15"),
    (re.compile(r"^([0-9]+ ?(?:h|heures?) ?)et(?= ?[0-9])"), r"\1"),
    (
        re.compile(
            r" ?(?:par semaine|/ ?sem(?:aine)?\.?|par jour|/ ?j(?:our)?\.?|hebdomadaires?)$"
        ),
        "",
    ),
)
WEEK_DAYS, WORKING_WEEK_DAYS = 7, 5
CLOCK = re.compile(r"(?i)([0-9]+)(?:h|heures?|:)(?:([0-9]{2})(?:m|min|mn|minutes?)?)?")
IN_HOURS = re.compile(r"(?i)([0-9]+)(?:[.,]([0-9]{1,2}))?(?:h|heures?)?")
IN_MINUTES = re.compile(r"(?i)([0-9]+)(?:m|min|mn|minutes?)?")


def months(typed: str) -> int:
    """Whole months of the firm part of a period (psf.quantities.periods), whatever their number.

    Raises Unreadable.
    """
    return read_period(typed).firm


def read_months(typed: str) -> int:
    """The same for a firm period: a month at least, ten years at most. Raises Unreadable."""
    return read_firm_period(typed).firm


def read_firm_period(typed: str) -> Period:
    """The whole period, whose firm part counts a month at least, ten years at most. Raises Unreadable."""
    period = read_period(typed)
    if period.firm < 1:
        raise Unreadable("La période ferme compte au moins un mois.")
    if period.firm > LONGEST_MONTHS:
        raise Unreadable(f"La période ferme dépasse {LONGEST_MONTHS} mois : vérifiez-la.")
    return period


def read_days(typed: str, *, week: int = WEEK_DAYS) -> int:
    """Days of « 15 », « 15 jours », « deux semaines »: a bare number counts days, a week `week` of them.

    Raises Unreadable: a month has no fixed number of days.
    """
    text = " ".join(fold(typed).replace("−", "-").split())
    found = IN_DAYS.fullmatch(in_digits(text) if " " in text else text)
    if not found:
        raise Unreadable(
            f"{quoted(typed)} n'est pas un nombre entier de jours. Écrivez par exemple 15 ou"
            " 2 semaines."
        )
    number = int(found[1])
    if found["fortnight"]:
        return 2 * week * number
    return week * number if found["week"] else number


def read_working_days(typed: str) -> int:
    """The same in working days, of which a week has five. Raises Unreadable."""
    return read_days(typed, week=WORKING_WEEK_DAYS)


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
    """Without spaces: « sept heures et demie » gives « 7h30 », « 35 h par semaine » « 35h »."""
    text = unicodedata.normalize("NFKC", typed).replace("−", "-")
    folded = in_digits(" ".join(fold(text).split()))
    if folded.isdecimal() and not any(map(str.isdecimal, text)):
        return text
    for written, instead in CLOCK_WORDS:
        folded = written.sub(instead, folded)
    return SPACES.sub("", folded)


def _within(minutes: int, typed: str) -> int:
    if minutes > LONGEST_HOURS * 60:
        raise Unreadable(f"{quoted(typed)} : cette durée est bien grande, vérifiez-la.")
    return minutes
