"""The calibreur's two forms. They are read from the address, so that a result can be shared."""

from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django import forms

from offers.models import EuropeanThreshold
from psf.french.days import numeric
from psf.french.numbers import euros
from psf.quantities.fields import LotsField, PercentageField, PeriodField, WholeField
from psf.quantities.periods import Period, lasting
from psf.territories.enums import HolidayZone
from resources.calibre.insertion import Work
from resources.calibre.question import Question
from resources.tools.forms.fields import AmountField, CalibreField, DayField, OneOf
from resources.tools.forms.folding import FoldingForm

YES, NO, UNKNOWN = "oui", "non", ""
LEGAL, GRANTED = "minimum", "accordee"
APART, POOLED = "par-lot", "communes"
MOST_LOTS = 30
MOST_RENEWALS = 10
CLOSE_ENOUGH = 1  # euro, between the sum of the lots and the amount

LABOUR, RATE, HOURLY_COST = "50", "5", "30"


def renewals_of(form: forms.Form) -> int:
    """How often a marché is renewed: the number typed, or that of « 1+1+1 ». Raises ValidationError."""
    renewals, period = form.cleaned_data["reconductions"], form.cleaned_data.get("duree")
    if renewals is None:
        renewals = period.renewals if period else 0
    if renewals > MOST_RENEWALS:
        raise forms.ValidationError("Plus de dix reconductions : vérifiez ce nombre.")
    return renewals


class AddressForm(FoldingForm):
    """A form whose fields stand in the address. What is absent takes its first value."""

    @classmethod
    def from_address(cls, query):
        """Bound when the address names one of the fields at least, filled or not; else empty."""
        names = cls.base_fields
        if not names.keys() & query.keys():
            return cls()
        data = query.copy()
        for name, field in names.items():
            if name not in data and field.initial is not None:
                data[name] = field.initial
        return cls(data)

    def address(self) -> str:
        """The query of a valid form, without what goes without saying."""
        kept = {}
        for name, field in self.fields.items():
            value = plain(self.cleaned_data[name])
            if value and value != str(field.initial or ""):
                kept[name] = value
        return urlencode(kept, safe=";/")


def plain(value) -> str:
    """A value as it stands in an address: 300000, 90000;250000, 15/01/2027."""
    if isinstance(value, Period):
        return lasting(value.firm, value.days) if value.days else str(value.firm)
    if isinstance(value, list):
        return ";".join(map(plain, value))
    if isinstance(value, Decimal):
        return f"{value:f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
    if isinstance(value, date):
        return numeric(value)
    return YES if value is True else str(value or "")


