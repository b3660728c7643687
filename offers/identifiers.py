"""Identifiers of companies and contracts, checked with French messages."""

import re

from django.core.exceptions import ValidationError

from psf.quantities.errors import Unreadable
from psf.quantities.identifiers import read_siret

CPV = re.compile(r"\d{8}(-\d)?")


def validate_siret(value: str) -> None:
    """Refuse a SIRET whose key is wrong (Luhn, with La Poste's exception)."""
    _refuse(read_siret, value, "siret")


def validate_cpv(value: str) -> None:
    """Refuse what is not 8 digits, with an optional dash and key (not verified)."""
    if not CPV.fullmatch(value):
        raise ValidationError(
            f"Le code CPV « {value} » n'est pas valable : 8 chiffres, par exemple 90910000-9.",
            code="cpv",
        )


def _refuse(read, value: str, code: str) -> None:
    try:
        read(value)
    except Unreadable as error:
        raise ValidationError(str(error), code=code) from None
