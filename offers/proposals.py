"""What was said of contacts that a service has not decided about, and the action that asks it to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from wagtail.log_actions import log

from offers.actions import DECIDE_ADDRESS, DECIDE_BUYER_ADDRESS
from offers.models import (
    Buyer,
    BuyerContact,
    CompanyContact,
    CompanyContactAddress,
    Contract,
    Offer,
)
from offers.models.addresses import AddressInForce
from psf.french.phrases import listed
from psf.perimeter.scope import services_in_sight
from psf.territories.models import Service
from psf.workflow.agenda import close_actions, open_action
from psf.workflow.journal import Journal
from psf.workflow.models import Action

# Whom a contract names, and whoever came after them.
WITH_LINE = ("contact__successor__successor", "prescriber__successor__successor")
# (address changed?, number changed?)
TO_ADOPT = {(True, False): "Adopter cette adresse", (False, True): "Adopter ce numéro"}
TO_KEEP = {(True, False): "Garder l’ancienne", (False, True): "Garder l’ancien"}


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

    @property
    def news(self) -> str:
        """What is said, in French: « Nouveau numéro », « Nouvelle adresse et numéro retiré »."""
        contact = self.contact
        if self.is_departure:
            return "Départ annoncé"
        if self.is_new:
            return "Contact proposé"
        if self.is_succession:
            return "Successeur annoncé"
        said = []
        address, number = self._changed
        if address:
            said.append("nouvelle adresse" if contact.email else "adresse retirée")
        if number:
            said.append("nouveau numéro" if contact.phone else "numéro retiré")
        return " et ".join(said).capitalize()

    @property
    def _changed(self) -> tuple[bool, bool]:
        """(address?, number?)"""
        return self.contact.email != self.known.email, self.contact.phone != self.known.phone

    @property
    def adopt_label(self) -> str:
        if self.is_departure:
            return "Noter son départ"
        if self.is_new:
            return "Adopter ce contact"
        if self.is_succession:
            return "Adopter ce successeur"
        return TO_ADOPT.get(self._changed, "Adopter cette adresse et ce numéro")

    @property
    def keep_label(self) -> str:
        if self.is_departure:
            return "Toujours là"
        if self.is_new:
            return "Ne pas l’adopter"
        if self.is_succession:
            return "Ne rien changer"
        return TO_KEEP.get(self._changed, "Garder les anciens")


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


def ask_about(
    contact: CompanyContact, services: Iterable[int], *, journal: Journal | None = None, now=None
) -> bool:
    """Ask those of `services` that have not decided; close what asks the others.

    `services` follow the company, as far as the transaction sees: whether one out of sight still has
    a file there, only the clock knows. Returns whether the queue of one of them changed.
    """
    changed = False
    journal = journal or Journal()
    in_sight = set(services_in_sight())
    asked = Action.objects.open().of(DECIDE_ADDRESS).filter(contact=contact, placement=None)
    for service in {*services, *asked.values_list("service", flat=True)}:
        subject = CompanyContactAddress(contact=contact, service_id=service)
        is_asked = asked.filter(service=service).exists()
        follows = service in services or (is_asked and service not in in_sight)
        waits = follows and contact.is_undecided_by(service)
        if waits and not is_asked:
            open_action(subject, DECIDE_ADDRESS, journal=journal, now=now)
            changed = True
        elif not waits:
            changed |= bool(
                close_actions(
                    subject, journal=journal, outcome="decided", now=now, kinds=[DECIDE_ADDRESS]
                )
            )
    return changed


def concerning(actions) -> dict[int, Proposal]:
    """By key of an action about an address: whom it asks about, and how that person is known.

    One query for the contracts, and two for each service and model, however many actions; none where
    nothing is asked about an address.
    """
    people: dict[tuple[Any, int], dict[int, list[int]]] = {}
    key: tuple[Any, int]
    buyers = {each: each.offer for each in actions if each.verb == DECIDE_BUYER_ADDRESS.verb}
    named = {offer.contract_id for offer in buyers.values()} - {None}
    contracts = Contract.objects.select_related(*WITH_LINE).in_bulk(named)
    for action in actions:
        if action.verb == DECIDE_ADDRESS.verb:
            key = CompanyContact, (action.placement or action).service_id
            people.setdefault(key, {})[action.pk] = [action.contact_id]
    for action, offer in buyers.items():
        if contract := contracts.get(offer.contract_id):
            key = BuyerContact, offer.service_id
            people.setdefault(key, {})[action.pk] = people_of(contract)
    found = {}
    for (model, service), lines in people.items():
        rows = model.objects.filter(pk__in={pk for line in lines.values() for pk in line})
        waiting = {each.contact.pk: each for each in proposals(rows, [service])}
        for action, line in lines.items():
            if mine := next((waiting[pk] for pk in line if pk in waiting), None):
                found[action] = mine
    return found


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


def told_to(employer, contacts, in_sight: Iterable[int]) -> str:
    """Whom else an address just written down serves, in French; "" where nothing was said.

    Services that have an offer there are named, as the registry of offers shows them to all; that
    another one has a file there is nobody's to know: the sentence is the same where none has.
    """
    if not contacts:
        return ""
    if isinstance(employer, Buyer):
        named = (contract for each in contacts for contract in contracts_naming(each))
        following = {contract.service_id for contract in named} - {None}
    else:
        following = set(services_following(employer))
    others = Service.objects.filter(pk__in=following - set(in_sight)).order_by("name")
    names = list(others.values_list("name", flat=True))
    if not names:
        return "Vaut pour vos dossiers ; s'il y en a d'autres, leurs services décideront."
    verb = "décideront" if len(names) > 1 else "décidera"
    return f"Vaut pour vos dossiers. Proposé à {listed(names)}, qui {verb}."


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
