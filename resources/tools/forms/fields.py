"""Fields that read what people type, and say in French what they could not read."""

import re
from decimal import Decimal

from django import forms

from psf.french.numbers import euros
from resources.calibre.amounts import Unreadable, read_amount, read_lots, read_months
from resources.calibre.reckoning import NotACalibre, calibre_wished

# What XML, hence Word, has no place for.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
LONGEST_WHOLE = 4  # digits


class ReadField(forms.CharField):
    """A text turned into a value by `read`, which raises Unreadable."""

    read = staticmethod(str)

    def __init__(self, *, missing: str = "Ce champ est à remplir.", **kwargs):
        kwargs.setdefault("max_length", 60)
        kwargs["error_messages"] = {
            "required": missing,
            "max_length": "C'est trop long : %(limit_value)d caractères au plus.",
        }
        super().__init__(**kwargs)

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return self.read(typed)
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from None


class AmountField(ReadField):
    read = staticmethod(read_amount)

    @staticmethod
    def grouped(typed: str) -> str:
        """« 300 000 » of what reads as an amount; the rest as it was typed."""
        try:
            return euros(read_amount(typed)).removesuffix("\u00a0€")
        except Unreadable:
            return typed


class MonthsField(ReadField):
    read = staticmethod(read_months)


class LotsField(ReadField):
    """One amount a line."""

    read = staticmethod(read_lots)
    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **kwargs):
        super().__init__(max_length=1500, **kwargs)


def read_whole(typed: str) -> int:
    """« 450 », « 450 h ». Raises Unreadable."""
    found = re.fullmatch(r"([+−-]?)([0-9]+) ?(?:h|heures?|jours?)?", typed.strip().lower())
    if not found:
        raise Unreadable(
            f"«\u00a0{typed[:40]}\u00a0» n'est pas un nombre entier. Écrivez-le en chiffres seulement."
        )
    sign, digits = found.groups()
    if sign in ("-", "−"):
        raise Unreadable("Ce nombre ne peut pas être négatif.")
    if len(digits) > LONGEST_WHOLE:
        raise Unreadable("Ce nombre est bien grand : vérifiez-le.")
    return int(digits)


class WholeField(ReadField):
    read = staticmethod(read_whole)


def read_lot_hours(typed: str) -> list[int]:
    """« 150 » a line, each a calibre. Raises Unreadable."""
    hours = []
    lines = [line for line in typed.replace(";", "\n").splitlines() if line.strip()]
    for number, line in enumerate(lines, start=1):
        try:
            hours.append(calibre_wished(read_whole(line)))
        except (Unreadable, NotACalibre) as error:
            raise Unreadable(f"Lot {number} : {error}") from None
    return hours


class LotHoursField(ReadField):
    read = staticmethod(read_lot_hours)


def read_percentage(typed: str) -> Decimal:
    """« 5 », « 5 % », « 12,5 ». Raises Unreadable."""
    text = re.sub(r"[\s\u00a0\u202f%]", "", typed).replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", text) or not 0 < Decimal(text) <= 100:
        raise Unreadable(f"«\u00a0{typed[:40]}\u00a0» n'est pas un pourcentage entre 0 et 100.")
    return Decimal(text)


class PercentageField(ReadField):
    read = staticmethod(read_percentage)


class DayField(forms.DateField):
    """A day as people type it; a text box, so that a wrong one stays where it was typed."""

    def __init__(self, **kwargs):
        super().__init__(
            input_formats=["%d/%m/%Y", "%Y-%m-%d", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y"],
            widget=forms.TextInput(attrs={"placeholder": ""}),
            error_messages={
                "invalid": "Cette date ne se lit pas. Écrivez-la ainsi : 15/01/2027.",
                "required": "Indiquez une date.",
            },
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
