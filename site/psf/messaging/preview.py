"""What a reader would get, without sending it."""

from dataclasses import dataclass

from django.conf import settings

from psf.messaging import sms
from psf.messaging.channels import nothing_leaves
from psf.messaging.compose import html_of
from psf.messaging.enums import Channel
from psf.messaging.kinds import LINK, SIGNING_CODE, MessageKind, Text, fill
from psf.messaging.post import filled

# Stands for a code wherever it must not be seen.
NO_CODE = "••••••"


@dataclass(frozen=True, slots=True)
class Preview:
    """A mail (`html`, in a frame) and an SMS; `url` opens the reader's page where it may be shown."""

    subject: str
    html: str = ""
    sms: str = ""
    url: str = ""

    @property
    def sms_length(self) -> int:
        return len(self.sms)

    @property
    def sms_parts(self) -> int:
        return sms.parts(self.sms)


def no_link() -> str:
    """Stands for a reader's own link wherever it must not be seen; it opens nothing."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/l/lien-personnel-du-destinataire/"


def of_text(kind: MessageKind, text: Text, values: dict[str, str]) -> Preview:
    """A text of this kind with these values; variables without a value keep their place."""
    link = no_link()
    shown = filled(kind, text, values)
    places = {LINK: link, SIGNING_CODE: NO_CODE}
    return Preview(
        subject=shown.subject,
        html=in_frame(html_of(shown.subject, fill(shown.body, places), link, kind.button)),
        sms=fill(shown.sms, places),
    )


def of_message(message) -> Preview:
    """A message as its reader gets it; link and code are theirs where nothing leaves, never elsewhere."""
    shown = message.link if nothing_leaves() else None
    real, code = (shown.url, shown.code) if shown else ("", "")
    link = real or no_link()
    text = fill(message.body, {LINK: link, SIGNING_CODE: code or NO_CODE})
    if message.channel == Channel.SMS:
        return Preview(subject="", sms=text, url=real)
    html = html_of(message.subject_line, text, link, message.button)
    return Preview(subject=message.subject_line, html=in_frame(html), url=real)


def in_frame(html: str) -> str:
    """The same page, whose links open beside the frame that holds it."""
    return html.replace("<head>", '<head><base target="_blank">', 1)
