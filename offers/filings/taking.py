"""Into the registries in one tap: buyer, marché, company, contacts, offer, place, fiche. Nothing is typed again.

The same function serves a first time and after its author amended it: what it made then is written anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from offers.actions import VERIFY_OFFER
from offers.entering import (
    enter_buyer_contact,
    enter_company_contact,
    follow_contract,
    known_contract,
    saved,
)
from offers.enums import AddressSource, FilingKind, OfferStage
from offers.filings.lifecycle import CLOSED, author_of, lock, record, tell
from offers.models import (
    Buyer,
    BuyerContact,
    Company,
    CompanyContact,
    Contract,
    Filing,
    FilingPart,
    HostSlot,
    Lot,
    Offer,
)
from offers.querysets import of_siret
from offers.workflow import OFFERS, declare
from psf.documents.enums import FileKind
from psf.documents.models import StoredFile
from psf.french.folding import fold
from psf.french.numbers import counted
from psf.workflow import assignment
from psf.workflow.agenda import close_actions
from psf.workflow.errors import Refused
from psf.workflow.journal import Journal
from psf.workflow.models import Action

REFERENCE_LENGTH: int = Contract._meta.get_field("reference").max_length or 0


@dataclass(frozen=True, slots=True)
class Choices:
    """What the coordinator recognised; None, or no entry, makes a new row.

    `companies` and `offers` by key of the part.
    """

    buyer: Buyer | None = None
    companies: dict[int, Company | None] = field(default_factory=dict)
    offers: dict[int, Offer | None] = field(default_factory=dict)


def take(filing: Filing, choices: Choices, *, by, now: datetime | None = None) -> Filing:
    """Write the filing into the registries and take its offers in charge. Raises Refused, in French."""
    now = now or timezone.now()
    with transaction.atomic():
        filing = lock(filing)
        if filing.refusal or filing.kind == FilingKind.CONSULTATION or not filing.is_confirmed:
            raise Refused(CLOSED)
        if filing.is_taken and not filing.has_moved_since_taken:
            raise Refused("Quelqu'un vient de la verser au registre.")
        _Writer(filing, choices, by, now).write()
        is_first = not filing.is_taken
        filing.taken_at, filing.taken_by, filing.closed_at = now, by, filing.closed_at or now
        filing.save(update_fields=["taken_at", "taken_by", "closed_at"])
        close_actions(filing, journal=Journal(), by=by, outcome="taken", now=now)
        label = "Prise en charge" if is_first else "Corrections reportées au registre"
        record(filing, "take", label, by=by, now=now)
        if is_first:
            tell(filing, "taken", now=now, suite=_what_follows(filing))
        return filing


def reference_of(filing: Filing, lots: Iterable[str], *, alone: bool) -> str:
    """That of the marché; with its lots where other titulaires have theirs: one row holds one titulaire."""
    if alone:
        return filing.reference
    suffix = f" lot {', '.join(lots)}"
    return filing.reference[: REFERENCE_LENGTH - len(suffix)] + suffix


def _what_follows(filing: Filing) -> str:
    lines = [
        f"Offre {part.offer.code}, {part.company_name} : {counted(part.hours, 'heure')}."
        for part in filing.parts.select_related("offer")
        if part.offer
    ]
    called = (
        "Chaque entreprise est appelée pour vérifier l'offre avec elle."
        if len({part.company_name for part in filing.parts.all()}) > 1
        else "L'entreprise est appelée pour vérifier l'offre avec elle."
    )
    return "\n".join([*lines, called])


class _Writer:
    """Writes one filing in the open transaction."""

    def __init__(self, filing: Filing, choices: Choices, by, now: datetime):
        self.filing, self.choices, self.by, self.now = filing, choices, by, now
        self.service = filing.service
        self.made: dict[str, Company] = {}
        self.parts = list(filing.parts.select_related("offer__contract__buyer", "commune", "blob"))

    def write(self) -> None:
        companies = {part.pk: self.company(part) for part in self.parts}
        contracts: dict[int, Contract] = {}
        if self.filing.is_declaration:
            buyer = self.buyer()
            contact = self.buyer_contact(buyer)
            for company in dict.fromkeys(companies.values()):
                own = [part for part in self.parts if companies[part.pk] == company]
                alone = len(set(companies.values())) == 1
                contracts[company.pk] = self.contract(buyer, contact, company, own, alone=alone)
        for part in self.parts:
            company = companies[part.pk]
            self.company_contact(company, part)
            self.offer(part, company, contracts.get(company.pk))

    def buyer(self) -> Buyer:
        made = _contract_of(self.parts)
        if found := made.buyer if made else self.choices.buyer:
            return found
        filing = self.filing
        # Said by somebody who was not recognised there: another one keeps its SIRET.
        is_held = (
            filing.siret and Buyer.objects.current().filter(of_siret(Buyer, filing.siret)).exists()
        )
        return saved(
            Buyer(
                name=filing.organisation,
                siret="" if is_held else filing.siret,
                kind=filing.buyer_kind,
            )
        )

    def buyer_contact(self, buyer: Buyer) -> BuyerContact:
        """Whoever confirmed that address: known to the buyer by it, or new there."""
        filing = self.filing
        return enter_buyer_contact(
            buyer,
            name=filing.name,
            said={"phone": filing.phone, "email": filing.email},
            service=self.service,
            source=AddressSource.OWN_LINK,
            by=self.by,
        )

    def company(self, part: FilingPart) -> Company:
        if part.offer is not None:
            return part.offer.company
        if chosen := self.choices.companies.get(part.pk):
            return chosen
        # Another lot of the same filing may just have made it.
        key = part.company_siret or fold(part.company_name)
        if key not in self.made:
            company = Company(name=part.company_name, siret=part.company_siret)
            self.made[key] = saved(company)
        return self.made[key]

    def company_contact(self, company: Company, part: FilingPart) -> CompanyContact:
        by_themselves = self.filing.kind == FilingKind.PROPOSAL
        return enter_company_contact(
            company,
            name=part.contact_name,
            said={"phone": part.contact_phone, "email": part.contact_email},
            service=self.service,
            source=AddressSource.OWN_LINK if by_themselves else AddressSource.FORM,
            by=self.by,
        )

    def contract(
        self,
        buyer: Buyer,
        contact: BuyerContact,
        company: Company,
        parts: list[FilingPart],
        *,
        alone: bool,
    ) -> Contract:
        filing = self.filing
        reference = reference_of(filing, [part.lot for part in parts], alone=alone)
        mine = _contract_of(parts)
        known = mine or known_contract(buyer, reference, company)
        if known and mine is None:
            contract = follow_contract(known, contact)
        else:
            contract = known or Contract(buyer=buyer, company=company, contact=contact)
            said: dict[str, Any] = {
                "reference": reference,
                "title": filing.title,
                "kind": filing.contract_kind,
                "amount": filing.amount,
                "firm_months": filing.firm_months,
                "notified_on": filing.notified_on,
                "gratification_granted": filing.gratification_granted,
                # Counted again by the model from the two before.
                "firm_end": None,
            }
            for name, value in said.items():
                setattr(contract, name, value)
            saved(contract)
        for part in parts:
            if part.lot:
                Lot.objects.get_or_create(
                    contract=contract, number=part.lot, defaults={"hours": part.hours}
                )
        return contract

    def offer(
        self,
        part: FilingPart,
        company: Company,
        contract: Contract | None,
    ) -> None:
        chosen = None if part.offer_id else self.choices.offers.get(part.pk)
        if chosen is not None:
            # Known otherwise: the fiche joins it, nothing else of it changes.
            self.keep(part, chosen)
            return
        offer = part.offer or Offer(
            company=company, contract=contract, service=self.service, stage_since=self.now
        )
        is_new = offer.pk is None
        if is_new or offer.stage in (OfferStage.DECLARED, OfferStage.TO_CALL):
            offer.calibre = offer.hours = part.hours
            saved(offer)
            if part.lot and contract is not None:
                offer.lots.set(contract.lots.filter(number=part.lot))
            self.slot(part, offer, company)
        # Known before the moves: what they tell, its author hears by the filing itself.
        part.offer = offer
        part.save(update_fields=["offer"])
        if is_new:
            declare(offer, by=self.by, guest=author_of(self.filing), now=self.now)
            OFFERS.perform(offer, "take_charge", by=self.by, now=self.now)
            for action in Action.objects.open().of(VERIFY_OFFER).filter(offer=offer, person=None):
                assignment.take(action, by=self.by, now=self.now)
        self.keep(part, Offer.objects.get(pk=offer.pk))

    def slot(self, part: FilingPart, offer: Offer, company: Company) -> None:
        slot = offer.slots.order_by("pk").first() or HostSlot(offer=offer, site=company.name[:120])
        slot.commune, slot.tasks = part.commune, part.tasks
        saved(slot)

    def keep(self, part: FilingPart, offer: Offer) -> None:
        """The part leads to its offer, which has its fiche."""
        part.offer = offer
        part.save(update_fields=["offer"])
        if part.blob is None or StoredFile.objects.filter(blob=part.blob).exists():
            return
        former = StoredFile.objects.filter(offer=offer, kind=FileKind.FICHE, attached=True)
        replaced = list(former.values_list("pk", flat=True))
        former.update(attached=False)
        row = StoredFile.objects.create(
            offer=offer,
            service=offer.service,
            kind=FileKind.FICHE,
            blob=part.blob,
            original_name=part.file_name,
            attached=True,
            uploaded_at=self.now,
        )
        StoredFile.objects.filter(pk__in=replaced).update(replaced_by=row)


def _contract_of(parts: Iterable[FilingPart]) -> Contract | None:
    """The marché that an earlier tap made of these parts."""
    offers = (part.offer for part in parts if part.offer is not None)
    return next((offer.contract for offer in offers if offer.contract is not None), None)
