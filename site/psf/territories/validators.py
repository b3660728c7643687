"""Identifiers of the territories: INSEE codes of communes, UAI of schools, school years."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

UAI_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
UAI_PATTERN = re.compile(r"\d{7}[A-Z]")

validate_commune_code = RegexValidator(
    r"^(\d{5}|2[AB]\d{3})$",
    "Le code INSEE d’une commune compte cinq caractères, par exemple 93066 ou 2A004.",
)


def uai_letter(digits: str) -> str:
    """Return the key letter of the seven `digits` of a UAI."""
    return UAI_LETTERS[int(digits) % 23]


def validate_uai(value: str):
    """Refuse what is not seven digits and their key letter."""
    if not UAI_PATTERN.fullmatch(value):
        raise ValidationError(
            "Un numéro UAI compte sept chiffres et une lettre majuscule, par exemple 0930075G."
        )
    expected = uai_letter(value[:7])
    if value[7] != expected:
        raise ValidationError(
            "La lettre de contrôle de ce numéro UAI n’est pas la bonne : vérifiez les chiffres."
        )


def validate_school_year(value: str):
    """Accept two following years, 2026-2027, or one where the year follows the calendar: 2026."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", value)
    if not match or (match[2] and int(match[2]) != int(match[1]) + 1):
        raise ValidationError(
            "Une année scolaire s’écrit avec ses deux années, 2026-2027, ou une seule là où elle"
            " suit l’année civile, 2026."
        )
