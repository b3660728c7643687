"""An offer that somebody has just told of by telephone: into the registries in one gesture."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from offers.entering import (
    enter_buyer_contact,
    enter_company_contact,
    follow_contract,
    known_contract,
    saved,
)
from offers.enums import AddressSource
from offers.models import Buyer, Company, CompanyContact, Contract, HostSlot, Offer
from offers.workflow import OFFERS, declare


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to call: known, or a name with what was said of their `phone` and `email`."""

    known: Any = None
    name: str = ""
    role: str = ""
    said: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """What a call told. Rows that the registries do not have yet are not saved.

    `entry` names the screen: what is sent twice from it is one offer. `contract` None: the company offers
    by itself. `speaker`: whom the offer comes from, an Actor or "".
    """

    entry: UUID
    service: Any
    company: Company
    person: Person
    is_tutor: bool
    calibre: int
    slot: HostSlot
    romes: list
    contract: Contract | None = None
    buyer: Buyer | None = None
    buyer_person: Person | None = None
    speaker: str = ""
    text: str = ""


def already_entered(entry: str) -> Offer | None:
    """The offer that the screen of this name wrote, or None."""
    try:
        return Offer.objects.filter(entry=UUID(entry)).first()
    except ValueError:
        return None


def enter(told: Told, *, by: Any, now: datetime) -> tuple[Offer, CompanyContact]:
    """Write it and take the offer in charge; return it with whom to call. In the open transaction.

    Raises Refused, IntegrityError where somebody has just written the same row.
    """
    company = _kept(told.company)
    contact = told.person.known or enter_company_contact(
        company,
        name=told.person.name,
        said=told.person.said,
        role=told.person.role,
        service=told.service,
        source=AddressSource.CALL,
        by=by,
    )
    offer = saved(
        Offer(
            company=company,
            contract=_contract(told, company, by),
            service=told.service,
            calibre=told.calibre,
            hours=told.calibre,
            entry=told.entry,
            stage_since=now,
        )
    )
    _slot(told, offer, contact)
    declare(offer, by=by, on_behalf_of=told.speaker, text=told.text, now=now)
    OFFERS.perform(offer, "take_charge", by=by, now=now)
    return Offer.objects.get(pk=offer.pk), contact


def _kept(row: Any) -> Any:
    """A row of a registry, saved where it is new or learns its SIRET."""
    known = type(row).objects.filter(pk=row.pk).values_list("siret", flat=True).first()
    return row if known is not None and known == row.siret else saved(row)


def _contract(told: Told, company: Company, by: Any) -> Contract | None:
    if told.contract is None or told.contract.pk:
        return told.contract
    assert told.buyer is not None
    buyer = _kept(told.buyer)
    contact = None
    if person := told.buyer_person:
        contact = enter_buyer_contact(
            buyer,
            name=person.name,
            said=person.said,
            service=told.service,
            source=AddressSource.CALL,
            by=by,
            said_by=by,
        )
    if known := known_contract(buyer, told.contract.reference, company):
        return follow_contract(known, contact)
    told.contract.buyer, told.contract.company, told.contract.contact = buyer, company, contact
    return saved(told.contract)


def _slot(told: Told, offer: Offer, contact: CompanyContact) -> None:
    slot = told.slot
    slot.offer = offer
    slot.site = slot.site or offer.company.name[: HostSlot._meta.get_field("site").max_length]
    slot.tutor = contact if told.is_tutor else None
    saved(slot)
    slot.romes.set(told.romes)
    slot.save()
