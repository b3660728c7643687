"""The national pupil number (INE): its format is checked, it is masked on screen."""

import re

from django.core.exceptions import ValidationError

INE = re.compile(r"\d{9}[A-Z]{2}|[\d_]{10}[A-Z]|\d{4}A\d{5}[A-Z]")


def validate_ine(value: str) -> None:
    """Refuse what is in none of the three formats of an INE (domain §7)."""
    if not INE.fullmatch(value):
        raise ValidationError(
            "L'INE compte 11 caractères : 9 chiffres et 2 lettres, 10 chiffres et 1 lettre,"
            " ou 4 chiffres, A, 5 chiffres et 1 lettre.",
            code="ine",
        )


def masked(ine: str) -> str:
    """Return the INE with only its last three characters: "········8AB"."""
    return "·" * (len(ine) - 3) + ine[-3:] if ine else ""
