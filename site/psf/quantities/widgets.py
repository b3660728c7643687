"""Text boxes that never rewrite what was typed: the script beside says what the server understood.

One box serves the admin and the public pages (assets/quantities/). A picker only proposes, by a
button. Wagtail's own date fields are drawn by the same template (templates/wagtailadmin/widgets/).
"""

from typing import Any

from django import forms

from psf.quantities.kinds import QUANTITIES, Quantity


class TypedInput(forms.TextInput):
    """The box of one quantity."""

    template_name = "quantities/typed.html"

    def __init__(self, kind: str, attrs: dict[str, Any] | None = None) -> None:
        self.quantity: Quantity = QUANTITIES[kind]
        super().__init__(attrs)

    def format_value(self, value: Any) -> str | None:
        """A value in its plain form; what was typed, as it was typed."""
        if value is None or isinstance(value, str):
            return value or None
        return self.quantity.plain(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"kind": self.quantity.name, "picker": self.quantity.picker}
        return context


class DayInput(TypedInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__("day", attrs)


class TimeInput(TypedInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__("time", attrs)


class MomentInput(TypedInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__("moment", attrs)


class FileInput(forms.FileInput):
    """The box of one file of `most` bytes at most, weighed as soon as it is chosen.

    `accept` says which the browser proposes; a phone then offers its camera or its files.
    """

    def __init__(self, accept: str, most: int) -> None:
        super().__init__(
            attrs={
                "accept": accept,
                "data-controller": "psf-weight",
                "data-action": "change->psf-weight#weigh",
                "data-psf-weight-most-value": most,
            }
        )
