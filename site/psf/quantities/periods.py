"""How long a marché lasts, as buyers write it: its firm part, and how often it is renewed.

Read: 24, 24 mois, 2 ans, un an et demi, 1 an et 6 mois, 11,5 mois, 52 semaines, 90 jours, 3 ans ferme,
1+1+1, 12 + 3 x 12, 1 an renouvelable 2 fois, 4 ans dont 2 fermes, 1 an + 3 reconductions d'un an.

Columns keep whole months. A year has 365 days or 52 weeks, a month 30 days; a month that is not whole
does not count as one: no clause may rest on days that the marché does not have. Its days are told apart.
"""

import re
import unicodedata
from fractions import Fraction
from typing import NamedTuple

from psf.french.folding import fold
from psf.french.numbers import counted
from psf.quantities.errors import Unreadable, quoted
from psf.quantities.spelled import in_digits

LONGEST = 100  # characters
YEAR_DAYS, YEAR_WEEKS, MONTH_DAYS = 365, 52, 30
# « 1+1+1 » is said of years, « 12+12 » of months.
MOST_BARE_YEARS = 5

# Months of one unit, then how it is written; weeks and days make no whole number of months.
UNITS: tuple[tuple[int | str, str], ...] = (
    (12, r"ans?|annees?"),
    (6, r"semestres?"),
    (3, r"trimestres?"),
    (1, r"m|mois"),
    ("weeks", r"s|sem\.?|semaines?"),
    ("days", r"j|jrs?|jours?"),
)
UNIT = "|".join(rf"(?P<u{number}>{written})" for number, (_size, written) in enumerate(UNITS))
PART = re.compile(
    rf"(?P<number>[0-9]{{1,4}}(?:[.,][0-9]{{1,2}})?|1/2|(?:1 )?demi[ -])\s*(?:{UNIT})(?![a-z])"
    r"(?P<half> et (?:demie?|1/2)| 1/2)?"
)
BARE = re.compile(r"[+-]?[0-9]{1,4}(?:[.,][0-9]{1,2})?")

NOISE = re.compile(
    r"\b(?:environ|(?:pendant|pour|sur)(?= [0-9])|(?:(?:une |1 )?(?:duree|periode)(?: ferme)? (?:de |d'))"
    r"|fermes?|entiers?|maximum|au (?:plus|total)|en tout)(?![a-z])|[~≈:]"
)
# « 24 mois (2 ans) », « 24 mois, soit 2 ans »: one duration said twice.
TWICE = re.compile(r"(?P<one>[^()+]+?)(?: ?\((?P<other>[^()+]+)\)|,? soit (?P<again>[^()+]+))")
WITHOUT = re.compile(
    r",? ?(?:(?:sans|hors)(?: les?| la)?(?: [0-9]+)? reconductions?|reconductions? non comprises?)"
)
AMONG = re.compile(r"(?P<whole>.+?),? dont (?P<firm>.+?) fermes?")
AGAIN = re.compile(
    r"(?P<firm>.+?),? (?:tacitement )?(?:renouvelable|reconductible|prolongeable)s?(?P<rest>.*)"
)
JOINED = re.compile(
    r"\+|,(?![0-9])|\b(?:puis|avec)\b"
    r"|\bet(?= [0-9]+ (?:reconduction|renouvellement|prolongation|option))"
)
TIMES = re.compile(r"(?P<times>[0-9]{1,2}) ?(?:x|×|\*|fois)(?: de)? ?(?P<each>.+)")
OPTIONS = re.compile(
    r"(?P<times>[0-9]{1,2}) (?:reconduction|renouvellement|prolongation|option)s?"
    r"(?: possibles?)?(?: ?(?:de |d')(?P<each>.+))?"
)
OPTIONAL = re.compile(r" (?:en |de |d')?(?:option|reconduction|renouvellement|prolongation)s?$")
OFTEN = re.compile(r"([0-9]{1,2}) ?(?:x|×|fois)")


class Period(NamedTuple):
    """Whole months of the firm part, and how often it is renewed.

    `begun`: days were typed beyond the whole months; `days`: how many, which make no month.
    """

    firm: int
    renewals: int
    begun: bool
    days: int = 0

    @property
    def in_words(self) -> str:
        """« 24 mois (2 ans) », « 12 mois fermes (1 an), sans les 2 reconductions », « 11 mois entiers »."""
        years, rest = divmod(self.firm, 12)
        kind = "ferme" if self.renewals else "entier" if self.begun else ""
        said = f"{self.firm} mois"
        if kind:
            said += f" {kind}s" if self.firm > 1 else f" {kind}"
        if years and not rest:
            said += f" ({counted(years, 'an')})"
        if self.renewals:
            said += ", sans " + (
                "la reconduction" if self.renewals == 1 else f"les {self.renewals} reconductions"
            )
        return said


