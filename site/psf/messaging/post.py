"""Writing a message, in the transaction of its cause. The outbox sends it afterwards."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils import timezone

from psf.french.phrases import shortened
from psf.messaging import sms
from psf.messaging.channels import sms_available
from psf.messaging.enums import Channel, MessageState
from psf.messaging.kinds import (
    LINK,
    SERVICE,
    SIGNATURES,
    VARIABLE,
    MessageKind,
    Text,
    fill,
    kind_of,
    problems_of,
)
from psf.messaging.models import Message, MessageTemplate
from psf.messaging.tasks import wake
from psf.messaging.undelivered import tell
from psf.quantities.telephones import mobile

logger = logging.getLogger("psf.messaging")

SPACES = re.compile(r"[ \t]+")
EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")

NO_LINK = "(Votre lien personnel a été retiré. Appelez {whom}.)"
# « /l/ », a token and its end; psf.links stands beside this room, which asks nothing of it.
LINK_PATH = 36
PRODUCT = "PSF"
ELSEWHERE = "Un message vous attend : {lien}"
YOUR_SERVICE = "la personne qui suit le dossier"
NO_ADDRESS = "Ni adresse électronique ni téléphone mobile : prévenez cette personne autrement."


# (kind, académie) → what `text_in_force` answered, where a block remembers it.
_texts: ContextVar[dict | None] = ContextVar("texts in force", default=None)
SUBJECT_LENGTH = Message._meta.get_field("subject_line").max_length
NAME_LENGTH = Message._meta.get_field("recipient_name").max_length


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
        number = mobile(self.phone) if has_sms and sms_available() else ""
        ways = {Channel.EMAIL: self.email.strip(), Channel.SMS: number}
        order = [Channel.SMS, Channel.EMAIL] if self.prefers == Channel.SMS else list(Channel)
        return next(((way, ways[way]) for way in order if ways[way]), (order[0], ""))


def text_in_force(kind: str, academy_id=None) -> tuple[Text, MessageTemplate | None]:
    """The text to use in an académie, and its version; None means the code's own text.

    A version that uses a variable which no longer exists gives way to the code's own text.
    """
    known = _texts.get()
    if known is None:
        return _text_in_force(kind, academy_id)
    if (kind, academy_id) not in known:
        known[kind, academy_id] = _text_in_force(kind, academy_id)
    return known[kind, academy_id]


@contextmanager
def texts_remembered() -> Iterator[None]:
    """Read each text in force at most once in this block: one night of the clock."""
    token = _texts.set({})
    try:
        yield
    finally:
        _texts.reset(token)


def _text_in_force(kind: str, academy_id) -> tuple[Text, MessageTemplate | None]:
    template = MessageTemplate.objects.in_force(kind, academy_id)
    if template and problems_of(kind_of(kind), template.text):
        logger.error("message %s: version %s no longer fits", kind, template.pk)
        template = None
    return (template.text, template) if template else (kind_of(kind).text, None)


def signed(kind: MessageKind, body: str) -> str:
    """`body`, with whom to call when the kind knows it and the text does not say it."""
    used = VARIABLE.findall(body)
    for person, phone in SIGNATURES:
        if person in kind.variables and phone in kind.variables and phone not in used:
            names = [person, *([SERVICE] if SERVICE in kind.variables else []), phone]
            return (
                f"{body.rstrip()}\n\nUne question ? {', '.join(f'{{{name}}}' for name in names)}."
            )
    return body


def signed_sms(kind: MessageKind, text: str, *, whole: bool = True) -> str:
    """An SMS that says first who writes, last whom to answer; `whole` False: without the service.

    A number that nobody knows writes it: without a name it is thrown away, or feared.
    """
    if not text.strip():
        return ""
    used = VARIABLE.findall(text)
    sender = PRODUCT
    if whole and SERVICE in kind.variables and SERVICE not in used:
        sender = f"{PRODUCT}, {{{SERVICE}}}"
    said = text.strip() if text.startswith(PRODUCT) else f"{sender}. {text.strip()}"
    for person, phone in SIGNATURES:
        if person not in kind.variables or phone not in kind.variables or phone in used:
            continue
        who = phone if person in used else f"{person}}}, {{{phone}"
        # An address takes the mark that follows it for its own.
        end = "" if said.endswith("}") else "."
        said = f"{said.rstrip('.')}{end} Question ? {{{who}}}"
    return said


def filled_sms(kind: MessageKind, text: str, values: dict[str, str]) -> str:
    """The SMS as its reader gets it, never cut: what does not fit gives way to whom to ask."""
    candidates = [signed_sms(kind, text), signed_sms(kind, text, whole=False)]
    if kind.has_link:
        candidates.append(signed_sms(kind, ELSEWHERE))
    known = {name: " ".join(str(value).split()) for name, value in values.items()}
    found = ""
    for candidate in candidates:
        found = sms.plain(in_paragraphs(fill(candidate, known)))
        if sms.parts(fill(found, {LINK: "x" * longest_link()})) <= sms.MOST_PARTS:
            break
    return found


def without_link(kind: MessageKind, text: Text, values: dict[str, str]) -> Text:
    """`text` as its reader gets it, for one whose link was withdrawn: whom to call stands there."""
    person, phone = next(
        ((values[who], values[number]) for who, number in SIGNATURES if number in kind.variables),
        ("", ""),
    )
    words = NO_LINK.format(whom=", ".join(filter(None, (person, phone))) or YOUR_SERVICE)
    return Text(text.subject, fill(text.body, {LINK: words}), fill(text.sms, {LINK: words}))


def in_paragraphs(text: str) -> str:
    """`text` with the line ends of Unix, and no hole where a variable had no word."""
    return EMPTY_LINES.sub("\n\n", text.replace("\r\n", "\n")).strip()


def longest_link() -> int:
    """How many signs the address of a personal link takes."""
    return len(settings.WAGTAILADMIN_BASE_URL.rstrip("/")) + LINK_PATH


def filled(kind: MessageKind, text: Text, values: dict[str, str]) -> Text:
    """`text` as its reader gets it, the link aside; the subject on one line."""
    values = {name: SPACES.sub(" ", str(value)).strip() for name, value in values.items()}
    return Text(
        subject=shortened(fill(text.subject, values), SUBJECT_LENGTH),
        body=in_paragraphs(fill(signed(kind, text.body), values)),
        sms=filled_sms(kind, text.sms, values),
    )


def post(
    kind: str,
    subject,
    to: Recipient,
    *,
    values: dict[str, str],
    link: Callable[[str], models.Model | None] | None = None,
    cause: str = "",
    event=None,
    key: str | None = None,
    by=None,
    now=None,
) -> Message | None:
    """Write one message about `subject` (None: a digest for a user); None when `key` was written.

    `values` holds every variable of the kind but the link: ValueError otherwise. `link` gives the
    link for the address written to, or None when a person withdrew it: the message then says whom to
    call. Somebody with no address gets a message that failed at once, told to `undelivered`, so that
    a person sees it.
    """
    declared = kind_of(kind)
    if missing := set(declared.variables) - set(values):
        raise ValueError(f"message {kind}: no value for {', '.join(sorted(missing))}")
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
    given = link(address) if link and address else None
    text = filled(declared, text, values)
    if link and address and given is None:
        text = without_link(declared, text, values)
    message = Message(
        kind=kind,
        cause=cause[:200],
        event=event,
        key=key,
        recipient=declared.recipient,
        recipient_name=to.name[:NAME_LENGTH],
        buyer_contact=to.buyer_contact,
        guardian=to.guardian,
        user=to.user,
        channel=channel,
        address=address,
        subject_line=text.subject,
        body=text.sms if channel == Channel.SMS else text.body,
        template=template,
        link=given,
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
    if address:
        wake()
    else:
        tell(message)
    return message
