"""Somebody can't be reached by message: mark the address, and give a person the next thing to do."""

from django.utils import timezone

from matching.verbs import PlacementVerb, YouthVerb
from offers.models import CompanyContact
from offers.verbs import OfferVerb
from psf.messaging import undelivered
from psf.workflow.agenda import Opening, open_action
from psf.workflow.enums import Actor
from psf.workflow.journal import Journal

FIND_CONTACT = Opening(PlacementVerb.FIND_CONTACT, Actor.TUTOR, 1)
FIND_BUYER_CONTACT = Opening(PlacementVerb.FIND_BUYER_CONTACT, Actor.COORDINATOR, 2)
TELL_FAMILY = Opening(PlacementVerb.TELL_FAMILY, Actor.TUTOR, 2)
TELL_YOUTH = Opening(YouthVerb.TELL_YOUTH, Actor.TUTOR, 2)
VERIFY_CONTACTS = Opening(OfferVerb.VERIFY_CONTACTS, Actor.COORDINATOR, 2)


def receive(message) -> None:
    """Called by the outbox, once, for a message that will not arrive.

    A company or a buyer with no address at all is known by telephone: only an address that was
    refused asks for another contact.
    """
    now = timezone.now()
    refused = bool(message.address)
    if message.recipient == Actor.COMPANY:
        if refused:
            CompanyContact.objects.filter(pk=message.contact_id).update(
                bounced_on=timezone.localdate(now)
            )
            _open(message, {"placement": FIND_CONTACT, "offer": VERIFY_CONTACTS}, now)
    elif message.recipient == Actor.BUYER and refused:
        _open(message, {"placement": FIND_BUYER_CONTACT}, now)
    elif message.recipient in (Actor.YOUTH, Actor.GUARDIAN):
        _open(message, {"placement": TELL_FAMILY, "youth": TELL_YOUTH}, now)


def _open(message, openings: dict[str, Opening], now) -> None:
    """Open the action on whatever the message is about, while it is still open."""
    for name, opening in openings.items():
        subject = getattr(message, name)
        if subject is None:
            continue
        if name == "placement" and not subject.is_open:
            return
        person = subject.tutor if opening.actor == Actor.TUTOR else None
        open_action(subject, opening, journal=Journal(), now=now, person=person)
        return


def register() -> None:
    undelivered.register(receive)
