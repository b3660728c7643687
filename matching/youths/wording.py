"""Values as people read them in a preview."""

from django.db.models import Field

from matching.identifiers import masked
from matching.models import Youth
from psf.french.values import shown as in_french


def label_of(name):
    return str(Youth._meta.get_field(name).verbose_name)


def shown_now(youth, name) -> str:
    return shown(youth, name, getattr(youth, name))


def shown(youth, name, value) -> str:
    """A value as people read it; the INE keeps its end only."""
    if value is None or value == "":
        return ""
    if name == "ine":
        return masked(value)
    field = Youth._meta.get_field(name)
    if isinstance(field, Field) and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return in_french(value)
