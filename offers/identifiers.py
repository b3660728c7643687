"""Identifiers of companies and contracts, checked with French messages."""

import re

from django.core.exceptions import ValidationError
from stdnum.fr import siret

CPV = re.compile(r"\d{8}(-\d)?")


def compact_digits(value: str) -> str:
    """Return `value` without the spaces, dots and dashes that people type."""
    return re.sub(r"[\s.\-  ]", "", value or "")


def validate_siret(value: str) -> None:
    """Refuse a SIRET whose key is wrong (Luhn, with La Poste's exception)."""
    if not siret.is_valid(value):
        raise ValidationError(
            f"Le SIRET « {value} » n'est pas valable : 14 chiffres dont le dernier est une clé."
            " Vérifiez un chiffre mal tapé.",
            code="siret",
        )


def validate_cpv(value: str) -> None:
    """Refuse what is not 8 digits, with an optional dash and key (not verified)."""
    if not CPV.fullmatch(value):
        raise ValidationError(
            f"Le code CPV « {value} » n'est pas valable : 8 chiffres, par exemple 90910000-9.",
            code="cpv",
        )