class Span(NamedTuple):
    """Months, not always whole, and days beyond them."""

    months: Fraction
    days: int = 0

    @property
    def whole(self) -> int:
        years, days = divmod(self.days, YEAR_DAYS)
        # Twelve months of thirty days make no year.
        return int(self.months) + 12 * years + min(11, days // MONTH_DAYS)

    @property
    def begun(self) -> bool:
        days = self.days % YEAR_DAYS
        # The last days of a thirteenth week, or of 31-day months, are no month begun.
        return self.months.denominator > 1 or days - MONTH_DAYS * min(11, days // MONTH_DAYS) > 6

    @property
    def rest(self) -> int:
        """Days of the month begun."""
        if not self.begun:
            return 0
        days = self.days % YEAR_DAYS
        left = days - MONTH_DAYS * min(11, days // MONTH_DAYS)
        left += int((self.months - int(self.months)) * MONTH_DAYS)
        # The last days before a year make no twelfth month when they are read again.
        return min(left, MONTH_DAYS - 1)


def lasting(months: int, days: int = 0) -> str:
    """« 24 mois », « 12 mois et 15 jours », as a contract says how long it lasts."""
    return f"{months} mois et {counted(days, 'jour')}" if days else f"{months} mois"


def read_period(typed: str) -> Period:
    """The period that `typed` says, however short or long. Raises Unreadable."""
    text = " ".join(in_digits(fold(typed[: LONGEST + 1]).replace("−", "-")).split())
    try:
        if len(typed) > LONGEST:
            raise ValueError(text)
        # « deux » alone counts nobody knows what.
        if BARE.fullmatch(text) and not re.search("[0-9]", unicodedata.normalize("NFKC", typed)):
            raise ValueError(text)
        return _period(WITHOUT.sub("", text))
    except ValueError:
        raise Unreadable(
            f"{quoted(typed)} n'est pas une durée. Écrivez par exemple 24, 24 mois, 2 ans,"
            " 52 semaines ou 1 an + 2 reconductions."
        ) from None


def _period(text: str) -> Period:
    plain = " ".join(re.sub("[()]", " ", text).split())
    if again := AGAIN.fullmatch(plain):
        firm, often = _span(again["firm"]), OFTEN.search(again["rest"])
        return Period(firm.whole, int(often[1]) if often else 1, firm.begun, firm.rest)
    if twice := TWICE.fullmatch(text):
        one, other = _span(twice["one"]), _span(twice["other"] or twice["again"])
        if one.whole != other.whole:
            raise ValueError(text)
        return Period(one.whole, 0, one.begun, one.rest)
    if among := AMONG.fullmatch(plain):
        firm = _span(among["firm"], _unit_in(among["whole"]))
        return Period(firm.whole, 0, firm.begun, firm.rest)
    first, *others = (part.strip() for part in JOINED.split(plain))
    if not first:
        raise ValueError(text)
    unit = _unit_of_bare([first, *others]) if others else 1
    firm = _span(first, unit)
    renewals = sum(_renewals(part, unit) for part in others)
    return Period(firm.whole, renewals, firm.begun, firm.rest)


def _renewals(text: str, unit: int) -> int:
    """How many renewals « 3 reconductions d'un an », « 3 x 12 », « 1 an en option » are."""
    if found := OPTIONS.fullmatch(text) or TIMES.fullmatch(text):
        if found["each"]:
            _span(found["each"], unit)
        return int(found["times"])
    _span(OPTIONAL.sub("", text), unit)
    return 1


def _span(text: str, unit: int = 1) -> Span:
    """« 1 an et 6 mois », « 2 x 12 mois », or a number of months (of `unit` months each).

    Raises ValueError.
    """
    text = " ".join(NOISE.sub(" ", text).split())
    if BARE.fullmatch(text):
        return Span(Fraction(text.replace(",", ".")) * unit)
    if found := TIMES.fullmatch(text):
        each = _span(found["each"], unit)
        return Span(each.months * int(found["times"]), each.days * int(found["times"]))
    parts = list(PART.finditer(text))
    between = PART.sub("|", text)
    if not re.fullmatch(r"\|(?: ?(?:et )?\|)*", between):
        raise ValueError(text)
    ranks = [_rank(part) for part in parts]
    # « 48 mois (12 mois) » is one duration said twice, or a riddle.
    if ranks != sorted(set(ranks)):
        raise ValueError(text)
    return _sum(parts)


def _sum(parts: list[re.Match[str]]) -> Span:
    months, days = Fraction(0), Fraction(0)
    for part in parts:
        number = _number(part)
        size = UNITS[_rank(part)][0]
        if isinstance(size, int):
            months += number * size
        elif size == "weeks":
            years, weeks = divmod(number, YEAR_WEEKS)
            months, days = months + 12 * years, days + 7 * weeks
        else:
            days += number
    return Span(months, int(days))


def _number(part: re.Match[str]) -> Fraction:
    written = part["number"]
    half = Fraction(1, 2)
    number = half if written == "1/2" or "demi" in written else Fraction(written.replace(",", "."))
    return number + half if part["half"] else number


def _rank(part: re.Match[str]) -> int:
    return next(number for number in range(len(UNITS)) if part[f"u{number}"])


def _unit_in(text: str) -> int:
    """Months of the last unit written in `text`; one where none is."""
    sizes = [UNITS[_rank(part)][0] for part in PART.finditer(text)]
    return sizes[-1] if sizes and isinstance(sizes[-1], int) else 1


def _unit_of_bare(parts: list[str]) -> int:
    """What the numbers without unit of « 1+1+1 », « 12+12 », « 2+1+1 ans » count, in months."""
    if any(PART.search(part) for part in parts):
        return _unit_in(" ".join(parts))
    bare = [Fraction(part.replace(",", ".")) for part in parts if BARE.fullmatch(part)]
    return 12 if max(bare, default=Fraction(0)) <= MOST_BARE_YEARS else 1
