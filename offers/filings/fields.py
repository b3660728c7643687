"""Boxes of the public forms: what a visitor types, read by the readers of psf.quantities."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from psf.quantities.errors import Unreadable
from psf.quantities.identifiers import read_siret
from psf.quantities.letters import refuse_look_alikes
from psf.quantities.telephones import read_phone

CAREFUL = "Aucune donnée sur un jeune, ni de santé, de famille ou de justice."


class Folding:
    """What may be left out stands folded, open once it is used: a hurried person sees half as many boxes."""

    MORE: tuple[str, ...] = ()

    def folded(self, fields: Iterable[forms.BoundField]) -> "Folded":
        fields = list(fields)
        more = [field for field in fields if field.name in self.MORE]
        return Folded(
            [field for field in fields if field.name not in self.MORE],
            more,
            any(field.value() or field.errors for field in more),
        )


@dataclass(frozen=True, slots=True)
class Folded:
    essential: list[forms.BoundField]
    more: list[forms.BoundField]
    is_open: bool


def words(label: str, limit: int, missing: str = "", **options: Any) -> forms.CharField:
    """A line of text; required when `missing` says what to write."""
    errors = {"max_length": "C'est trop long : %(limit_value)d caractères au plus."}
    if missing:
        errors["required"] = missing
    return forms.CharField(
        label=label,
        max_length=limit,
        required=bool(missing),
        error_messages=errors,
        **options,
    )


def one_of(label: str, choices, missing: str, **options: Any) -> forms.ChoiceField:
    """One of a list, nothing being chosen for the visitor."""
    return forms.ChoiceField(
        label=label,
        choices=[("", "Choisir"), *choices],
        error_messages={"required": missing, "invalid_choice": "Choisissez dans la liste."},
        **options,
    )


def mailbox(label: str, *, autocomplete: str = "email", **options: Any) -> forms.EmailField:
    """An address of one's own; of somebody else, `autocomplete` is « off »."""
    return forms.EmailField(
        label=label,
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": autocomplete}),
        validators=[refuse_look_alikes],
        error_messages={
            "invalid": "Écrivez une adresse complète, comme prenom.nom@exemple.fr.",
            "required": "Indiquez votre adresse : un message y part pour confirmer.",
        },
        **options,
    )


class SiretField(forms.CharField):
    """Fourteen digits, spaces aside; "" for none."""

    def __init__(self, **kwargs: Any):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(required=False, max_length=30, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        return _read(read_siret, super().clean(value))


class PhoneField(forms.CharField):
    """A telephone, kept in pairs of digits; "" for none."""

    def __init__(self, **kwargs: Any):
        attrs = {"inputmode": "tel", "autocomplete": kwargs.pop("autocomplete", "tel")}
        kwargs.setdefault("error_messages", {"required": "Indiquez un téléphone."})
        super().__init__(max_length=30, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        return _read(read_phone, super().clean(value))


def _read(read, typed: str) -> str:
    if not typed:
        return ""
    try:
        return str(read(typed))
    except Unreadable as error:
        raise ValidationError(str(error)) from None
