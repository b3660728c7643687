"""A step is undone: what has not left never leaves, and whoever was told of it is told so.

When a profile had left, the company's page closes too, and everybody written to since is told:
company, buyer, young person, guardian, and who follows the file when somebody else undid it.
"""

from matching.messages import recipients, values
from matching.messages.staff import tell_staff
from matching.models import Placement
from psf.accounts.models import User
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.messaging.enums import TOLD, MessageState
from psf.messaging.models import Message
from psf.messaging.post import post
from psf.workflow.enums import Actor

UNDONE = "Étape annulée avant l'envoi."
SENDING = "send"


def untell(event, undone) -> None:
    """Take back what the move of `event` told; `undone` is the event of the undo."""
    placement = Placement.objects.get(pk=event.placement_id)
    messages = Message.objects.filter(event=event)
    if event.name == SENDING:
        messages = Message.objects.about(placement).filter(created_at__gte=event.at)
        Link.objects.filter(placement=placement, purpose=LinkPurpose.COMPANY).recall(
            by=undone.by, now=undone.at
        )
    messages.filter(state=MessageState.QUEUED).update(state=MessageState.WITHDRAWN, trouble=UNDONE)
    told = messages.filter(state__in=TOLD).select_related(
        "contact", "buyer_contact", "guardian", "user"
    )
    for message in _one_for_each(told):
        _tell(message, placement, event, undone)
    if event.name == SENDING and placement.tutor_id != undone.by_id:
        _tell_staff(placement.tutor, placement, undone)


def _one_for_each(messages) -> list[Message]:
    """The first message of each reader, in the order they were written."""
    first: dict[tuple, Message] = {}
    for message in messages.order_by("created_at", "pk"):
        reader = (
            message.recipient,
            message.contact_id,
            message.buyer_contact_id,
            message.guardian_id,
            message.user_id,
        )
        first.setdefault(reader, message)
    return list(first.values())


def _tell(message: Message, placement, event, undone) -> None:
    """Write to the reader of `message`, wherever they may be written to today."""
    code = "recalled" if event.name == SENDING else "undone"
    offer, youth = placement.offer, placement.youth
    about = {"message": message.subject_line or message.label}
    match message.recipient:
        case Actor.COMPANY if message.contact:
            to = recipients.company(message.contact, placement.service_id)
            words = values.for_company(placement, message.contact)
        case Actor.BUYER if message.buyer_contact:
            to = recipients.buyer(message.buyer_contact, offer.contract)
            words = values.for_buyer(offer, message.buyer_contact, placement=placement)
        case Actor.YOUTH:
            to = recipients.youth(youth)
            words = values.for_family(placement, to.name)
        case Actor.GUARDIAN if message.guardian:
            to = recipients.guardian(message.guardian)
            words = values.for_family(placement, to.name)
        case _ if message.user:
            _tell_staff(message.user, placement, undone)
            return
        case _:
            return
    post(
        f"{message.recipient}_{code}",
        placement,
        to,
        values={**words, **about},
        event=undone,
        cause=undone.label,
        by=undone.by,
        now=undone.at,
    )


def _tell_staff(user: User, placement, undone) -> None:
    tell_staff(
        user,
        placement,
        "staff_undone",
        undone.label,
        event=undone,
        cause=undone.label,
        now=undone.at,
    )