class CalibreurForm(AddressForm):
    montant = AmountField(
        label="Montant prévisionnel hors taxes de la période ferme",
        required=False,
        help_text="Sans les reconductions. Par exemple : 300 000 € ou 300k.",
    )
    duree = PeriodField(
        label="Durée de la période ferme",
        help_text="Sans les reconductions. Par exemple : 24 mois, 2 ans ou 1 an + 2 reconductions.",
        missing="Indiquez la durée de la période ferme, en mois.",
    )
    partenariat = OneOf(
        label="Une convention de partenariat vous lie-t-elle à la MLDS ?",
        choices=[(YES, "Oui"), (NO, "Non, ou je ne sais pas")],
        initial=NO,
    )
    gratification = OneOf(
        label="Gratification du jeune",
        choices=[
            (LEGAL, "Le minimum légal"),
            (GRANTED, "Accordée par le marché dès la première heure"),
        ],
        initial=LEGAL,
    )
    achat = OneOf(
        label="Qui achète, et quoi ?",
        help_text="Pour situer le seuil européen (facultatif).",
        required=False,
        choices=[("", "Sans préciser"), *EuropeanThreshold.Kind.choices],
        widget=forms.Select,
    )
    notification = DayField(
        label="Date de notification prévue",
        help_text="Pour calculer le dernier jour de déclaration (facultatif). Format : jj/mm/aaaa.",
        required=False,
    )
    zone = OneOf(
        label="Vacances scolaires du lieu d'accueil",
        help_text="Pour le dernier jour où un parcours peut commencer (facultatif).",
        required=False,
        choices=[("", "Sans préciser : zones A, B et C"), *HolidayZone.choices],
        widget=forms.Select,
    )
    reconductions = WholeField(
        label="Nombre de reconductions",
        help_text="Elles ne comptent pas dans le calibre (facultatif).",
        required=False,
    )
    lots = LotsField(
        label="Montant de chaque lot",
        help_text="Un montant par ligne. Laissez vide si le marché n'est pas alloti.",
        required=False,
    )
    repartition = OneOf(
        label="Heures des lots",
        choices=[(APART, "Un parcours par lot"), (POOLED, "Mises en commun")],
        initial=APART,
    )
    sans_minimum = forms.BooleanField(label="Accord-cadre sans minimum", required=False)
    calibre = CalibreField(
        label="Calibre souhaité",
        help_text="150, 300, 450 ou 900 heures (facultatif).",
        required=False,
    )

    FOLD = "Préciser : lots, seuil, dates, accord-cadre"
    MORE = (
        "achat",
        "notification",
        "zone",
        "reconductions",
        "lots",
        "repartition",
        "sans_minimum",
        "calibre",
    )

    def clean_reconductions(self):
        return renewals_of(self)

    def clean(self):
        data = super().clean()
        lots, amount = data.get("lots") or [], data.get("montant")
        if len(lots) > MOST_LOTS:
            self.add_error("lots", f"Plus de {MOST_LOTS} lots : calibrez-les en plusieurs fois.")
        if lots and amount and abs(sum(lots) - amount) > CLOSE_ENOUGH:
            self.add_error(
                "lots",
                f"Les lots font {euros(sum(lots))} en tout, le montant indiqué {euros(amount)} :"
                " corrigez l'un ou l'autre.",
            )
        if not lots and not amount and not self.has_error("montant") and not self.has_error("lots"):
            self.add_error(
                "montant", "Indiquez le montant prévisionnel du marché, ou celui de chaque lot."
            )
        if len(lots) > 1 and data.get("calibre"):
            self.add_error(
                "calibre",
                "Chaque lot a son calibre : laissez vide, ou calibrez un lot à la fois.",
            )
        return data

    @property
    def question(self) -> Question:
        """Of a valid form."""
        data = self.cleaned_data
        lots = data["lots"] or []
        return Question(
            amount=sum(lots) if lots else data["montant"],
            firm_months=data["duree"].firm,
            firm_days=data["duree"].days,
            renewals=data["reconductions"],
            lots=tuple(lots) if len(lots) > 1 else (),
            pooled=data["repartition"] == POOLED and len(lots) > 1,
            threshold=data["achat"],
            partnership=data["partenariat"] == YES,
            granted=data["gratification"] == GRANTED,
            wished=data["calibre"],
            no_minimum=data["sans_minimum"],
            notified_on=data["notification"],
            zone=data["zone"],
        )


class InsertionForm(AddressForm):
    montant = AmountField(
        label="Montant prévisionnel hors taxes de la période ferme",
        missing="Indiquez le montant prévisionnel du marché.",
    )
    duree = PeriodField(
        label="Durée de la période ferme",
        help_text="Sans les reconductions. Par exemple : 24 mois ou 2 ans.",
        missing="Indiquez la durée de la période ferme, en mois.",
    )
    main_oeuvre = PercentageField(
        label="Part de la main-d'œuvre",
        help_text="En pourcentage du montant.",
        initial=LABOUR,
        missing="Indiquez la part de la main-d'œuvre, en pourcentage.",
    )
    taux = PercentageField(
        label="Taux d'insertion",
        help_text="En pourcentage des heures travaillées.",
        initial=RATE,
        missing="Indiquez le taux d'insertion, en pourcentage.",
    )
    cout = AmountField(
        label="Coût horaire chargé",
        help_text="En euros, charges comprises.",
        initial=HOURLY_COST,
        missing="Indiquez le coût d'une heure de travail, charges comprises.",
    )

    @property
    def work(self) -> Work:
        """Of a valid form."""
        data = self.cleaned_data
        period = data["duree"]
        return Work(
            *(data["montant"], data["main_oeuvre"], data["taux"], data["cout"]),
            firm_months=period.firm,
            firm_days=period.days,
        )
