"""What was said of contacts that a service has not decided about, and the action that asks it to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from wagtail.log_actions import log

from offers.actions import DECIDE_ADDRESS, DECIDE_BUYER_ADDRESS
from offers.models import (
    BuyerContact,
    CompanyContact,
    CompanyContactAddress,
    Offer,
)
from offers.models.addresses import AddressInForce
from psf.french.phrases import listed
from psf.workflow.agenda import close_actions, open_action
from psf.workflow.journal import Journal
from psf.workflow.models import Action


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was said last of a contact, and what these services (keys) go by meanwhile."""

    # A CompanyContact or a BuyerContact.
    contact: Any
    known: AddressInForce
    services: tuple[int, ...]

    @property
    def is_new(self) -> bool:
        """Whether the services do not know this person, or hold that they left."""
        return self.known.is_empty or bool(self.known.left_on)

    @property
    def is_departure(self) -> bool:
        """Whether another service says that this person left."""
        return bool(self.contact.left_on)

    @property
    def is_succession(self) -> bool:
        """Whether all that is new is that somebody is said to take over from others."""
        said = (self.contact.email, self.contact.phone)
        return (
            self.is_of_buyer
            and not (self.is_new or self.is_departure)
            and (self.known.email, self.known.phone) == said
        )

    @property
    def takes_over_from(self) -> str:
        return listed(before.name for before in self.contact.predecessors.order_by("pk"))

    @property
    def is_of_buyer(self) -> bool:
        return isinstance(self.contact, BuyerContact)


def proposals(contacts, services: Iterable[int]) -> list[Proposal]:
    """What each of `services` has to decide among `contacts` (a queryset), in their order."""
    found: dict[tuple, list[int]] = {}
    rows = {}
    for service in services:
        undecided = contacts.undecided_by(service).select_related("address_by").known_to(service)
        for contact in undecided:
            key = (contact.pk, contact.known.email, contact.known.phone)
            rows.setdefault(key, contact)
            found.setdefault(key, []).append(service)
    return [Proposal(contact, contact.known, tuple(found[key])) for key, contact in rows.items()]


def proposals_of_company(company, services: Iterable[int]) -> list[Proposal]:
    """What those of `services` that know somebody at the company, or follow it, have to decide."""
    services = set(services)
    knowing = CompanyContactAddress.objects.filter(contact__company=company, service__in=services)
    following = set(knowing.values_list("service", flat=True))
    following |= services & set(services_following(company))
    people = CompanyContact.objects.filter(company=company).order_by("rank", "pk")
    return proposals(people, sorted(following))


def proposals_of_buyer(buyer, services: Iterable[int]) -> list[Proposal]:
    """What those of `services` that follow a contract of the buyer have to decide."""
    found = []
    for contract in buyer.contracts.select_related("contact", "prescriber"):
        if contract.service_id in services:
            found += proposals_of_contract(contract)
    return list({(each.contact.pk, each.services): each for each in found}.values())


def proposals_of_contract(contract) -> list[Proposal]:
    """What the service that follows the contract has to decide of the people it names."""
    people = BuyerContact.objects.filter(pk__in=people_of(contract))
    follower = contract.service_id
    return proposals(people, [follower]) if follower else []


def people_of(contract) -> list[int]:
    """Keys of the buyer's people whom the contract names, successors included."""
    named = [person for person in (contract.contact, contract.prescriber) if person]
    return [each.pk for person in named for each in person.line]


def shown(contacts, waiting: Iterable[Proposal]) -> list:
    """`contacts`, each with `shown`: what its card says, the address in use while one is proposed."""
    in_use = {each.contact.pk: each.known for each in waiting if not each.is_new}
    found = list(contacts)
    for contact in found:
        contact.shown = in_use.get(contact.pk, contact)
    return found


def services_following(company) -> list[int]:
    """Services with an open offer of the company, or hosted by it."""
    offers = Offer.objects.still_open().filter(Q(company=company) | Q(slots__host=company))
    return list(offers.values_list("service", flat=True).distinct())


# The action that asks


def ask_about(contact: CompanyContact, services: Iterable[int], *, now=None) -> bool:
    """Ask those of `services` that have not decided; close what asks the others.

    Returns whether the queue of one of them changed.
    """
    changed = False
    asked = Action.objects.open().of(DECIDE_ADDRESS).filter(contact=contact, placement=None)
    for service in {*services, *asked.values_list("service", flat=True)}:
        subject = CompanyContactAddress(contact=contact, service_id=service)
        waits = service in services and contact.is_undecided_by(service)
        if waits and not asked.filter(service=service).exists():
            open_action(subject, DECIDE_ADDRESS, journal=Journal(), now=now)
            changed = True
        elif not waits:
            changed |= bool(
                close_actions(
                    subject, journal=Journal(), outcome="decided", now=now, kinds=[DECIDE_ADDRESS]
                )
            )
    return changed


def contracts_naming(contact: BuyerContact) -> list:
    """Contracts that reach this person, by themselves or after somebody who left."""
    found = []
    for contract in contact.buyer.contracts.select_related("contact", "prescriber", "buyer"):
        if contact.pk in people_of(contract):
            found.append(contract)
    return found


def ask_about_contract(contract, *, now=None) -> list[Proposal]:
    """Ask the service that follows the contract about its people; close what asks nothing any more.

    Returns what is newly asked. The action stands on the first open offer of that service.
    """
    follower = contract.service_id
    offers = contract.offers.still_open().filter(service=follower).select_related("service")
    offer = offers.order_by("created_at", "pk").first()
    if offer is None:
        return []
    waiting = proposals_of_contract(contract)
    is_asked = Action.objects.open().of(DECIDE_BUYER_ADDRESS).filter(offer=offer).exists()
    if not waiting:
        close_actions(
            offer, journal=Journal(), outcome="decided", now=now, kinds=[DECIDE_BUYER_ADDRESS]
        )
        return []
    if is_asked:
        return []
    open_action(offer, DECIDE_BUYER_ADDRESS, journal=Journal(), now=now)
    return waiting


# Deciding


def decide(proposal: Proposal, *, adopt: bool, by=None) -> None:
    """Adopt the address said last for the services of the proposal, or keep the former one."""
    contact = proposal.contact
    (contact.adopt if adopt else contact.keep_former)(proposal.services, by=by)
    action = "offers.adopt_address" if adopt else "offers.keep_address"
    log(instance=contact.employer, action=action, user=by)
    if proposal.is_of_buyer:
        for contract in contracts_naming(contact):
            ask_about_contract(contract)
        return
    for service in proposal.services:
        subject = CompanyContactAddress(contact=contact, service_id=service)
        close_actions(subject, journal=Journal(), by=by, outcome="decided", kinds=[DECIDE_ADDRESS])
