"""What a returned mail says (RFC 3464). Runs in the child: anybody may write to that mailbox."""

import email
import re
from contextlib import suppress
from email import policy
from email.message import EmailMessage

REFERENCE = re.compile(r"<\s*([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})@[^>\s]+>", re.IGNORECASE)
DELIVERY_STATUS = "message/delivery-status"
STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
MESSAGE_ID = re.compile(r"(?im)^message-id:\s*(\S.*)$")
# Of one header, whatever a server puts there.
LONGEST = 2_000


def parse(raw: bytes) -> tuple[dict, bytes]:
    """`reference` of the message that came back, `status` such as "5.1.1", what the server `said`.

    Empty when the mail is no report about one of our messages.
    """
    mail = email.message_from_bytes(raw, policy=policy.default)
    statuses = [part for part in mail.walk() if part.get_content_type() == DELIVERY_STATUS]
    reference = _reference(mail)
    if not statuses or reference is None:
        return {}, b""
    for group in _groups(statuses[0]):
        status = STATUS.search(_header(group, "Status"))
        action = _header(group, "Action").lower()
        if status is None or action not in ("", "failed"):
            continue
        said = _header(group, "Diagnostic-Code").partition(";")[2]
        words = " ".join(said.split())[:120]
        return {"reference": reference, "status": status[0], "said": words}, b""
    return {}, b""


def _groups(part) -> list:
    """The groups of fields of a delivery status: the report's own, then one a recipient."""
    content = part.get_payload()
    return content if isinstance(content, list) else []


def _header(group, name) -> str:
    # Servers write headers that the standard's parser refuses to understand.
    with suppress(Exception):
        return str(group.get(name, ""))[:LONGEST]
    return ""


def _reference(mail) -> str | None:
    """From the returned message, whole or headers only; else from what the report answers to."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            returned = part.get_payload()
            headers = returned[0] if isinstance(returned, list) and returned else EmailMessage()
            found = REFERENCE.search(_header(headers, "Message-ID"))
        elif kind == "text/rfc822-headers":
            lines = part.get_payload(decode=True) or b""
            found = MESSAGE_ID.search(lines.decode("ascii", "replace"))
            found = REFERENCE.search(found[1][:LONGEST]) if found else None
        else:
            continue
        if found:
            return found[1].lower()
    for name in ("In-Reply-To", "References", "X-Failed-Message-ID"):
        if found := REFERENCE.search(_header(mail, name)):
            return found[1].lower()
    return None
