"""What a buyer is told of an offer itself: their link arrives with the first of it, and bad news too."""

from typing import Any

from django.dispatch import receiver

from matching.messages import recipients, values
from matching.messages.recalled import UNDONE
from offers.models import Filing
from offers.told import moved, taken_back
from psf.links.addresses import normalised
from psf.links.enums import LinkPurpose
from psf.messaging.enums import TOLD, MessageState
from psf.messaging.models import Message
from psf.messaging.post import post

# Moves of an offer, and the message to whoever follows its contract.
NEWS = {
    "take_charge": "buyer_taken",
    "verify": "buyer_verified",
    "suspend": "buyer_stopped",
    "lose": "buyer_stopped",
    "close": "buyer_stopped",
}


@receiver(moved, dispatch_uid="matching.offer_news")
def tell(sender, move, event, **kwargs: Any) -> None:
    """Write what this move tells the buyer, with the link of who follows the contract."""
    if event.name not in NEWS:
        return
    offer = move.subject
    contact = recipients.buyer_contact(offer)
    if contact is None or (event.name == "take_charge" and is_told_of_its_filing(offer, contact)):
        return
    post(
        NEWS[event.name],
        offer,
        recipients.buyer(contact, offer.contract),
        values=values.for_buyer(offer, contact),
        link=recipients.link_for(
            LinkPurpose.BUYER, now=event.at, contract=offer.contract, buyer_contact=contact
        ),
        event=event,
        cause=event.label,
        now=event.at,
    )


def is_told_of_its_filing(offer, contact) -> bool:
    """Whether the same person declared it online: one message says that all of it is taken in charge."""
    authors = Filing.objects.filter(parts__offer=offer).values_list("email", flat=True)
    known = recipients.buyer(contact, offer.contract).email
    return bool(known) and normalised(known) in {normalised(email) for email in authors}


@receiver(taken_back, dispatch_uid="matching.offer_news_undone")
def untell(sender, offer, event, undone, **kwargs: Any) -> None:
    """What has not left never leaves; whoever was told is told that it no longer holds."""
    messages = Message.objects.filter(event=event, buyer_contact__isnull=False)
    messages.filter(state=MessageState.QUEUED).update(state=MessageState.WITHDRAWN, trouble=UNDONE)
    for message in messages.filter(state__in=TOLD).select_related("buyer_contact"):
        contact = message.buyer_contact
        about = {"message": message.subject_line or message.label}
        post(
            "buyer_undone",
            offer,
            recipients.buyer(contact, offer.contract),
            values={**values.for_buyer(offer, contact), **about},
            event=undone,
            cause=undone.label,
            by=undone.by,
            now=undone.at,
        )
