"""The public forms: what is asked of a buyer at notification or before publication, and of a company.

Names are those of the calibreur's and the rédacteur's addresses, so that these fill them in. Parts (one
for each lot) are repeated forms; without JavaScript, a button of the form adds one.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from offers.enums import BuyerKind, ContractKind, FilingKind
from offers.filings.fields import (
    CAREFUL,
    Folded,
    Folding,
    PhoneField,
    SiretField,
    mailbox,
    one_of,
    words,
)
from offers.filings.parts import PartForm
from offers.filings.places import CommuneField, in_full, service_for
from offers.models import Filing, FilingPart
from offers.models.filings import TEXT_LIMIT
from psf.quantities.fields import AmountField, DayField, MonthsField
from psf.quantities.letters import refuse_other_alphabets

MOST_PARTS = 15
# Names of the buttons that change how many parts there are, and of the number that travels.
ADD, REMOVE, COUNT = "ajouter", "retirer", "nombre"
NO_SERVICE = "Aucun service n'est encore joignable ici en ligne : écrivez par « Saisir la MLDS »."


class FilingForm(Folding, forms.Form):
    """What all have in common; `parts` are its repeated forms. `filing` is the one being amended."""

    kind: ClassVar[str]
    about_heading: ClassVar[str] = "Votre marché"
    MORE: tuple[str, ...] = ("siret", "montant", "gratification", "precisions")
    # Field of the form → column of Filing.
    COLUMNS: ClassVar[dict[str, str]] = {
        "nom": "name",
        "courriel": "email",
        "telephone": "phone",
        "precisions": "text",
    }
    has_lots = True

    nom = words(
        "Vos nom et prénom",
        120,
        "Indiquez vos nom et prénom.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        validators=[refuse_other_alphabets],
    )
    courriel = mailbox(
        "Votre adresse électronique",
        help_text="Un message y part : rien n'est transmis tant que vous ne l'avez pas confirmé.",
    )
    telephone = PhoneField(label="Votre téléphone", required=False, help_text="Facultatif.")
    precisions = words(
        "Précisions",
        TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Facultatif. {CAREFUL}",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        filing: Filing | None = None,
        initial: dict[str, Any] | None = None,
        parts: list[dict[str, Any]] | None = None,
    ):
        """`initial` and `parts`: what an address, or the filing, fills in."""
        self.filing = filing
        known = list(filing.parts.select_related("commune__department")) if filing else []
        if filing is not None:
            initial = {name: getattr(filing, column) for name, column in self.COLUMNS.items()}
            parts = [PartForm.values_of(part) for part in known]
            if "commune" in self.base_fields:
                initial["commune"] = in_full(filing.commune)
        super().__init__(data, initial=initial, use_required_attribute=False)
        if filing is not None:
            # Its confirmation holds for this address alone.
            del self.fields["courriel"]
        filled = parts or [{}]
        count = self._count(data, len(filled))
        self.parts = [
            PartForm(
                data,
                prefix=f"p{number}",
                kind=self.kind,
                part=known[number] if number < len(known) else None,
                initial=filled[number] if number < len(filled) else None,
            )
            for number in range(count)
        ]

    def _count(self, data: Mapping[str, Any] | None, filled: int) -> int:
        typed = str(data.get(COUNT, "")) if data is not None else ""
        count = int(typed) if typed.isdecimal() and len(typed) < 4 else filled
        return max(1, min(count, MOST_PARTS)) if self.has_lots else 1

    @property
    def may_add(self) -> bool:
        return self.has_lots and len(self.parts) < MOST_PARTS

    @classmethod
    def with_another(cls, data: Mapping[str, Any], **kwargs: Any) -> "FilingForm":
        """The same, judged by nobody yet, with one part more; who follows the buyer is not retyped."""
        return cls._again(data, 1, **kwargs)

    @classmethod
    def with_one_less(cls, data: Mapping[str, Any], **kwargs: Any) -> "FilingForm":
        return cls._again(data, -1, **kwargs)

    @classmethod
    def _again(cls, data: Mapping[str, Any], more: int, **kwargs: Any) -> "FilingForm":
        typed = cls(data, **kwargs)
        parts = [
            {name: part.data.get(part.add_prefix(name), "") for name in part.fields}
            for part in typed.parts
        ]
        parts = [*parts, {"commune": parts[0].get("commune", "")}] if more > 0 else parts[:-1]
        again = cls(filing=kwargs.get("filing"))
        again.initial = {name: data.get(name, "") for name in again.fields}
        again.parts = [
            PartForm(
                prefix=f"p{number}",
                kind=cls.kind,
                initial=filled,
                part=typed.parts[number].part if number < len(typed.parts) else None,
            )
            for number, filled in enumerate((parts or [{}])[:MOST_PARTS])
        ]
        again.parts[-1].is_new = more > 0
        return again

    def is_valid(self) -> bool:
        """All of it: nothing of the visitor's is judged twice."""
        mine, theirs = super().is_valid(), [part.is_valid() for part in self.parts]
        if not (mine and all(theirs)):
            return False
        self._refuse_same_lots()
        commune = self.commune
        self.service = self.filing.service if self.filing else service_for(commune)
        if self.service is None:
            self.add_error(None, NO_SERVICE)
        self._check_row()
        return not self.errors and not any(part.errors for part in self.parts)

    @property
    def commune(self):
        data = self.cleaned_data
        return data["commune"] if "commune" in data else self.parts[0].cleaned_data["commune"]

    def _refuse_same_lots(self) -> None:
        seen: set[str] = set()
        for part in self.parts:
            lot = part.cleaned_data.get("lot", "").strip()
            if len(self.parts) > 1 and not lot:
                part.add_error("lot", "Indiquez le numéro de chaque lot.")
            elif lot in seen:
                part.add_error("lot", f"Le lot {lot} est déjà plus haut.")
            seen.add(lot)

    def _check_row(self) -> None:
        """What the columns refuse, said by the form and not by the database."""
        row = Filing(**{**self.changes, "kind": self.kind})
        try:
            row.clean_fields(exclude=["service", "commune", "code", "email"])
        except ValidationError as error:
            by_column = {column: name for name, column in self.COLUMNS.items()}
            for column, problems in error.error_dict.items():
                name = by_column.get(column)
                self.add_error(name if name in self.fields else None, problems)

    @property
    def changes(self) -> dict[str, Any]:
        """Columns of the filing, as typed."""
        found = {}
        for name, column in self.COLUMNS.items():
            if name in self.fields:
                value = self.cleaned_data.get(name)
                field = Filing._meta.get_field(column)
                assert isinstance(field, models.Field)
                found[column] = field.get_default() if value in (None, "") else value
        return found

    @property
    def rows(self) -> list[FilingPart]:
        """The parts to keep, in order; a consultation's and a proposal's take what the form says."""
        rows = []
        for form in self.parts:
            row = form.into(form.part)
            if self.kind == FilingKind.CONSULTATION:
                row.commune = self.commune
            if self.kind == FilingKind.PROPOSAL:
                said, filing = self.cleaned_data, self.filing
                row.company_name, row.company_siret = said["entreprise"], said["siret"]
                row.contact_name, row.contact_phone = said["nom"], said["telephone"]
                row.contact_email = filing.email if filing else said["courriel"]
            rows.append(row)
        return rows

    def new_filing(self) -> Filing:
        """The row of a valid form, not saved."""
        return Filing(kind=self.kind, service=self.service, commune=self.commune, **self.changes)

    def refuse(self, refusal: ValidationError) -> None:
        self.add_error(None, refusal.messages)

    @property
    def has_problems(self) -> bool:
        return bool(self.errors or any(part.errors for part in self.parts))

    @property
    def about(self) -> Folded:
        """Boxes about the organisation and its marché, before the lots."""
        return self.folded(field for field in self if field.name not in FilingForm.base_fields)

    @property
    def who(self) -> Folded:
        return self.folded(field for field in self if field.name in FilingForm.base_fields)


