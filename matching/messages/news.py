"""Which move tells whom what. The workflow calls `tell` once the move is made, in its transaction."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from matching.messages import recipients, signing, values
from matching.messages.staff import tell_staff
from psf.accounts.models.absence import stand_in
from psf.links.enums import LinkPurpose
from psf.links.forwarding import first_of, make_room
from psf.links.models import Link
from psf.messaging.post import post

# (placement, event, now) → messages written.
Writer = Callable


def company(code: str) -> Writer:
    """Write `company_<code>` to the contacts who can be reached."""

    def write(placement, event, now) -> None:
        for contact in recipients.company_contacts(placement):
            write_to_contact(placement, contact, code, event=event, now=now)

    return write


def write_to_contact(
    placement, contact, code: str, *, event=None, now=None, named_by: Link | None = None, **kwargs
):
    """Write `company_<code>` about a placement to one contact, with their own link.

    `named_by` is the link whose reader named this contact.
    """
    link = recipients.link_for(
        LinkPurpose.COMPANY,
        now=now,
        named=named_by is not None,
        forwarded_from=first_of(named_by) if named_by else None,
        placement=placement,
        contact=contact,
    )
    return post(
        f"company_{code}",
        placement,
        recipients.company(contact, placement.service_id),
        values=values.for_company(placement, contact, today=timezone.localdate(now)),
        link=link,
        event=event,
        now=now,
        **_cause(event),
        **kwargs,
    )


def write_about_offer(offer, code: str, *, event=None, now=None, key: str | None = None) -> None:
    """Write `company_<code>` about an offer to the titulaire, with « Où en est ma clause ? »."""
    for contact in recipients.contacts_of(offer.company, offer.service_id)[:1]:
        post(
            f"company_{code}",
            offer,
            recipients.company(contact, offer.service_id),
            values=values.for_offer(offer, contact),
            link=recipients.link_for(LinkPurpose.CLAUSE, now=now, offer=offer, contact=contact),
            key=key,
            now=now,
            **_cause(event),
        )


def clause(code: str) -> Writer:
    """Write `company_<code>` about the offer: nothing of it concerns the young person."""

    def write(placement, event, now) -> None:
        write_about_offer(placement.offer, code, event=event, now=now)

    return write


def buyer(code: str) -> Writer:
    """Write `buyer_<code>` to whoever follows the contract, if there is one."""

    def write(placement, event, now, **kwargs) -> None:
        contact = recipients.buyer_contact(placement.offer)
        if contact is None:
            return
        today = timezone.localdate(now)
        post(
            f"buyer_{code}",
            placement,
            recipients.buyer(contact, placement.offer.contract),
            values=values.for_buyer(placement.offer, contact, placement=placement, today=today),
            link=recipients.link_for(
                LinkPurpose.BUYER,
                now=now,
                contract=placement.offer.contract,
                buyer_contact=contact,
            ),
            event=event,
            now=now,
            **_cause(event),
            **kwargs,
        )

    return write


def ask_buyer_to_confirm(contract, proposal, *, now=None) -> None:
    """Write to the address in force that another one was said, with the page that confirms it."""
    contact, offer = proposal.contact, contract.offers.select_related("budget", "service").first()
    if not proposal.known.deliverable_email or proposal.known.email == contact.email:
        return
    post(
        "buyer_address",
        offer,
        recipients.buyer(contact, contract),
        values=values.for_buyer(offer, contact),
        link=recipients.link_for(
            LinkPurpose.BUYER, now=now, contract=contract, buyer_contact=contact
        ),
        cause="Nouvelle adresse à confirmer",
        key=f"buyer_address:{contact.pk}:{contact.address_seen}",
        now=now,
    )


def family(code: str) -> Writer:
    """Write `youth_<code>`, and `guardian_<code>` to the guardians of a minor."""

    def write(placement, event, now, *, key: str | None = None) -> None:
        youth, today = placement.youth, timezone.localdate(now)
        to = recipients.youth(youth)
        post(
            f"youth_{code}",
            placement,
            to,
            values=values.for_family(placement, to.name, today=today),
            link=recipients.link_for(LinkPurpose.YOUTH, now=now, placement=placement, youth=youth),
            event=event,
            key=key and f"{key}:youth",
            now=now,
            **_cause(event),
        )
        for row in recipients.guardians(youth):
            to = recipients.guardian(row)
            post(
                f"guardian_{code}",
                placement,
                to,
                values=values.for_family(placement, to.name, today=today),
                link=recipients.link_for(
                    LinkPurpose.GUARDIAN, now=now, placement=placement, youth=youth, guardian=row
                ),
                event=event,
                key=key and f"{key}:guardian:{row.pk}",
                now=now,
                **_cause(event),
            )

    return write


def once_sent(writer: Writer) -> Writer:
    """Only when the profile had left: before, nobody outside has heard of the file."""

    def write(placement, event, now) -> None:
        if placement.sent_on:
            writer(placement, event, now)

    return write


def with_new_date(writer: Writer) -> Writer:
    def write(placement, event, now) -> None:
        if placement.meeting_at and placement.meeting_at > now:
            writer(placement, event, now)

    return write


def staff(placement, event, now) -> None:
    """Tell whoever follows the file today that somebody answered through their link."""
    if not event.guest:
        return
    user = stand_in(placement.tutor, timezone.localdate(now))
    tell_staff(
        user, placement, "staff_answered", event.label, event=event, now=now, **_cause(event)
    )


MEETING = (with_new_date(company("meeting")), with_new_date(family("meeting")))

NEWS: dict[str, tuple[Writer, ...]] = {
    "send": (company("proposal"), buyer("proposed"), family("sent")),
    "send_commitment": (company("commitment"), buyer("commitment")),
    "ask_agreement": (family("agreement"),),
    "plan_meeting": MEETING,
    "adapt": MEETING,
    "postpone": MEETING,
    "missed": MEETING,
    "ask_signatures": (signing.ask_signatures,),
    "accept": (company("accepted"), buyer("met"), family("accepted")),
    "not_retained": (buyer("refused"), family("not_retained")),
    "withdraw": (once_sent(company("withdrawn")), once_sent(family("stopped"))),
    "release": (company("released"), buyer("released"), family("stopped")),
    "start": (buyer("started"),),
    "finish": (company("ended"), buyer("ended"), family("ended")),
    "interrupt": (company("ended"), buyer("ended"), family("ended")),
    "close": (clause("next"), buyer("closed"), family("closed")),
}


def tell_rung(placement, message: str, now, *, cause: str) -> None:
    """Write what a rung of the ladder of silence tells: « company_reminder », « buyer_asked »…"""
    side, _, code = message.partition("_")
    if side == "buyer":
        buyer(code)(placement, None, now, cause=cause)
    elif side == "company":
        for contact in recipients.company_contacts(placement):
            write_to_contact(placement, contact, code, now=now, cause=cause)


def tell(move, event) -> None:
    """Write what this move tells each side."""
    if right := move.data.get("right_contact"):
        _pass_on(move, event, right)
    for writer in (*NEWS.get(event.name, ()), staff):
        writer(move.subject, event, event.at)


def _pass_on(move, event, right) -> None:
    """Write to the right person; whom the same link had named before has theirs no more."""
    link = move.guest.link if move.guest else None
    message = write_to_contact(
        move.subject, right, "proposal", event=event, now=event.at, named_by=link
    )
    if link:
        make_room(link, keep=message.link, now=event.at)


def _cause(event) -> dict[str, Any]:
    return {"cause": event.label} if event is not None else {}
