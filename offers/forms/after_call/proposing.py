"""Rows of the registries that may be what is being typed: proposed, and chosen by somebody."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self
from uuid import uuid4

from django import forms
from django.http import QueryDict

from offers.filings.places import CHOSEN
from offers.filings.places import in_full as commune_in_full
from offers.forms.after_call.boxes import Boxes, ServiceField
from offers.forms.fields import in_full
from offers.lookups import buyers_for, companies_for, contracts_for
from offers.models import Buyer, Company, CompanyContact, Contract, Rome
from offers.permissions import services_of
from psf.codes import key_of
from psf.french.phrases import listed
from psf.quantities.errors import Unreadable
from psf.quantities.identifiers import read_siret
from psf.territories.models import Commune, Service

NEW, NONE = "nouveau", "aucun"
# What is typed of a marché that is not chosen in the list.
MARKET = ("buyer_name", "buyer_siret", "reference", "title")


class Proposing(Boxes):
    """`companies`, `people`, `contracts`, `buyers`: what may be chosen, by key as the boxes send it."""

    def __init__(self, data: QueryDict | None = None, *, user: Any, **kwargs: Any):
        data = None if data is None else _sorted(data)
        kwargs.setdefault("initial", {})
        kwargs["initial"].setdefault("entry", uuid4())
        super().__init__(data, use_required_attribute=False, **kwargs)
        self.user = user
        self.has_choices: dict[str, bool] = {}
        mine = Service.objects.active().following_young_people().filter(pk__in=services_of(user))
        service = self.fields["service"]
        assert isinstance(service, ServiceField)
        service.queryset = mine.order_by("sort_name", "pk")
        if len(service.queryset) < 2:
            del self.fields["service"]
        romes = self.fields["romes"]
        assert isinstance(romes, forms.ModelMultipleChoiceField)
        romes.queryset = Rome.objects.all()
        romes.error_messages["invalid_choice"] = "Choisissez un métier dans la liste."
        self._propose()

    @classmethod
    def searching(cls, data: QueryDict, *, user: Any) -> Self:
        """What is typed so far, judged by nobody, beside what the registries have of it."""
        typed = _sorted(data)
        initial = {
            name: box.widget.value_from_datadict(typed, {}, name)
            for name, box in cls.base_fields.items()
        }
        if (chosen := typed.get("commune", "")).startswith(CHOSEN):
            found = Commune.objects.filter(code=chosen.removeprefix(CHOSEN))
            place = found.select_related("department").first()
            initial["commune"] = commune_in_full(place) if place else ""
        return cls(user=user, initial=initial)

    def _propose(self) -> None:
        self.companies = {
            str(row.pk): row
            for row in [
                *_row(Company.objects.current(), self._typed("company")),
                *companies_for(self._typed("company_name"), self._siret("company_siret")),
            ]
        }
        self.contracts: dict[str, Contract] = {}
        known = self._known_company()
        found = contracts_for(known, self._typed("reference"), self._typed("contract"))
        self.contracts = {str(row.pk): row for row in found}
        known = known or self._known_company()
        self.people = {str(row.pk): row for row in self._people_of(known)}
        self.buyers = {
            str(row.pk): row
            for row in [
                *_row(Buyer.objects.current(), self._typed("buyer")),
                *buyers_for(self._typed("buyer_name"), self._siret("buyer_siret")),
            ]
        }
        self._offer(
            "company", self.companies, in_full, "Aucune de celles-ci : une autre entreprise"
        )
        self._offer("contact", self.people, _in_company, "Une autre personne, à écrire ci-dessous")
        self._offer("buyer", self.buyers, in_full, "Aucun de ceux-ci : un autre acheteur")
        alone = (NONE, "Aucun marché : l'entreprise propose d'elle-même")
        new = (
            "Un autre marché, à écrire ci-dessous"
            if self.contracts
            else "Un marché, à écrire ci-dessous"
        )
        self._offer("contract", self.contracts, _with_offers, new, first=(alone,))

    def _offer(
        self,
        name: str,
        rows: Mapping[str, Any],
        said: Callable[[Any], str],
        new: str,
        first: Iterable[tuple[str, str]] = (),
    ) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        choices = [*first, *((pk, said(row)) for pk, row in rows.items())]
        # « Another » alone says nothing, and may have been chosen before.
        self.has_choices[name] = bool(choices)
        field.choices = [*choices, (NEW, new)]

    def _known_company(self) -> Company | None:
        """The company as far as it is known: chosen, named by its SIRET, or by the marché."""
        if chosen := self.companies.get(self._typed("company")):
            return chosen
        siret = self._siret("company_siret")
        same = next((row for row in self.companies.values() if row.bears(siret)), None)
        if same or self._typed("company") == NEW or self._typed("company_name"):
            return same
        contract = self.contracts.get(self._typed("contract"))
        return contract.company if contract else None

    def _people_of(self, company: Company | None) -> list[CompanyContact]:
        if company is None:
            return []
        people = CompanyContact.objects.filter(company=company)
        return list(people.reachable_among(services_of(self.user)))

    def _typed(self, name: str) -> str:
        return str((self.data if self.is_bound else self.initial).get(name) or "").strip()

    def _siret(self, name: str) -> str:
        return _as_siret(self._typed(name))


def _sorted(data: QueryDict) -> QueryDict:
    """What was typed, a SIRET in the box of a name put in its own; a marché that is written is a new one."""
    data = data.copy()
    for name, siret in (("company_name", "company_siret"), ("buyer_name", "buyer_siret")):
        if not data.get(siret, "").strip() and (read := _as_siret(data.get(name, ""))):
            data[siret], data[name] = read, ""
    if not data.get("contract") and any(data.get(name, "").strip() for name in MARKET):
        data["contract"] = NEW
    return data


def _as_siret(typed: str) -> str:
    try:
        return read_siret(typed)
    except Unreadable:
        return ""


def _row(rows: Any, key: str) -> list:
    return list(rows.filter(pk=key_of(key)))


def _in_company(contact: CompanyContact) -> str:
    return ", ".join(filter(None, (str(contact), contact.phone or contact.email)))


def _with_offers(contract: Contract) -> str:
    codes = [offer.code for offer in contract.offers.all()]
    known = f" (déjà déclaré : {listed(codes, 'et')})" if codes else ""
    return f"{contract}, {contract.buyer}, titulaire {contract.company}{known}"
