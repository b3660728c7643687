"""Reading amounts and durations as buyers type them. Errors are French sentences."""

import re
from decimal import Decimal

LARGEST = Decimal(10_000_000_000)  # euros
LONGEST_MONTHS = 120

SPACES = re.compile(r"[\s\u00a0\u202f'’_]+")
WORDS = re.compile(r"(?i)(€|euros?|eur|ht|h\.t\.)")
NUMBER = re.compile(r"(?i)([+-]?)([0-9][0-9.,]*|[.,][0-9]+)(k|m|mio|millions?|milliers?|mille)?")
# « 400.000 » is written in thousands, « 0,005 » is not.
THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
ALL_TAXES = re.compile(r"(?i)t\.?t\.?c\.?$")
UNITS = {
    "k": 1_000,
    "millier": 1_000,
    "milliers": 1_000,
    "mille": 1_000,
    "m": 1_000_000,
    "mio": 1_000_000,
    "million": 1_000_000,
    "millions": 1_000_000,
}
MONTHS = re.compile(r"(?i)([+-]?[0-9]+)(m|mois)?")
YEARS = re.compile(r"(?i)([+-]?[0-9]+)(ans?|années?)")


class Unreadable(ValueError):
    """What was typed cannot be read; the message says what to type instead."""


def _shown(typed: str) -> str:
    short = " ".join(typed.split())
    return f"«\u00a0{short[:40]}{'…' if len(short) > 40 else ''}\u00a0»"


def read_amount(typed: str) -> Decimal:
    """Euros from « 400 000,00 € », « 400k », « 1,2 M€ », « 400.000 ». Raises Unreadable."""
    text = WORDS.sub("", SPACES.sub("", typed).replace("−", "-"))
    found = NUMBER.fullmatch(text)
    if not found and NUMBER.fullmatch(ALL_TAXES.sub("", text)):
        raise Unreadable("Le calibre dépend du montant hors taxes : écrivez-le sans la TVA.")
    if not found:
        raise Unreadable(
            f"{_shown(typed)} n'est pas un montant. Écrivez par exemple 300000, 300 000 € ou 300k."
        )
    sign, digits, unit = found.groups()
    amount = _decimal(digits, typed, grouped=unit is None) * UNITS.get((unit or "").lower(), 1)
    if sign == "-":
        raise Unreadable("Un montant ne peut pas être négatif.")
    if amount > LARGEST:
        raise Unreadable("Ce montant dépasse dix milliards d'euros : vérifiez-le.")
    amount = amount.quantize(Decimal("0.01"))
    if not amount:
        raise Unreadable("Le montant doit être supérieur à zéro.")
    return amount


def _decimal(digits: str, typed: str, *, grouped: bool) -> Decimal:
    """A separator before three digits parts thousands, unless a unit follows the number."""
    if grouped and THOUSANDS.fullmatch(digits):
        return Decimal(re.sub("[.,]", "", digits))
    whole, separator, rest = re.fullmatch(r"([0-9.,]*?)(?:([.,])([0-9]*))?", digits).groups()
    if (separator and separator in whole) or not re.fullmatch(
        r"[0-9]*|[0-9]{1,3}([.,][0-9]{3})+", whole
    ):
        raise Unreadable(
            f"{_shown(typed)} a trop de points ou de virgules. Écrivez par exemple 300000,50."
        )
    return Decimal(f"{re.sub('[.,]', '', whole) or '0'}.{rest or '0'}")


def read_months(typed: str) -> int:
    """Months from « 24 », « 24 mois » or « 2 ans ». Raises Unreadable."""
    text = SPACES.sub("", typed).replace("−", "-")
    if years := YEARS.fullmatch(text):
        months = int(years[1]) * 12
    elif found := MONTHS.fullmatch(text):
        months = int(found[1])
    else:
        raise Unreadable(
            f"{_shown(typed)} n'est pas une durée. Écrivez un nombre entier de mois, par exemple 24."
        )
    if months < 1:
        raise Unreadable("La période ferme compte au moins un mois.")
    if months > LONGEST_MONTHS:
        raise Unreadable(f"La période ferme dépasse {LONGEST_MONTHS} mois : vérifiez-la.")
    return months


def read_lots(typed: str) -> list[Decimal]:
    """One amount a line, or separated by semicolons; the error names the lot. Raises Unreadable."""
    amounts = []
    for number, part in enumerate(filter(str.strip, re.split(r"[\n;]+", typed)), start=1):
        try:
            amounts.append(read_amount(part))
        except Unreadable as error:
            raise Unreadable(f"Lot {number} : {error}") from None
    return amounts
