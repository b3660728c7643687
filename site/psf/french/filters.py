"""The same French in templates: `{% load french %}`."""

from datetime import date, datetime

from django import template

from psf.french import days, moments, numbers, telephones

register = template.Library()


@register.filter
def full_date(day) -> str:
    """« 1er décembre 2026 », or "" for no day."""
    return days.full_date(day) if day else ""


@register.filter
def month_year(day) -> str:
    """« mars 2026 », or "" for no month."""
    return days.month_year(day) if day else ""


@register.filter
def weekday_date(day) -> str:
    """« mardi 1er décembre », or "" for no day."""
    return days.weekday_date(day) if day else ""


@register.filter
def numeric(day) -> str:
    """« 01/12/2026 », or "" for no day."""
    return days.numeric(day) if day else ""


@register.filter
def moment_in_words(at) -> str:
    """« mardi 1er décembre à 14 h », or "" for no moment."""
    return moments.moment_in_words(at) if at else ""


@register.filter
def full_moment(at) -> str:
    """« mardi 1er décembre 2026 à 14 h », or "" for no moment."""
    return moments.full_moment(at) if at else ""


@register.filter
def as_read(value):
    """What a cell of a list says: « oui », « 27/11/2026 », "" for nothing; the rest as it is."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return moments.numeric_moment(value)
    return days.numeric(value) if isinstance(value, date) else value


@register.filter
def euros(amount) -> str:
    """« 2 025 € »; a dash where the amount is not known."""
    return "—" if amount is None else numbers.euros(amount)


@register.filter
def in_hours(number) -> str:
    """« 833 h »."""
    return numbers.hours(number)


@register.filter
def dialled(phone) -> str:
    """A number for a `tel:` address."""
    return telephones.dialled(str(phone or ""))
