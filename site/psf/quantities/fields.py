"""Form fields that read what people type by the readers of this package.

Every form that Wagtail makes of a model takes them (psf.quantities.apps); a form of ours names them.
The last ones, `ReadField`, are for questions asked to visitors.
"""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any, ClassVar, TypeVar

from django import forms

from psf.quantities.amounts import read_amount, read_lots
from psf.quantities.durations import read_firm_period, read_months, read_working_days
from psf.quantities.errors import Unreadable
from psf.quantities.kinds import QUANTITIES
from psf.quantities.whole import read_percentage, read_whole
from psf.quantities.widgets import DayInput, MomentInput, TimeInput, TypedInput

Value = TypeVar("Value")
# No quantity takes more; what is longer was pasted by mistake.
LONGEST_TYPED = 60


class TypedWidget:
    """A box of the kind of the field, made anew for each field."""

    kind: ClassVar[str]
    widget: Any

    def __init__(self, **kwargs: Any) -> None:
        if kwargs.get("widget") is None:
            kwargs["widget"] = self.make_widget()
        super().__init__(**kwargs)

    def make_widget(self) -> TypedInput:
        return TypedInput(self.kind)


class ReadByQuantity(TypedWidget):
    """A field of Django whose text is read by the reader of `kind`; a value passes as it is."""

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value.strip() if isinstance(value, str) else value)  # type: ignore[misc]  # the base has no types
        return super().to_python(read_or_refuse(QUANTITIES[self.kind].read, value))  # type: ignore[misc]  # the base has no types


def read_or_refuse(read: Callable[[str], Value], typed: str) -> Value:
    """What `read` says of `typed`; its refusal as Django's."""
    if len(typed) > LONGEST_TYPED:
        raise forms.ValidationError(
            f"C'est trop long : {LONGEST_TYPED} caractères au plus.", code="max_length"
        )
    try:
        return read(typed)
    except Unreadable as error:
        raise forms.ValidationError(str(error), code="invalid") from None


class DayField(ReadByQuantity, forms.DateField):
    kind = "day"
    widget = DayInput


class TimeField(ReadByQuantity, forms.TimeField):
    kind = "time"
    widget = TimeInput


class MomentField(ReadByQuantity, forms.DateTimeField):
    kind = "moment"
    widget = MomentInput


class WholeNumberField(ReadByQuantity, forms.IntegerField):
    """A whole number, with or without its unit."""

    kind = "whole"


class HoursField(WholeNumberField):
    """A whole number of hours; « 7h30 » is refused, for no column holds it."""

    kind = "hours"


class MinutesField(WholeNumberField):
    """A number of minutes: « 45 », « 1h15 »."""

    kind = "minutes"


class DaysField(WholeNumberField):
    """A number of days: « 15 », « 2 semaines »."""

    kind = "days"


class MonthsNumberField(WholeNumberField):
    """A number of months: « 24 », « 2 ans », « 52 semaines »."""

    kind = "months"


class WholeEurosField(WholeNumberField):
    """Euros without cents."""

    kind = "amount"


class EurosField(ReadByQuantity, forms.DecimalField):
    """Euros to the cent."""

    kind = "amount"


class FirstInstantField(ReadByQuantity, forms.DateTimeField):
    """A day, kept as its first instant: lists of moments are filtered by day."""

    kind = "day"
    widget = DayInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip():
            day = read_or_refuse(QUANTITIES["day"].read, value)
            value = datetime.combine(day, time())
        return forms.DateTimeField.to_python(self, value)


class ReadField(TypedWidget, forms.CharField):
    """A text turned into a value by `read`, which raises Unreadable; None for nothing."""

    kind = "whole"
    read: Callable[[str], object] = staticmethod(str)

    def __init__(self, *, missing: str = "Ce champ est à remplir.", **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_TYPED)
        kwargs["error_messages"] = {
            "required": missing,
            "max_length": "C'est trop long : %(limit_value)d caractères au plus.",
        }
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return self.read(typed)
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from None


class AmountField(ReadField):
    kind = "amount"
    read = staticmethod(read_amount)


class MonthsField(ReadField):
    kind = "months"
    read = staticmethod(read_months)


class PeriodField(ReadField):
    """How long a marché lasts: `cleaned_data` holds a Period, renewals and days beyond the months told."""

    kind = "months"
    read = staticmethod(read_firm_period)


class WorkingDaysField(ReadField):
    kind = "working_days"
    read = staticmethod(read_working_days)


class WholeField(ReadField):
    read = staticmethod(read_whole)


class PercentageField(ReadField):
    kind = "percentage"
    read = staticmethod(read_percentage)


class LotsField(ReadField):
    """One amount a line."""

    read = staticmethod(read_lots)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=1500, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)
