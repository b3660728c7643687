"""A mail as it travels: plain text, and HTML made from the same text."""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

# Lines of at most 76 characters of ASCII: no server has to be asked what it understands.
POLICY = SMTP.clone(cte_type="7bit")
PARAGRAPHS = re.compile(r"\n[ \t]*\n+")


class UnusableAddress(ValueError):
    """No mail can be addressed there."""


def compose(message, text: str) -> EmailMessage:
    """Return the mail of `message`; `text` is its body with the reader's link in it.

    Raises UnusableAddress, and ValueError for a header that cannot be written.
    """
    mail = EmailMessage(policy=POLICY)
    mail["Subject"] = message.subject_line
    mail["From"] = settings.DEFAULT_FROM_EMAIL
    mail["To"] = envelope_address(message.address)
    if settings.MESSAGES_REPLY_TO:
        mail["Reply-To"] = settings.MESSAGES_REPLY_TO
    mail["Date"] = format_datetime(timezone.localtime())
    mail["Message-ID"] = message_id(message)
    # Out-of-office notices and mailing lists must not answer (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    html = html_of(
        message.subject_line, text, message.link.url if message.link else "", message.button
    )
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    return mail


def message_id(message) -> str:
    """`<reference@domain of the sender>`: a returned mail is recognised by it."""
    return f"<{message.reference}@{sender_address().rpartition('@')[2]}>"


def sender_address() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def envelope_address(text: str) -> str:
    """The address as servers take it, an international domain in its ASCII form."""
    local, _, domain = text.strip().rpartition("@")
    try:
        address = Address(username=local, domain=domain.encode("idna").decode())
        address.addr_spec.encode("ascii")
    except (ValueError, IndexError) as error:
        raise UnusableAddress(text) from error
    if not local or not domain:
        raise UnusableAddress(text)
    return address.addr_spec


def html_of(subject: str, text: str, link: str, button: str) -> str:
    """The same words as `text`: paragraphs, and a large button where `link` stands."""
    return render_to_string(
        "messaging/email.html",
        {
            "subject": subject,
            "blocks": blocks_of(text, link),
            "button": button,
            "site": settings.WAGTAIL_SITE_NAME,
        },
    )


def blocks_of(text: str, link: str = "") -> list[dict]:
    """Paragraphs as {"lines": […]} and addresses as {"url": …}, in the order of `text`.

    The reader's link becomes a button wherever it stands; another address of the site when it is
    alone on its line. Addresses that somebody typed stay plain words.
    """
    home = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    blocks: list[dict] = []
    for paragraph in PARAGRAPHS.split(text.strip()):
        lines = []
        for line in paragraph.splitlines():
            before, url, after = line.partition(link) if link else (line, "", "")
            if not url and re.fullmatch(re.escape(home) + r"/\S*", line.strip()):
                before, url, after = "", line.strip(), ""
            if before.strip():
                lines.append(before.strip())
            if url:
                blocks += [{"lines": lines}] if lines else []
                blocks.append({"url": url})
                lines = [after.strip()] if after.strip(" .") else []
        blocks += [{"lines": lines}] if lines else []
    return blocks
