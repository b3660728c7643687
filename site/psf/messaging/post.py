"""Writing a message, in the transaction of its cause. The outbox sends it afterwards."""

from dataclasses import dataclass

from django.db import models
from django.utils import timezone

from psf.messaging.enums import Channel, MessageState
from psf.messaging.kinds import Text, fill, kind_of
from psf.messaging.models import Message, MessageTemplate
from psf.messaging.undelivered import tell

NO_ADDRESS = "Ni adresse électronique ni téléphone : prévenez cette personne autrement."


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person: where to write, and by which channel they prefer ("" chooses email first).

    Exactly one of the rows is given; a young person needs none: the subject names them.
    """

    name: str
    email: str = ""
    phone: str = ""
    prefers: str = ""
    contact: models.Model | None = None
    buyer_contact: models.Model | None = None
    guardian: models.Model | None = None
    user: models.Model | None = None

    def way(self, *, has_sms: bool) -> tuple[str, str]:
        """(channel, address) for this person; an address may be empty: nobody can be reached."""
        ways = {Channel.EMAIL: self.email, Channel.SMS: self.phone if has_sms else ""}
        order = [Channel.SMS, Channel.EMAIL] if self.prefers == Channel.SMS else list(Channel)
        return next(((way, ways[way]) for way in order if ways[way]), (order[0], ""))


def text_in_force(kind: str, academy_id=None) -> tuple[Text, MessageTemplate | None]:
    """The text to use in an académie, and its version; None means the code's own text."""
    template = MessageTemplate.objects.in_force(kind, academy_id)
    return (template.text, template) if template else (kind_of(kind).text, None)


def post(
    kind: str,
    subject,
    to: Recipient,
    *,
    values: dict[str, str],
    link=None,
    cause: str = "",
    event=None,
    key: str | None = None,
    by=None,
    now=None,
) -> Message | None:
    """Write one message about `subject` (None: a digest for a user); None when `key` was written.

    `values` holds every variable of the kind but the link. Somebody with no address gets a message
    that failed at once, told to `undelivered`, so that a person sees it.
    """
    now = now or timezone.now()
    if key is not None and Message.objects.filter(key=key).exists():
        return None
    about = subject.as_subject() if subject is not None else {}
    if to.contact is not None:
        about["contact"] = to.contact
    service = about.get("service")
    academy_id = service.department.academy_id if service is not None else None
    text, template = text_in_force(kind, academy_id)
    channel, address = to.way(has_sms=bool(text.sms))
    message = Message(
        kind=kind,
        cause=cause[:200],
        event=event,
        key=key,
        recipient=kind_of(kind).recipient,
        recipient_name=to.name,
        buyer_contact=to.buyer_contact,
        guardian=to.guardian,
        user=to.user,
        channel=channel,
        address=address,
        subject_line=fill(text.subject, values),
        body=fill(text.sms if channel == Channel.SMS else text.body, values),
        template=template,
        link=link,
        next_attempt_at=now,
        created_at=now,
        created_by=by,
        **about,
    )
    if not address:
        message.state, message.trouble = MessageState.FAILED, NO_ADDRESS
    if key is None:
        message.save()
    else:
        # Whoever wrote the same key meanwhile wins; a conflict leaves no primary key to read.
        Message.objects.bulk_create([message], ignore_conflicts=True)
        message = Message.objects.filter(reference=message.reference).first()
        if message is None:
            return None
    if not address:
        tell(message)
    return message
