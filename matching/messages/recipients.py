"""To whom one writes: who can be reached at the company's, the buyer's, in the family."""

from offers.models import CompanyContact
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.messaging.post import Recipient

# The host and one colleague more: half of the named tutors have changed (domain §1).
COMPANY_CONTACTS = 2


def company_contacts(placement) -> list[CompanyContact]:
    """Contacts to write to where the young person would work, the slot's own tutor first."""
    slot = placement.host_slot
    return contacts_of(slot.hosting_company, first=slot.tutor_id)


def contacts_of(company, *, first: int | None = None) -> list[CompanyContact]:
    """At most two contacts who can be written to, in the order in which to call.

    When nobody can, the first of them all: the message then says so.
    """
    contacts = list(CompanyContact.objects.filter(company=company).reachable())
    contacts.sort(key=lambda contact: contact.pk != first)
    reached = [contact for contact in contacts if can_be_written_to(contact)]
    return reached[:COMPANY_CONTACTS] or contacts[:1]


def can_be_written_to(contact) -> bool:
    """Whether some message would reach them: an address, or a mobile where SMS can be sent."""
    return bool(company(contact).way(has_sms=True)[1])


def company(contact) -> Recipient:
    return Recipient(
        name=contact.name,
        email=_email(contact),
        phone=contact.phone,
        contact=contact,
    )


def buyer_contact(offer):
    """Whoever follows the contract today: the buyer's contact, else the service prescripteur's."""
    contract = offer.contract
    for named in (contract.contact, contract.prescriber) if contract else ():
        current = named.current if named else None
        if current is not None and not current.left_on:
            return current
    return None


def buyer(contact) -> Recipient:
    return Recipient(name=contact.name, email=contact.email, buyer_contact=contact)


def youth(row) -> Recipient:
    return Recipient(name=row.full_name, email=row.email, phone=row.phone, prefers=row.told_by)


def guardians(row) -> list:
    """Guardians to write to: those of a minor, and only while they are one."""
    return list(row.guardians.all()) if row.is_minor else []


def guardian(row) -> Recipient:
    return Recipient(
        name=f"{row.first_name} {row.last_name}",
        email=row.email,
        phone=row.phone,
        prefers=row.told_by,
        guardian=row,
    )


def link_for(purpose: LinkPurpose, *, now=None, **about) -> Link:
    """The living link of this holder for this subject, or a new one."""
    living = Link.objects.alive(now).filter(purpose=purpose, **about).first()
    return living or Link.issue(purpose, now=now, **about)


def _email(contact) -> str:
    return "" if contact.bounced_on else contact.email
