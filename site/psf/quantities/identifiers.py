"""Identifiers made of digits: SIRET, SIREN, codes."""

import re

from stdnum.fr import siret

from psf.quantities.errors import Unreadable

SEPARATORS = re.compile(r"[\s.\-\u00a0\u202f]")
SCIENTIFIC = re.compile(r"\d+[.,]?\d*e\+?\d+", re.IGNORECASE)


def compact_digits(typed: str | None) -> str:
    """Return what was typed without the spaces, dots and dashes that people put in."""
    return SEPARATORS.sub("", typed or "")


def read_digits(typed: str) -> str:
    """The same; a number that a spreadsheet shortened is refused. Raises Unreadable."""
    if SCIENTIFIC.fullmatch(typed):
        raise Unreadable(
            f"« {typed} » a été abrégé par le tableur : mettez la colonne au format Texte et"
            " retapez ce numéro."
        )
    return compact_digits(typed)


def read_siret(typed: str) -> str:
    """Fourteen digits whose key is right (Luhn, with La Poste's exception). Raises Unreadable."""
    digits = read_digits(typed)
    if not siret.is_valid(digits):
        raise Unreadable(
            f"Le SIRET « {typed} » n'est pas valable : 14 chiffres dont le dernier est une clé."
            " Vérifiez un chiffre mal tapé."
        )
    return digits
