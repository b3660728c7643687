"""« Renvoyer mon lien »: to the address that the last message with this link went to, nowhere else."""

from django.utils import timezone

from matching.messages import values
from offers.models import Offer
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.messaging.enums import Channel
from psf.messaging.models import Message
from psf.messaging.post import Recipient, post
from psf.perimeter.scope import all_services, perimeter
from psf.workflow.enums import Actor

HOLDERS = ("youth", "placement", "guardian", "offer", "contract", "contact", "buyer_contact")
KINDS = {
    Actor.COMPANY: "company_resend",
    Actor.BUYER: "buyer_resend",
    Actor.YOUTH: "youth_resend",
    Actor.GUARDIAN: "guardian_resend",
}


def send_again(link: Link, *, by=None, now=None) -> Message | None:
    """Write a message with this link, or with a new one if it is over; None when none was sent.

    A link that was revoked is never sent again.
    """
    now = now or timezone.now()
    if link.revoked_at is not None:
        return None
    former = last_message(link)
    if former is None or not former.address or former.recipient not in KINDS:
        return None
    with perimeter([link.service_id] if link.service_id else []):
        fresh = link if link.is_alive(now) else renewed(link, now)
        subject, words = _subject_and_words(link, former)
        return post(
            KINDS[Actor(former.recipient)],
            subject,
            _recipient(link, former),
            values=words,
            link=fresh,
            cause="Lien redemandé" if by is None else "Lien renvoyé",
            by=by,
            now=now,
        )


def last_message(link: Link) -> Message | None:
    """The newest message that carried this link. A buyer's may stand under any service."""
    with all_services("find where a link was sent"):
        found = Message.objects.filter(link=link).exclude(address="")
        return found.order_by("-created_at", "-pk").first()


def renewed(link: Link, now=None) -> Link:
    """A new link for the same person and purpose."""
    about = {name: getattr(link, name) for name in HOLDERS if getattr(link, f"{name}_id")}
    return Link.issue(LinkPurpose(link.purpose), now=now, party=link.party, **about)


def _recipient(link, former) -> Recipient:
    by_sms = former.channel == Channel.SMS
    return Recipient(
        name=former.recipient_name,
        email="" if by_sms else former.address,
        phone=former.address if by_sms else "",
        prefers=former.channel,
        contact=link.contact,
        buyer_contact=link.buyer_contact,
        guardian=link.guardian,
    )


def _subject_and_words(link, former):
    """(what the message is about, its variables)."""
    if former.recipient == Actor.BUYER:
        offer = link.contract.offers.select_related("budget", "service").order_by("pk").first()
        return offer, values.for_buyer(offer, link.buyer_contact)
    if former.recipient == Actor.COMPANY:
        offer = link.offer or Offer.objects.get(pk=link.placement.offer_id)
        return link.placement or offer, values.for_offer(offer, link.contact)
    youth = link.youth
    return link.placement or youth, values.for_youth(youth, former.recipient_name)
