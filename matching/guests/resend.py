"""« Renvoyer mon lien »: to the address that the link was issued for, while it is in force, nowhere else."""

from django.utils import timezone

from matching.messages import recipients, values
from matching.messages.resent import Resent
from offers.filings.lifecycle import unconfirmed_in_words
from offers.filings.wording import values as filing_values
from offers.models import Offer
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.messaging.models import Message
from psf.messaging.post import Recipient, post
from psf.perimeter.scope import perimeter

HOLDERS = (
    *("youth", "placement", "guardian", "offer", "contract", "contact", "buyer_contact"),
    "filing",
)


def send_again(link: Link, *, by=None, now=None) -> Message | None:
    """Write a message with this link, or with a new one if it is over; None when none was sent.

    A link that was revoked is never sent again, nor one whose address is no longer in force. One
    issued before links belonged to an address goes to the address in force.
    """
    with perimeter([link.service_id] if link.service_id else []):
        find = recipients.at_the_address_of if link.address_digest else recipients.holder
        to = find(link)
        if to is None or link.revoked_at is not None:
            return None
        message = _write(link, to, Resent.ASKED if by is None else Resent.SENT_AGAIN, by, now)
    return message if message and message.link_id else None


def issue_anew(link: Link, *, by, now=None) -> Message | None:
    """Send a new link to whoever held this one, where they may be written to today.

    A person decided it: what was revoked before no longer stands in the way. None when they can't
    be written to.
    """
    with perimeter([link.service_id] if link.service_id else []):
        to = recipients.holder(link)
        if to is None or not any((to.email, to.phone)):
            return None
        message = _write(link, to, Resent.ISSUED, by, now, issued_by=by)
    return message if message and message.link_id else None


def follow(link: Link, *, now=None) -> Message | None:
    """The reader gave another address, in force for this file: a link of its own leaves for it."""
    to = recipients.holder(link)
    return _write(link, to, Resent.CORRECTED, None, now) if to else None


def _write(link: Link, to: Recipient, cause: Resent, by, now, issued_by=None) -> Message | None:
    about = {name: getattr(link, name) for name in HOLDERS if getattr(link, f"{name}_id")}
    if link.filing_id:
        about["service"] = link.service
    elif link.party:
        about["party"] = link.party
    elif link.purpose == LinkPurpose.YOUTH:
        about.setdefault("placement", None)
    kind, subject, words = _said(link)
    return post(
        kind,
        subject,
        to,
        values={**words, "motif": cause.words(subject.service)},
        link=recipients.link_for(
            LinkPurpose(link.purpose),
            now=now,
            named=link.forwarded_from_id is not None,
            forwarded_from=link.forwarded_from,
            issued_by=issued_by,
            **about,
        ),
        cause=str(cause),
        by=by,
        now=now or timezone.now(),
    )


def _said(link):
    """(kind of message, what it is about, its variables)."""
    if link.filing_id:
        return _said_of_filing(link.filing)
    if link.buyer_contact_id:
        offer = link.contract.offers.select_related("budget", "service").order_by("pk").first()
        return "buyer_resend", offer, values.for_buyer(offer, link.buyer_contact)
    if link.contact_id:
        offer = link.offer or Offer.objects.get(pk=link.placement.offer_id)
        subject = link.placement or offer
        words = values.for_offer(offer, link.contact)
        return "company_resend", subject, {**words, "code": subject.code}
    kind = "guardian_resend" if link.guardian_id else "youth_resend"
    guardian = link.guardian
    name = f"{guardian.first_name} {guardian.last_name}" if guardian else link.youth.full_name
    return kind, link.placement or link.youth, values.for_youth(link.youth, name)


def _said_of_filing(filing):
    """Until it is confirmed, the same mail again: it carries nothing of what was typed."""
    if not filing.is_confirmed:
        return "filing_confirm", filing, {"effacement": unconfirmed_in_words()}
    return "filing_resend", filing, filing_values(filing)
