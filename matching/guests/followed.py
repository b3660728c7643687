"""What somebody follows: the contracts of a buyer's contact, the offers of a company's, by their address."""

from collections.abc import Callable, Iterable

from django.db.models import Q

from matching.messages.in_force import Ways, in_force
from matching.messages.recipients import contacts_of
from offers.models import BuyerContact, CompanyContact, Contract, Offer
from psf.links.addresses import normalised
from psf.links.enums import LinkPurpose
from psf.links.models import Link


def contracts_of(
    contact: BuyerContact, reaches: Callable[[Ways], bool], *, always: int | None = None
) -> list[Contract]:
    """Contracts of the buyer that `contact` follows, by themselves or after somebody who left.

    Those alone of which the service that follows them holds so, writes to an address that `reaches`,
    and whose link nobody withdrew; `always` is the contract of a link in hand, which needs no name.
    """
    heirs, found = [contact.pk], {contact.pk}
    while heirs:
        before = BuyerContact.objects.filter(successor__in=heirs).values_list("pk", flat=True)
        heirs = [pk for pk in before if pk not in found]
        found.update(heirs)
    named = Q(contact__in=found) | Q(prescriber__in=found)
    contracts = Contract.objects.filter(named & Q(buyer=contact.buyer_id) | Q(pk=always))
    withheld = Link.objects.filter(buyer_contact=contact).withheld_contracts()
    people = BuyerContact.objects.for_lines().in_bulk(found)
    # A reading of its own: what is asked after an answer must see what the answer wrote.
    known = BuyerContact.objects.prefetch_related("addresses").get(pk=contact.pk)
    return [
        contract
        for contract in contracts.select_related("buyer", "company")
        .prefetch_related("offers__budget")
        .order_by("-notified_on", "-pk")
        if contract.pk not in withheld
        and reaches(in_force(known, contract.service_id))
        and (contract.pk == always or _is_followed(contract, contact, people))
    ]


def _is_followed(contract: Contract, contact: BuyerContact, people: dict) -> bool:
    """Whether the service that follows `contract` holds that `contact` follows it too.

    `people`: those from whom `contact` may have taken over, by their keys.
    """
    named = (people.get(pk) for pk in (contract.contact_id, contract.prescriber_id))
    lines = (person.line_for(contract.service_id) for person in named if person)
    return any(contact in line for line in lines)


def contracts_at(email: str) -> list[tuple[Contract, BuyerContact]]:
    """Every contract, of any buyer, followed at this address; each with who follows it."""
    found: dict[int, tuple[Contract, BuyerContact]] = {}
    for contact in _people(BuyerContact, email):
        for contract in contracts_of(contact, _is_at(email)):
            found.setdefault(contract.pk, (contract, contact))
    return sorted(found.values(), key=lambda each: (each[0].notified_on, each[0].pk), reverse=True)


def offers_at(email: str) -> list[tuple[Offer, CompanyContact]]:
    """Every offer that somebody at a company follows at this address, as the offer's service holds.

    Whoever is written to about it, or was: its other contacts follow nothing.
    """
    found: dict[int, tuple[Offer, CompanyContact]] = {}
    is_at = _is_at(email)
    for contact in _people(CompanyContact, email):
        told = {
            link.offer_id
            for link in Link.objects.filter(contact=contact, purpose=LinkPurpose.CLAUSE)
        }
        withheld = _withheld_offers(contact)
        offers = Offer.objects.filter(Q(company=contact.company_id) | Q(pk__in=told))
        for offer in offers.select_related("company", "budget").order_by("-pk"):
            if offer.pk in withheld or not is_at(in_force(contact, offer.service_id)):
                continue
            if offer.pk in told or contact in contacts_of(offer.company, offer.service_id)[:1]:
                found.setdefault(offer.pk, (offer, contact))
    return list(found.values())


def _withheld_offers(contact: CompanyContact) -> set[int]:
    links = Link.objects.filter(contact=contact, purpose=LinkPurpose.CLAUSE, offer__isnull=False)
    withheld = Link.objects.withheld_among(links)
    return {link.offer_id for link in links if link.pk in withheld and link.offer_id}


def _people(model, email: str) -> Iterable:
    return model.objects.filter(addresses__email__iexact=email).distinct().order_by("pk")


def _is_at(email: str) -> Callable[[Ways], bool]:
    wanted = normalised(email)
    return lambda ways: bool(ways.email) and normalised(ways.email) == wanted
