"""« Offre après un appel »: what was typed, judged as a whole, and what the registries are told."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BoundField
from django.utils import timezone

from offers.after_call import Person, Told
from offers.entering import Invalid
from offers.enums import AfterCall
from offers.forms.after_call.proposing import MARKET, NEW, NONE, Proposing
from offers.forms.fields import follower_of, in_full
from offers.lookups import buyers_like, companies_like
from offers.models import (
    Buyer,
    BuyerContact,
    Company,
    CompanyContact,
    Contract,
    HostSlot,
    Offer,
)
from psf.french.folding import fold
from psf.workflow.enums import CallOutcome

# Where what a row refuses is said.
BOXES: dict[tuple[type[Model], str], str] = {
    (Company, "name"): "company_name",
    (Company, "siret"): "company_siret",
    (CompanyContact, "name"): "contact_name",
    (CompanyContact, "phone"): "contact_phone",
    (CompanyContact, "email"): "contact_email",
    (Buyer, "name"): "buyer_name",
    (Buyer, "siret"): "buyer_siret",
    (Buyer, "kind"): "buyer_kind",
    (BuyerContact, "name"): "buyer_contact",
    (BuyerContact, "phone"): "buyer_phone",
    (BuyerContact, "email"): "buyer_email",
    (Contract, "reference"): "reference",
    (Contract, "title"): "title",
    (Contract, "kind"): "contract_kind",
    (Contract, "notified_on"): "notified_on",
    (Contract, "firm_months"): "firm_months",
    (Contract, "firm_end"): "firm_months",
    (Contract, "amount"): "amount",
    (Offer, "declared_on"): "contract",
    (Offer, "company"): "contract",
    (HostSlot, "site"): "site",
    (HostSlot, "tutor"): "is_tutor",
    (HostSlot, "tasks"): "tasks",
    (HostSlot, "window_from"): "window_from",
}


class AfterCallForm(Proposing):
    """No row is written beside one that may be the same before somebody has said that it is another."""

    def clean(self):
        data = super().clean()
        company = self._clean_company(data)
        self._clean_person(data)
        contract = self._clean_contract(data, company)
        self._clean_place(data, company)
        self._clean_call(data)
        if not self.errors:
            self.told = self._told(data, company, contract)
        return data

    def _clean_company(self, data) -> Company | None:
        name, siret = data.get("company_name", ""), data.get("company_siret", "")
        if chosen := self.companies.get(data.get("company", "")):
            chosen.siret = chosen.siret or siret
            return chosen
        if "company_siret" in self.errors or "company_name" in self.errors:
            return None
        known = self._known_company()
        if known is not None and (not siret or not name or fold(known.name) == fold(name)):
            return known
        if known is not None:
            self.add_error(
                "company_siret",
                f"Ce SIRET est celui de « {known} » : choisissez-la, ou corrigez le SIRET.",
            )
        elif not name:
            self.add_error(
                "company_name",
                "Ce SIRET n'est pas au registre : indiquez la raison sociale."
                if siret
                else "Indiquez l'entreprise, par son nom ou son SIRET.",
            )
        elif data.get("company") != NEW and (
            like := companies_like(name, siret, data.get("commune"))
        ):
            self.companies = {str(row.pk): row for row in like} | self.companies
            self._offer(
                "company", self.companies, in_full, "Aucune de celles-ci : une autre entreprise"
            )
            self.add_error(
                "company", "Une entreprise de ce nom est au registre : est-ce l'une de celles-ci ?"
            )
        elif not siret and not data.get("no_siret"):
            self.add_error("no_siret", "Sans SIRET, dites pourquoi.")
        return Company(name=name, siret=siret, no_siret_reason=data.get("no_siret", ""))

    def _clean_person(self, data) -> None:
        chosen, name = self.people.get(data.get("contact", "")), data.get("contact_name", "")
        if chosen and name and not chosen.is_named(name):
            self.add_error(
                "contact",
                f"Vous avez choisi {chosen.name} et écrit un autre nom : gardez l'un des deux.",
            )
        if chosen or "contact_name" in self.errors:
            return
        if not name:
            self.add_error("contact_name", "Indiquez qui appeler dans l'entreprise.")
        reached = {"contact_phone", "contact_email"}
        if not (reached & self.errors.keys() or any(data.get(each) for each in reached)):
            self.add_error("contact_phone", "Indiquez un téléphone ou une adresse électronique.")

    def _clean_contract(self, data, company: Company | None) -> Contract | None:
        if chosen := self.contracts.get(data.get("contract", "")):
            if company is not None and chosen.company_id != company.pk:
                self.add_error("contract", f"Le titulaire de ce marché est « {chosen.company} ».")
            return chosen
        written = any(data.get(name) for name in MARKET)
        if data.get("contract") != NEW:
            if written and data.get("contract") == NONE:
                self.add_error(
                    "contract", "Vous avez écrit un marché : choisissez-le, ou effacez-le."
                )
            return None
        missing = {
            "reference": "Indiquez la référence du marché.",
            "title": "Indiquez l'objet du marché.",
            "contract_kind": "Choisissez la nature du marché.",
            "notified_on": "Indiquez la date de notification.",
            "firm_months": "Indiquez la période ferme, en mois.",
        }
        for name, sentence in missing.items():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        day = data.get("notified_on")
        if day and day > timezone.localdate():
            self.add_error(
                "notified_on", "Cette date est à venir : une offre suit la notification."
            )
        self.buyer_row = self._clean_buyer(data)
        self._clean_buyer_person(data)
        return Contract(
            reference=data.get("reference", ""),
            title=data.get("title", ""),
            kind=data.get("contract_kind", ""),
            notified_on=day,
            firm_months=data.get("firm_months"),
            amount=data.get("amount"),
        )

    def _clean_buyer_person(self, data) -> None:
        reached = {"buyer_phone", "buyer_email"}
        said = any(data.get(name) for name in reached)
        if reached & self.errors.keys() or "buyer_contact" in self.errors:
            return
        if data.get("buyer_contact") and not said:
            self.add_error("buyer_phone", "Indiquez un téléphone ou une adresse électronique.")
        if said and not data.get("buyer_contact"):
            self.add_error("buyer_contact", "De qui sont ces coordonnées ?")

    def _clean_buyer(self, data) -> Buyer | None:
        name, siret = data.get("buyer_name", ""), data.get("buyer_siret", "")
        if chosen := self.buyers.get(data.get("buyer", "")):
            chosen.siret = chosen.siret or siret
            return chosen
        if {"buyer_name", "buyer_siret"} & self.errors.keys():
            return None
        like = buyers_like(name, siret) if name or siret else []
        known = next((row for row in like if row.bears(siret)), None)
        if known is not None and (not name or fold(known.name) == fold(name)):
            return known
        if known is not None:
            self.add_error(
                "buyer_siret",
                f"Ce SIRET est celui de « {known} » : choisissez-le, ou corrigez le SIRET.",
            )
        elif not name:
            self.add_error("buyer_name", "Indiquez l'acheteur, par son nom ou son SIRET.")
        elif data.get("buyer") != NEW and like:
            self.buyers = {str(row.pk): row for row in like} | self.buyers
            self._offer("buyer", self.buyers, in_full, "Aucun de ceux-ci : un autre acheteur")
            self.add_error(
                "buyer", "Un acheteur de ce nom est au registre : est-ce l'un de ceux-ci ?"
            )
        elif not data.get("buyer_kind"):
            self.add_error("buyer_kind", "Choisissez la nature de l'acheteur.")
        return Buyer(name=name, siret=siret, kind=data.get("buyer_kind", ""))

    def _clean_place(self, data, company: Company | None) -> None:
        if "commune" in self.errors:
            return
        commune = data.get("commune") or (company and company.commune)
        if commune is None:
            self.add_error("commune", "Écrivez le nom ou le code postal de la commune.")
            return
        data["commune"] = commune
        if not data.get("service"):
            try:
                data["service"] = follower_of(commune, self.user)
            except ValidationError as error:
                self.add_error("service" if "service" in self.fields else "commune", error)

    def _clean_call(self, data) -> None:
        outcome = data.get("outcome")
        if outcome == AfterCall.CALL_BACK and "call_back_on" not in self.errors:
            day = data.get("call_back_on")
            if day is None or day < timezone.localdate():
                self.add_error(
                    "call_back_on", "Indiquez le jour où rappeler, aujourd'hui ou plus tard."
                )
        if outcome == AfterCall.BUYER and data.get("contract") in ("", NONE):
            self.add_error("outcome", "L'acheteur a parlé de quel marché ? Indiquez-le plus haut.")

    def _told(self, data, company: Company, contract: Contract | None) -> Told:
        outcome = data["outcome"]
        person = Person(
            known=self.people.get(data.get("contact", "")),
            name=data["contact_name"],
            role=data["contact_role"],
            said={"phone": data["contact_phone"], "email": data["contact_email"]},
        )
        said = {"phone": data["buyer_phone"], "email": data["buyer_email"]}
        slot = HostSlot(
            commune=data["commune"],
            site=data["site"],
            address=data["address"],
            tasks=data["tasks"],
            window_from=data["window_from"],
        )
        return Told(
            entry=data["entry"],
            service=data["service"],
            company=company,
            person=person,
            is_tutor=data["is_tutor"],
            calibre=data["calibre"],
            slot=slot,
            romes=list(data["romes"]),
            contract=contract,
            buyer=self.buyer_row,
            buyer_person=Person(name=data["buyer_contact"], said=said)
            if data["buyer_contact"]
            else None,
            speaker=outcome.speaker,
            # With the call, when there is one.
            text="" if outcome.of_company else data["text"],
        )

    buyer_row: Buyer | None = None
    told: Told

    def call(self) -> dict[str, Any] | None:
        """What `record_call` takes of a valid form; None where the company was not called."""
        data = self.cleaned_data
        if not (outcome := data["outcome"].of_company):
            return None
        day = data["call_back_on"] if outcome == CallOutcome.CALL_BACK else None
        return {"outcome": outcome, "call_back_on": day, "text": data["text"]}

    def refuse(self, refusal: ValidationError) -> None:
        """Beside the box that the refused row was read from."""
        if not isinstance(refusal, Invalid):
            super().refuse(refusal)
            return
        for problem in refusal.problems:
            box = BOXES.get((problem.model, problem.field))
            self.add_error(box, problem.messages if box else problem.sentences)

    # What is shown

    @property
    def has_errors(self) -> bool:
        return self.is_bound and bool(self.errors)

    @property
    def of_service(self) -> list[BoundField]:
        """Asked of who has several alone."""
        return [self["service"]] if "service" in self.fields else []

    @property
    def is_market_open(self) -> bool:
        """Whether the boxes of a marché are in use."""
        names = [
            *MARKET,
            "buyer_contact",
            "buyer_kind",
            "contract_kind",
            "notified_on",
            "firm_months",
        ]
        return self._typed("contract") == NEW or any(
            self[name].value() or self[name].errors for name in names
        )
