"""Somebody can't be reached by message: mark the address, and give a person the next thing to do."""

from django.utils import timezone

from matching.placements.actions.asked import FIND_BUYER_CONTACT, FIND_CONTACT, TELL_FAMILY
from matching.youths.actions import TELL_YOUTH
from offers.actions import VERIFY_CONTACTS
from offers.models import CompanyContact, CompanyContactAddress
from psf.messaging import undelivered
from psf.perimeter.scope import services_in_sight
from psf.workflow.agenda import open_action
from psf.workflow.enums import Actor
from psf.workflow.journal import Journal
from psf.workflow.kinds import ActionKind

# Sooner than contacts that merely grew old.
VERIFY_CONTACTS_NOW = VERIFY_CONTACTS.within(2)


def receive(message) -> None:
    """Called by the outbox, once, for a message that will not arrive.

    A company or a buyer with no address at all is known by telephone: only an address that was
    refused asks for another contact.
    """
    now = timezone.now()
    refused = bool(message.address)
    if message.recipient == Actor.COMPANY:
        if refused:
            _mark_refused(message, now)
            _open(message, {"placement": FIND_CONTACT, "offer": VERIFY_CONTACTS_NOW}, now)
    elif message.recipient == Actor.BUYER and refused:
        _open(message, {"placement": FIND_BUYER_CONTACT}, now)
    elif message.recipient in (Actor.YOUTH, Actor.GUARDIAN):
        _open(message, {"placement": TELL_FAMILY, "youth": TELL_YOUTH}, now)


def _mark_refused(message, now) -> None:
    """The address that was refused and no other: services may know this person by several."""
    refused = {"email": message.address}
    today = timezone.localdate(now)
    CompanyContact.objects.filter(pk=message.contact_id, **refused).update(bounced_on=today)
    CompanyContactAddress.objects.filter(
        contact=message.contact_id, service__in=services_in_sight(), **refused
    ).update(bounced_on=today)


def _open(message, kinds: dict[str, ActionKind], now) -> None:
    """Open the action on whatever the message is about, while it is still open."""
    for name, kind in kinds.items():
        subject = getattr(message, name)
        if subject is None:
            continue
        if name == "placement" and not subject.is_open:
            return
        open_action(subject, kind, journal=Journal(), now=now)
        return


undelivered.register(receive)
