"""Whole numbers and percentages."""

import re
import unicodedata
from decimal import Decimal

from psf.quantities.errors import Unreadable, quoted

LONGEST_WHOLE = 4  # digits
SPACES = re.compile(r"[\s\u00a0\u202f]+")
WHOLE = re.compile(
    r"(?i)([+−-]?)([0-9]+)(?:[.,]0+)?(?:h|heures?|min|minutes?|j|jours?|semaines?|mois|ans?|km|€|euros?)?"
)


def read_integer(typed: str) -> int:
    """« 450 », « 1 200 h », « 24 mois », « 20 km », « 5 404 000 € », « 450,0 ». Raises Unreadable."""
    found = WHOLE.fullmatch(SPACES.sub("", unicodedata.normalize("NFKC", typed)))
    if not found:
        raise Unreadable(
            f"{quoted(typed)} n'est pas un nombre entier. Écrivez-le en chiffres seulement."
        )
    sign, digits = found.groups()
    return -int(digits) if sign in ("-", "−") else int(digits)


def read_whole(typed: str) -> int:
    """The same, neither negative nor absurdly large. Raises Unreadable."""
    number = read_integer(typed)
    if number < 0:
        raise Unreadable("Ce nombre ne peut pas être négatif.")
    if number >= 10**LONGEST_WHOLE:
        raise Unreadable("Ce nombre est bien grand : vérifiez-le.")
    return number


def read_percentage(typed: str) -> Decimal:
    """« 5 », « 5 % », « 12,5 ». Raises Unreadable."""
    plain = unicodedata.normalize("NFKC", typed)
    text = SPACES.sub("", plain).replace("%", "").replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", text) or not 0 < Decimal(text) <= 100:
        raise Unreadable(f"{quoted(typed)} n'est pas un pourcentage entre 0 et 100.")
    return Decimal(text)