class MarketForm(FilingForm):
    """The marché and its buyer: what a declaration and a consultation ask alike."""

    COLUMNS: ClassVar[dict[str, str]] = {
        "acheteur": "organisation",
        "nature_acheteur": "buyer_kind",
        "siret": "siret",
        "reference": "reference",
        "objet": "title",
        "nature": "contract_kind",
        "montant": "amount",
        "duree": "firm_months",
        **FilingForm.COLUMNS,
    }

    acheteur = words(
        "Votre organisme",
        200,
        "Indiquez votre organisme.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    nature_acheteur = one_of("Vous êtes", BuyerKind.choices, "Dites quel acheteur vous êtes.")
    siret = SiretField(
        label="SIRET de votre organisme",
        help_text="14 chiffres (facultatif) : il évite les doublons.",
    )
    objet = words("Objet du marché", 300, "Indiquez l'objet du marché.")
    nature = one_of("Nature du marché", ContractKind.choices, "Choisissez la nature du marché.")
    montant = AmountField(
        label="Montant hors taxes de la période ferme",
        required=False,
        help_text="Facultatif. Sans les reconductions.",
    )
    duree = MonthsField(
        label="Durée de la période ferme",
        help_text="En mois, sans les reconductions.",
        missing="Indiquez la durée de la période ferme, en mois.",
    )


class DeclarationForm(MarketForm):
    kind = FilingKind.DECLARATION
    COLUMNS: ClassVar[dict[str, str]] = {
        **MarketForm.COLUMNS,
        "notification": "notified_on",
        "gratification": "gratification_granted",
    }

    reference = words("Référence du marché", 60, "Indiquez la référence du marché.")
    notification = DayField(
        label="Date de notification",
        help_text="Format : jj/mm/aaaa.",
        error_messages={"required": "Indiquez la date de notification."},
    )
    gratification = forms.BooleanField(
        label="Le marché accorde la gratification dès la première heure", required=False
    )

    field_order = (
        *("acheteur", "nature_acheteur", "siret", "reference", "objet", "nature"),
        *("notification", "duree", "montant", "gratification"),
        *("nom", "courriel", "telephone", "precisions"),
    )

    def clean_notification(self):
        day = self.cleaned_data["notification"]
        if day > timezone.localdate():
            raise ValidationError(
                "Cette date est à venir : une offre se déclare à la notification."
            )
        return day


class ConsultationForm(MarketForm):
    kind = FilingKind.CONSULTATION
    COLUMNS: ClassVar[dict[str, str]] = {**MarketForm.COLUMNS, "publication": "publish_on"}

    reference = words("Référence de la consultation", 60, help_text="Facultatif.")
    publication = DayField(
        label="Date de publication prévue",
        help_text="Format : jj/mm/aaaa.",
        error_messages={"required": "Indiquez quand vous comptez publier."},
    )
    commune = CommuneField(
        label="Commune d'exécution du marché",
        help_text="Nom ou code postal : elle dit quel service vous répond.",
    )

    field_order = (
        *("acheteur", "nature_acheteur", "siret", "objet", "nature", "reference", "commune"),
        *("publication", "duree", "montant"),
        *("nom", "courriel", "telephone", "precisions"),
    )

    def clean_publication(self):
        day = self.cleaned_data["publication"]
        if day < timezone.localdate():
            raise ValidationError("Cette date est passée : la consultation précède la publication.")
        return day


class ProposalForm(FilingForm):
    kind = FilingKind.PROPOSAL
    about_heading = "Votre entreprise"
    has_lots = False
    COLUMNS: ClassVar[dict[str, str]] = {
        "entreprise": "organisation",
        "siret": "siret",
        **FilingForm.COLUMNS,
    }

    entreprise = words(
        "Raison sociale",
        200,
        "Indiquez votre entreprise.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    siret = SiretField(label="SIRET", help_text="14 chiffres (facultatif).")

    field_order = ("entreprise", "siret", "nom", "courriel", "telephone", "precisions")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["telephone"].required = True
        self.fields["telephone"].help_text = ""


FORMS: dict[str, type[FilingForm]] = {
    form.kind: form for form in (DeclarationForm, ConsultationForm, ProposalForm)
}
