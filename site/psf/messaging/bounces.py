"""Returned mails: which message came back, and whether for good (RFC 3464)."""

import imaplib
import logging
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings

from psf.confined.errors import Refusal
from psf.confined.running import Task
from psf.messaging.enums import MessageState
from psf.messaging.models import Message
from psf.messaging.outbox import REASON_LENGTH, tell_undelivered
from psf.perimeter.scope import all_services, perimeter
from psf.workflow.locks import only_one

logger = logging.getLogger("psf.messaging")

LOCK = "bounces"
MAILS, SECONDS = 200, 60
CONNECT_SECONDS = 20
# A returned mail may carry the whole message; what it says stands first.
BYTES = 200_000
PARSE = Task("psf.messaging.reports:parse")


@dataclass(frozen=True, slots=True)
class Bounce:
    """`reference` of the message that came back; `status` such as "5.1.1"; what the server said."""

    reference: uuid.UUID
    status: str
    said: str = ""

    @property
    def is_final(self) -> bool:
        return self.status.startswith("5")

    @property
    def reason(self) -> str:
        words = f"{self.status} : {self.said}" if self.said else self.status
        return f"Le serveur du destinataire a renvoyé ce message ({words})."


def parse(raw: bytes) -> Bounce | None:
    """Read a mail of the mailbox; None when it is no report about one of our messages.

    Raises Refusal for a mail that cannot be read.
    """
    said = PARSE.run(raw).said
    if not said:
        return None
    return Bounce(uuid.UUID(said["reference"]), said["status"], said["said"])


def take(bounce: Bounce) -> bool:
    """Mark the message that came back for good, and tell; False when there is nothing to do.

    Read twice, it does nothing the second time.
    """
    if not bounce.is_final:
        return False
    rows = Message.objects.filter(reference=bounce.reference)
    with all_services("a returned mail"):
        services = list(rows.values_list("service_id", flat=True))
    if not services:
        return False
    with perimeter(filter(None, services)):
        changed = rows.exclude(state=MessageState.FAILED).update(
            state=MessageState.FAILED, trouble=bounce.reason[:REASON_LENGTH]
        )
        if changed:
            tell_undelivered(rows.get())
    return bool(changed)


def read_mailbox() -> int:
    """Read what came back since the last time; returns how many messages are marked.

    Every mail read is marked as seen once it is handled, reports or not: the mailbox serves
    nothing else. A failure leaves the rest for the next time.
    """
    if not settings.BOUNCE_MAILBOX["host"]:
        return 0
    with only_one(LOCK) as alone:
        if not alone:
            return 0
        try:
            mailbox = open_mailbox()
        except (OSError, imaplib.IMAP4.error) as error:
            logger.warning("bounces: the mailbox cannot be opened: %s", error)
            return 0
        try:
            return _read(mailbox)
        except (OSError, imaplib.IMAP4.error) as error:
            logger.warning("bounces: the mailbox went away: %s", error)
            return 0
        finally:
            with suppress(OSError, imaplib.IMAP4.error):
                mailbox.logout()


def open_mailbox():
    """A session on the folder of returned mails. Raises OSError and imaplib.IMAP4.error."""
    chosen = settings.BOUNCE_MAILBOX
    mailbox = imaplib.IMAP4_SSL(chosen["host"], chosen["port"], timeout=CONNECT_SECONDS)
    mailbox.login(chosen["user"], chosen["password"])
    answer, _ = mailbox.select(chosen["folder"])
    if answer != "OK":
        raise imaplib.IMAP4.error(f"no folder {chosen['folder']}")
    return mailbox


def _read(mailbox) -> int:
    marked, end = 0, time.monotonic() + SECONDS
    _, found = mailbox.uid("search", None, "UNSEEN")
    for uid in (found[0] or b"").split()[:MAILS]:
        if time.monotonic() >= end:
            break
        _, parts = mailbox.uid("fetch", uid.decode(), f"(BODY.PEEK[]<0.{BYTES}>)")
        raw = next((part[1] for part in parts if isinstance(part, tuple)), b"")
        marked += _handle(raw)
        mailbox.uid("store", uid.decode(), "+FLAGS", r"(\Seen)")
    return marked


def _handle(raw: bytes) -> bool:
    try:
        bounce = parse(raw)
    except Refusal as refusal:
        logger.error("bounces: a mail cannot be read: %s", refusal)
        return False
    return bounce is not None and take(bounce)
