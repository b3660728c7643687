"""To whom one writes: who can be reached at the company's, the buyer's, in the family."""

from collections.abc import Callable
from dataclasses import replace

from matching.messages.in_force import (
    holder_of,
    in_force,
    left_the_file,
    service_of,
    subject_of,
)
from offers.models import BuyerContact, CompanyContact, Filing
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.messaging.enums import Channel
from psf.messaging.post import Recipient

# The host and one colleague more: half of the named tutors have changed (domain §1).
COMPANY_CONTACTS = 2


def company_contacts(placement) -> list[CompanyContact]:
    """Contacts to write to where the young person would work, the slot's own tutor first."""
    slot = placement.host_slot
    return contacts_of(slot.hosting_company, placement.service_id, first=slot.tutor_id)


def contacts_of(company, service, *, first: int | None = None) -> list[CompanyContact]:
    """At most two contacts whom the service can write to, in the order in which to call.

    When it can write to nobody, the first of them all: the message then says so.
    """
    people = CompanyContact.objects.filter(company=company)
    contacts = list(people.reachable_for(service).known_to(service))
    contacts.sort(key=lambda contact: contact.pk != first)
    reached = [contact for contact in contacts if reaches(contact.known)]
    return reached[:COMPANY_CONTACTS] or contacts[:1]


def can_be_written_to(contact, service) -> bool:
    """Whether some message of the service would reach them."""
    return reaches(contact.address_for(service))


def reaches(address) -> bool:
    """Whether a message arrives: an address, or a mobile where SMS can be sent."""
    return bool(_to_company(address).way(has_sms=True)[1])


def company(contact, service) -> Recipient:
    """`contact` by the address in force for the files of `service`, and by no other."""
    return _to_company(contact.address_for(service))


def _to_company(address) -> Recipient:
    return Recipient(
        name=address.contact.name,
        email=address.deliverable_email,
        phone=address.deliverable_phone,
        contact=address.contact,
    )


def buyer_contact(offer):
    """Whoever follows the contract today: the buyer's contact, else the service prescripteur's.

    The service that follows the contract knows who that is. When it knows nobody, whoever was named
    last: the message then says that it reaches no one.
    """
    contract = offer.contract
    if contract is None:
        return None
    named = [person for person in (contract.contact, contract.prescriber) if person]
    known = (person.current_for(contract.service_id) for person in named)
    present = (person.current for person in named if not person.current.left_on)
    return next(filter(None, known), None) or next(present, None)


def buyer(contact, contract) -> Recipient:
    """`contact` by the address in force for the service that follows `contract`."""
    address = contact.address_for(service_of(contract))
    return Recipient(name=contact.name, email=address.deliverable_email, buyer_contact=contact)


def youth(row) -> Recipient:
    ways = in_force(row, row.service_id)
    return Recipient(name=row.full_name, email=ways.email, phone=ways.phone, prefers=row.told_by)


def guardians(row) -> list:
    """Guardians to write to: those of a minor, and only while they are one."""
    return list(row.guardians.all()) if row.is_minor else []


def guardian(row) -> Recipient:
    ways = in_force(row, row.service_id)
    return Recipient(
        name=f"{row.first_name} {row.last_name}",
        email=ways.email,
        phone=ways.phone,
        prefers=row.told_by,
        guardian=row,
    )


def holder(link: Link) -> Recipient | None:
    """Whoever holds `link`, wherever they may be written to about its file today."""
    person, subject = holder_of(link), subject_of(link)
    if person is None or left_the_file(link):
        return None
    if isinstance(person, CompanyContact):
        return company(person, service_of(subject))
    if isinstance(person, BuyerContact):
        return buyer(person, subject)
    if isinstance(person, Filing):
        return Recipient(name=person.name, email=person.email)
    return guardian(person) if link.guardian_id else youth(person)


def at_the_address_of(link: Link) -> Recipient | None:
    """The same, at the very address that `link` was issued for; None when it is no longer in force."""
    to = holder(link)
    if to is None:
        return None
    if link.is_for(to.email):
        return replace(to, phone="", prefers=Channel.EMAIL)
    return replace(to, email="", prefers=Channel.SMS) if link.is_for(to.phone) else None


def is_withheld(new: Link, address: str, *, by_staff: bool = False) -> bool:
    """Whether the links of the holder of `new`, or of others at `address` about it, were withdrawn.

    Until a person issues another one there is none: see `LinkQuerySet.are_withheld`.
    """
    mine = Link.objects.of_same_person(new)
    others = Link.objects.at_same_mailbox(new, address)
    if not (mine | others).filter(revoked_at__isnull=False).exists():
        return False  # Nearly always: one question instead of two.
    return any(each.are_withheld(by_staff=by_staff) for each in (mine, others))


def link_for(
    purpose: LinkPurpose,
    *,
    now=None,
    named: bool = False,
    forwarded_from: Link | None = None,
    issued_by=None,
    **about,
) -> Callable[[str], Link | None]:
    """What gives a message its link, once its address is known.

    The living link of this holder for this subject at this address, or a new one; None once a person
    revoked it, or another's at the same address, until a user issues one anew (`issued_by`). The reader of another link who names
    this person (`named`) may do so again; `forwarded_from` is then the first link of the chain,
    unless it closes.
    """

    placement = about.get("placement")

    def at(address: str) -> Link | None:
        if purpose == LinkPurpose.COMPANY and placement and placement.sent_on is None:
            return None  # Nothing of the young person is out, or is out any more.
        new = Link(purpose=purpose, **about)
        if issued_by is None and is_withheld(new, address, by_staff=named):
            return None
        same = Link.objects.of_same_person(new).filter(**{"purpose": purpose, "party": "", **about})
        if living := same.alive(now).bound_to(address).first():
            return living
        why = {"forwarded_from": forwarded_from, "issued_by": issued_by}
        return Link.issue(purpose, address=address, now=now, **why, **about)

    return at
