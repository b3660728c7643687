"""One lot of a public form, or the parcours of a marché without lots."""

from typing import Any, ClassVar

from django import forms

from offers.enums import Calibre, FilingKind
from offers.filings.fields import CAREFUL, Folded, Folding, PhoneField, SiretField, mailbox, words
from offers.filings.places import CommuneField, in_full
from offers.models import FilingPart
from psf.quantities.letters import refuse_other_alphabets


class PartForm(Folding, forms.Form):
    """A lot, or the parcours of a marché without lots. `for_company`: somebody holds it already."""

    MORE: tuple[str, ...] = ("siret", "courriel", "taches")
    COLUMNS: ClassVar[dict[str, str]] = {
        "lot": "lot",
        "heures": "hours",
        "titulaire": "company_name",
        "siret": "company_siret",
        "commune": "commune",
        "contact": "contact_name",
        "telephone": "contact_phone",
        "courriel": "contact_email",
        "taches": "tasks",
    }

    lot = words("Numéro du lot", 10, help_text="Vide si le marché n'est pas alloti.")
    heures = forms.TypedChoiceField(
        label="Heures du parcours",
        choices=[("", "Choisir"), *Calibre.choices],
        coerce=int,
        error_messages={"required": "Choisissez un calibre : 150, 300, 450 ou 900 heures."},
    )
    titulaire = words("Entreprise titulaire", 200, "Indiquez l'entreprise titulaire.")
    siret = SiretField(label="Son SIRET", help_text="14 chiffres (facultatif).")
    commune = CommuneField(
        label="Commune où le jeune serait accueilli",
        help_text="Nom ou code postal : elle dit quel service vous répond.",
    )
    contact = words("Qui appeler dans l'entreprise ?", 120, "Indiquez qui appeler.")
    telephone = PhoneField(
        label="Son téléphone",
        required=False,
        autocomplete="off",
        help_text="Ou son adresse électronique, sous « Préciser ».",
    )
    courriel = mailbox("Son adresse électronique", autocomplete="off", required=False)
    taches = words(
        "Tâches proposées",
        1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Facultatif si la fiche entreprise les dit. {CAREFUL}",
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any):
        # Just added: the page opens there.
        self.is_new = False
        self.part: FilingPart = kwargs.pop("part", None) or FilingPart()
        super().__init__(*args, **{"use_required_attribute": False, **kwargs})
        self.kind = kind
        self.fields["contact"].validators.append(refuse_other_alphabets)
        if kind == FilingKind.CONSULTATION:
            self._keep("lot", "heures")
        elif kind == FilingKind.PROPOSAL:
            self._keep("heures", "commune", "taches")
            self.MORE = ()
            self.fields["taches"].help_text = CAREFUL

    @property
    def boxes(self) -> Folded:
        return self.folded(self)

    def _keep(self, *names: str) -> None:
        for name in [name for name in self.fields if name not in names]:
            del self.fields[name]

    def clean(self):
        data = super().clean()
        if "contact" in self.fields and not (
            data.get("telephone")
            or data.get("courriel")
            or {"telephone", "courriel"} & self.errors.keys()
        ):
            self.add_error("telephone", "Indiquez un téléphone ou une adresse électronique.")
        return data

    def into(self, part: FilingPart) -> FilingPart:
        for name in self.fields:
            setattr(part, self.COLUMNS[name], self.cleaned_data[name] or "")
        return part

    @classmethod
    def values_of(cls, part: FilingPart) -> dict[str, Any]:
        """What the form shows of a part."""
        found = {name: getattr(part, column) for name, column in cls.COLUMNS.items()}
        return found | {"commune": in_full(part.commune) if part.commune_id else ""}
