"""Returned mails: which message came back, and whether for good (RFC 3464)."""

import email
import imaplib
import logging
import re
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage

from django.conf import settings

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
REFERENCE = re.compile(r"<\s*([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})@[^>\s]+>", re.IGNORECASE)
DELIVERY_STATUS = "message/delivery-status"
STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")


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
    """Read a mail of the mailbox; None when it is no report about one of our messages."""
    mail = email.message_from_bytes(raw, policy=policy.default)
    statuses = [part for part in mail.walk() if part.get_content_type() == DELIVERY_STATUS]
    reference = _reference(mail)
    if not statuses or reference is None:
        return None
    for group in _groups(statuses[0]):
        status = STATUS.search(_header(group, "Status"))
        action = _header(group, "Action").lower()
        if status is None or action not in ("", "failed"):
            continue
        said = _header(group, "Diagnostic-Code").partition(";")[2]
        return Bounce(reference, status[0], " ".join(said.split())[:120])
    return None


def _groups(part) -> list:
    """The groups of fields of a delivery status: the report's own, then one a recipient."""
    content = part.get_payload()
    return content if isinstance(content, list) else []


def _header(group, name) -> str:
    # Servers write headers that the standard's parser refuses to understand.
    with suppress(Exception):
        return str(group.get(name, ""))
    return ""


def _reference(mail) -> uuid.UUID | None:
    """From the returned message, whole or headers only; else from what the report answers to."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            returned = part.get_payload()
            headers = returned[0] if isinstance(returned, list) and returned else EmailMessage()
            found = REFERENCE.search(_header(headers, "Message-ID"))
        elif kind == "text/rfc822-headers":
            lines = part.get_payload(decode=True) or b""
            found = re.search(r"(?im)^message-id:\s*(\S.*)$", lines.decode("ascii", "replace"))
            found = REFERENCE.search(found[1]) if found else None
        else:
            continue
        if found:
            return uuid.UUID(found[1])
    for name in ("In-Reply-To", "References", "X-Failed-Message-ID"):
        if found := REFERENCE.search(_header(mail, name)):
            return uuid.UUID(found[1])
    return None


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
    except Exception:
        logger.exception("bounces: a mail cannot be read")
        return False
    return bounce is not None and take(bounce)
