"""A value as people read it, whatever it is."""

from datetime import date, datetime
from decimal import Decimal

from psf.french.days import numeric


def shown(value) -> str:
    """« oui », « 27/11/2026 », « 1200.50 », "" for nothing: what a list of changes says."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date | datetime):
        return numeric(value)
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return str(value)
