"""Amounts in euros."""

import re
import unicodedata
from decimal import Decimal

from psf.quantities.errors import Unreadable, quoted

CENT = Decimal("0.01")
LARGEST = Decimal(10_000_000_000)  # euros

SPACES = re.compile(r"[\s\u00a0\u202f'’_]+")
ABOUT = re.compile(r"(?i)^\s*(?:environ|autour de|à peu près|[~≈])\s*")
# « 1 million d'euros » keeps its apostrophe until here.
WORDS = re.compile(r"(?i)((?:d['’]\s*)?(?:€|euros?|eur)(?:/h|/heure)?|hors\s?taxes?|ht|h\.\s?t\.?)")
# « 1M2 », as it is said.
SPLIT_UNIT = re.compile(r"(?i)([0-9]+)m([0-9]{1,2})")
NUMBER = re.compile(r"(?i)([+-]?)([0-9][0-9.,]*|[.,][0-9]+)(k|m|mio|millions?|milliers?|mille)?")
# « 400.000 » is written in thousands, « 0,005 » is not.
THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
# « 12,345 » is twelve thousand in English and twelve euros in French.
ONE_COMMA = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
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


def euros(typed: str) -> Decimal:
    """Euros to the cent from « 400 000,00 € », « 400k », « 1,2 M€ », « 400.000 », whatever their sign.

    Raises Unreadable.
    """
    plain = ABOUT.sub("", unicodedata.normalize("NFKC", typed))
    text = SPACES.sub("", WORDS.sub("", plain)).replace("−", "-")
    text = SPLIT_UNIT.sub(r"\1,\2m", text)
    found = NUMBER.fullmatch(text)
    if not found and NUMBER.fullmatch(ALL_TAXES.sub("", text)):
        raise Unreadable("Il faut le montant hors taxes : écrivez-le sans la TVA.")
    if not found:
        raise Unreadable(
            f"{quoted(typed)} n'est pas un montant. Écrivez par exemple 300000, 300 000 € ou 300k."
        )
    sign, digits, unit = found.groups()
    amount = _decimal(digits, typed, grouped=unit is None) * UNITS.get((unit or "").lower(), 1)
    if amount > LARGEST:
        raise Unreadable("Ce montant dépasse dix milliards d'euros : vérifiez-le.")
    amount = amount.quantize(CENT)
    return -amount if sign == "-" else amount


def read_amount(typed: str) -> Decimal:
    """The same, more than nothing. Raises Unreadable."""
    amount = euros(typed)
    if amount.is_signed():
        raise Unreadable("Un montant ne peut pas être négatif.")
    if not amount:
        raise Unreadable("Le montant doit être supérieur à zéro.")
    return amount


def _decimal(digits: str, typed: str, *, grouped: bool) -> Decimal:
    """A separator before three digits parts thousands, unless a unit follows the number."""
    if grouped and ONE_COMMA.fullmatch(digits):
        whole, _, part = digits.partition(",")
        raise Unreadable(
            f"{quoted(typed)} se lit de deux façons : écrivez {whole}{part}, ou {whole},{part[:2]}."
        )
    if grouped and THOUSANDS.fullmatch(digits):
        return Decimal(re.sub("[.,]", "", digits))
    whole, separator, rest = re.fullmatch(r"([0-9.,]*?)(?:([.,])([0-9]*))?", digits).groups()
    if (separator and separator in whole) or not re.fullmatch(
        r"[0-9]*|[0-9]{1,3}([.,][0-9]{3})+", whole
    ):
        raise Unreadable(
            f"{quoted(typed)} a trop de points ou de virgules. Écrivez par exemple 300000,50."
        )
    return Decimal(f"{re.sub('[.,]', '', whole) or '0'}.{rest or '0'}")


def read_lots(typed: str) -> list[Decimal]:
    """One amount a line, or separated by semicolons; the error names the lot. Raises Unreadable."""
    amounts = []
    for number, part in enumerate(filter(str.strip, re.split(r"[\n;]+", typed)), start=1):
        try:
            amounts.append(read_amount(part))
        except Unreadable as error:
            raise Unreadable(f"Lot {number} : {error}") from None
    return amounts
