"""What a coordinator decides about a filing: whom it is about in the registries, what is answered."""

from django import forms

from offers.enums import FilingAnswer, FilingRefusal
from offers.filings.doubles import buyers_like, companies_like, is_known_at, offers_like
from offers.filings.taking import Choices
from offers.forms.fields import in_full
from offers.models import Filing
from offers.models.filings import TEXT_LIMIT
from psf.territories.models import Service
from psf.workflow.forms import RefusedForm

NEW = "nouveau"


class DecisionForm(RefusedForm):
    @property
    def has_errors(self) -> bool:
        return bool(self.errors)


class TakeForm(DecisionForm):
    """One tap where nothing resembles it; else a choice for each row that may be known already.

    The likeliest is chosen: the same SIRET, the same name, the offer of the same marché.
    """

    def __init__(self, *args, filing: Filing, **kwargs):
        super().__init__(*args, **kwargs)
        self.filing = filing
        self.parts = list(filing.parts.all())
        if filing.is_declaration:
            self.buyers = {str(buyer.pk): buyer for buyer in buyers_like(filing)}
            first = next(iter(self.buyers.values()), None)
            # A SIRET is public: somebody nobody knows there is attached by a choice, not by a tap.
            self.is_stranger = first is not None and not is_known_at(first, filing.email)
            new = f"« {filing.organisation} »" + (", sans ce SIRET" if self.buyers else "")
            self._choose(
                "buyer", "Acheteur", self.buyers, in_full, new, chosen=not self.is_stranger
            )
        self.companies, self.offers = {}, {}
        for part in self.parts:
            if part.offer_id:
                continue
            known = {str(company.pk): company for company in companies_like(part)}
            self.companies[part.pk] = known
            self._choose(
                f"company_{part.pk}",
                f"Entreprise : {part.title}",
                known,
                in_full,
                part.company_name,
            )
            like = {str(offer.pk): offer for offer in offers_like(filing, part)}
            self.offers[part.pk] = like
            self._choose(f"offer_{part.pk}", f"Offre : {part.title}", like, _offer, "une autre")

    is_stranger = False

    def _choose(
        self, name: str, label: str, known: dict, said, new: str, *, chosen: bool = True
    ) -> None:
        if not known:
            return
        choices = [(pk, said(row)) for pk, row in known.items()]
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=[*choices, (NEW, f"Nouvelle fiche : {new}")],
            initial=choices[0][0] if chosen else None,
            widget=forms.RadioSelect,
            error_messages={
                "required": "Choisissez, après avoir vérifié." if not chosen else "Choisissez.",
                "invalid_choice": "Choisissez.",
            },
        )

    @property
    def choices(self) -> Choices:
        """Of a valid form."""
        data = self.cleaned_data
        return Choices(
            buyer=self.buyers.get(data.get("buyer", NEW)) if self.filing.is_declaration else None,
            companies={
                pk: known.get(data.get(f"company_{pk}", NEW))
                for pk, known in self.companies.items()
            },
            offers={
                pk: known.get(data.get(f"offer_{pk}", NEW)) for pk, known in self.offers.items()
            },
        )


class AnswerForm(DecisionForm):
    answer = forms.ChoiceField(
        label="Votre réponse",
        choices=FilingAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une réponse."},
    )
    text = forms.CharField(
        label="Ce que vous lui écrivez",
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Envoyé tel quel à l'acheteur, et gardé comme preuve. Il ne se corrige plus ensuite.",
        error_messages={"required": "Écrivez votre réponse."},
    )


class SetAsideForm(DecisionForm):
    reason = forms.ChoiceField(
        label="Pourquoi ?",
        choices=[
            choice for choice in FilingRefusal.choices if choice[0] != FilingRefusal.WITHDRAWN
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites pourquoi."},
    )


class ServiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return f"{obj.department.code} – {obj.name}"


class SendToForm(DecisionForm):
    """Services of the place first would be a guess: all of them, by département."""

    service = ServiceField(
        Service.objects.none(),
        label="À quel service ?",
        empty_label="Choisir",
        error_messages={"required": "Choisissez un service."},
    )

    def __init__(self, *args, filing: Filing, **kwargs):
        super().__init__(*args, **kwargs)
        others = Service.objects.active().following_young_people().exclude(pk=filing.service_id)
        field = self.fields["service"]
        assert isinstance(field, ServiceField)
        field.queryset = others.select_related("department").order_by(
            "department__code", "sort_name", "pk"
        )


def _offer(offer) -> str:
    marche = (
        f", marché {offer.contract.reference}, {offer.contract.buyer}" if offer.contract else ""
    )
    return (
        f"C'est {offer.code} ({offer.get_stage_display()}, {offer.hours} h{marche}, suivie par"
        f" {offer.service}) : la fiche la rejoint, rien d'autre ne change"
    )
