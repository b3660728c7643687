"""Identifiers and lots, typed as people say them."""

from django import forms
from django.core.exceptions import ValidationError

from offers.permissions import services_of
from psf.quantities.identifiers import compact_digits
from psf.territories.models import Service


def in_full(row) -> str:
    """A buyer or a company, as one tells it from another."""
    place = f", {row.commune}" if row.commune_id else ""
    siret = f", SIRET {row.siret}" if row.siret else ", sans SIRET"
    return f"{row.name}{siret}{place}"


def follower_of(commune, user):
    """The service of `user` that answers for the commune. Raises ValidationError where another does."""
    following = list(Service.objects.following(commune))
    mine = services_of(user)
    chosen = next((service for service in following if service.pk in mine), None)
    if chosen is None:
        others = following[0].name if following else "aucun service"
        raise ValidationError(
            f"{commune.name} relève de « {others} », hors de votre périmètre : choisissez celui de vos"
            " services qui suivra l'offre."
        )
    return chosen


class SiretField(forms.CharField):
    """A SIRET typed with or without spaces; its key is the model's affair."""

    def __init__(self, **kwargs):
        super().__init__(
            label="SIRET",
            required=False,
            help_text="14 chiffres, avec ou sans espaces.",
            **kwargs,
        )

    def to_python(self, value):
        return compact_digits(super().to_python(value))


class MistakenSirets(forms.Form):
    """Mixin for the forms of who bears a SIRET: one typed by mistake is not kept as a former one."""

    never_borne = forms.MultipleChoiceField(
        label="SIRET saisi par erreur",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=(
            "Cochez un numéro qui n'a jamais été le sien : une fois remplacé, il n'est pas gardé"
            " comme ancien SIRET et redevient libre."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        there = self.instance
        former = [each.siret for each in there.former_sirets.all()] if there.pk else []
        sirets = [there.siret, *former] if there.siret else former
        if not sirets:
            self.fields.pop("never_borne", None)
        elif field := self.fields.get("never_borne"):
            field.choices = [(siret, siret) for siret in sirets]

    def save(self, commit=True):
        row = super().save(commit)
        if commit and (wrong := self.cleaned_data.get("never_borne")):
            row.former_sirets.filter(siret__in=wrong).delete()
        return row


class LotsField(forms.CharField):
    """Numbers of lots separated by commas: « 1, 3 ». Cleans to a list of numbers."""

    def prepare_value(self, value):
        if value is None or isinstance(value, str):
            return value
        return ", ".join(lot.number for lot in value)

    def clean(self, value):
        numbers = [number.strip() for number in super().clean(value).split(",")]
        return list(dict.fromkeys(number for number in numbers if number))

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or "").replace(" ", "") != (data or "").replace(" ", "")


def lots_of(contract, numbers: list[str]) -> list:
    """Return the lots of the contract with these numbers. Raises ValidationError on an unknown one."""
    if not numbers:
        return []
    if contract is None:
        raise ValidationError("Choisissez d'abord le marché de ces lots.")
    lots = {lot.number: lot for lot in contract.lots.all()}
    unknown = [number for number in numbers if number not in lots]
    if unknown:
        known = ", ".join(lots) or "aucun"
        raise ValidationError(
            f"Le marché {contract.reference} n'a pas de lot {', '.join(unknown)} (ses lots :"
            f" {known})."
        )
    return [lots[number] for number in numbers]
