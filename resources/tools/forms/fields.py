"""Fields that read what people type, and say in French what they could not read."""

import re

from django import forms

from psf.french import volumes
from psf.french.numbers import euros
from psf.quantities import fields
from psf.quantities.amounts import read_amount
from psf.quantities.durations import read_months
from psf.quantities.errors import Unreadable
from psf.quantities.whole import read_whole
from resources.calibre.reckoning import NotACalibre, calibre_wished

MONTHS = re.compile(r"(?i)[0-9]\s*mois\s*$")
# What XML, hence Word, has no place for.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class AmountField(fields.AmountField):
    @staticmethod
    def grouped(typed: str) -> str:
        """« 300 000 » of what reads as an amount; the rest as it was typed."""
        try:
            return euros(read_amount(typed)).removesuffix("\u00a0€")
        except Unreadable:
            return typed


def read_calibre(typed: str) -> int:
    """« 450 », « 450 h », « 3 mois »: a calibre is said in months too. Raises Unreadable."""
    try:
        hours = read_whole(typed)
        if MONTHS.search(typed):
            hours = volumes.HOURS_A_MONTH * read_months(typed)
        return calibre_wished(hours)
    except NotACalibre as error:
        raise Unreadable(str(error)) from None


class CalibreField(fields.ReadField):
    read = staticmethod(read_calibre)


def read_lot_hours(typed: str) -> list[int]:
    """« 150 » a line, each a calibre. Raises Unreadable."""
    hours = []
    lines = [line for line in typed.replace(";", "\n").splitlines() if line.strip()]
    for number, line in enumerate(lines, start=1):
        try:
            hours.append(read_calibre(line))
        except Unreadable as error:
            raise Unreadable(f"Lot {number} : {error}") from None
    return hours


class DayField(fields.DayField):
    """A day of a contract."""

    def __init__(self, **kwargs):
        super().__init__(
            error_messages={"required": "Indiquez une date."},
            **kwargs,
        )

    def clean(self, value):
        day = super().clean(value)
        if day and not 2012 <= day.year <= 2100:
            raise forms.ValidationError("Vérifiez l'année de cette date.")
        return day


class WordsField(forms.CharField):
    """Words that end in a Word document: what a file has no place for is taken away."""

    def __init__(self, *, missing: str = "Ce champ est à remplir.", **kwargs):
        kwargs["error_messages"] = {
            "required": missing,
            "max_length": "C'est trop long : %(limit_value)d caractères au plus.",
        }
        super().__init__(**kwargs)

    def to_python(self, value):
        return UNPRINTABLE.sub("", super().to_python(value))


class Explained(str):
    """The label of a choice, with `hint`: a second line in smaller letters."""

    def __new__(cls, label: str, hint: str = ""):
        made = super().__new__(cls, label)
        made.hint = hint
        return made


class OneOf(forms.ChoiceField):
    """Radio buttons; nothing is chosen for the visitor unless `initial` says so.

    What was not answered then takes `initial`.
    """

    def __init__(self, *, choices, missing: str = "Choisissez une réponse.", **kwargs):
        super().__init__(
            choices=choices,
            widget=kwargs.pop("widget", forms.RadioSelect),
            error_messages={
                "required": missing,
                "invalid_choice": "«\u00a0%(value)s\u00a0» n'est pas une réponse possible : choisissez.",
            },
            **kwargs,
        )

    def clean(self, value):
        return super().clean(value or self.initial)
