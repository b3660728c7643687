"""Form fields that read what people type by the readers of this package."""

from collections.abc import Callable

from django import forms

from psf.quantities.amounts import read_amount, read_lots
from psf.quantities.days import read_day
from psf.quantities.durations import read_months
from psf.quantities.errors import Unreadable
from psf.quantities.whole import read_percentage, read_whole


class ReadField(forms.CharField):
    """A text turned into a value by `read`, which raises Unreadable; None for nothing."""

    read: Callable[[str], object] = staticmethod(str)

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


class MonthsField(ReadField):
    read = staticmethod(read_months)


class LotsField(ReadField):
    """One amount a line."""

    read = staticmethod(read_lots)
    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **kwargs):
        super().__init__(max_length=1500, **kwargs)


class WholeField(ReadField):
    read = staticmethod(read_whole)


class PercentageField(ReadField):
    read = staticmethod(read_percentage)


class DayField(forms.DateField):
    """A day as people type it; whatever its widget, a wrong one stays where it was typed."""

    def to_python(self, value):
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return read_day(value)
        except Unreadable as error:
            raise forms.ValidationError(str(error), code="invalid") from None
