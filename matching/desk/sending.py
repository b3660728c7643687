"""What stands on the screen before a profile leaves: plain values, nothing that the move reads.

What the company will read is built by what builds its own page (`matching/guests/pages/presentation.py`)
and its own files (`matching/documents/company.py`).
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from matching.documents.company import may_leave, when_open
from matching.engine.watched_words import Span, found_in, watched
from matching.guests.pages.presentation import Presentation, presentation_of
from matching.guests.wording import places_of
from matching.messages import recipients, values
from matching.models import Agreement, Placement, WatchedWords
from matching.placements import profile
from matching.placements.actions.reserved import PREPARE_FILE
from matching.placements.actions.sent import ANSWER
from matching.placements.filling import academy_of
from psf.documents.content import PDF, text_of
from psf.documents.enums import FileKind
from psf.french.days import numeric, weekday_full_date
from psf.french.volumes import in_words
from psf.messaging.enums import Channel
from psf.messaging.kinds import LINK, fill, kind_of
from psf.messaging.post import filled, text_in_force
from psf.workflow.errors import Refused
from psf.workflow.models import Action, Event
from psf.workflow.policies.effective import policy_of

NO_ADDRESS = "aucune adresse vivante : rien ne lui parviendra, appelez"
NEVER_VERIFIED = "jamais vérifié : appelez avant d'envoyer"


@dataclass(frozen=True, slots=True)
class ReadText:
    """One text as the company reads it, cut at the words to look at again."""

    heading: str
    spans: list[Span]

    @property
    def words(self) -> list[Span]:
        return list(dict.fromkeys(span for span in self.spans if span.subject))


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that exists, and when the company may open it; or a paper brought by hand (no address)."""

    label: str
    when: str = ""
    url: str = ""
    words: tuple[Span, ...] = ()
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody of the company: who, where, by what, and whether that is known to be right."""

    name: str
    detail: str
    channel: str
    address: str
    state: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Sending:
    """All that the screen shows; see the template `matching/file/send.html`."""

    company: str
    place: str
    hours: str
    presentation: Presentation
    texts: list[ReadText]
    papers: list[Paper]
    readers: list[Reader]
    others: list[str]
    letter: Letter | None
    agreement: Agreement | None
    asked_on: str
    is_minor: bool
    guardians: list[str]
    list_state: str


def sending_of(placement: Placement) -> Sending:
    """In the perimeter of the file; reads its files, each in a child process with limits."""
    today, youth, slot = timezone.localdate(), placement.youth, placement.host_slot
    policy = WatchedWords.current(today)
    words = policy.by_subject()
    presentation = presentation_of(placement, today=today, files=())
    contacts = recipients.company_contacts(placement)
    return Sending(
        company=str(slot.hosting_company),
        place=", ".join(places_of(slot)),
        hours=in_words(placement.hours),
        presentation=presentation,
        texts=[ReadText(heading, watched(text, words)) for heading, text in presentation.texts],
        papers=papers_of(placement, words),
        readers=[reader_of(contact, placement) for contact in contacts],
        others=others_of(placement),
        letter=letter_of(placement, contacts[0], today) if contacts else None,
        agreement=profile.agreement_of(placement),
        asked_on=asked_on(placement),
        is_minor=youth.is_minor,
        guardians=[f"{row.first_name} {row.last_name}" for row in recipients.guardians(youth)],
        list_state=f"{policy.source} Liste {policy.state}.",
    )


def papers_of(placement: Placement, words) -> list[Paper]:
    """The files that will be opened, then the papers of which there is none."""
    there = [_file(file, words) for file in may_leave(placement)]
    lacking = profile.without_file(placement)
    return [*there, *(Paper(str(FileKind(kind).label)) for kind in lacking)]


def _file(file, words) -> Paper:
    url = reverse("documents_prives:download", args=[file.pk])
    if file.blob.content_type != PDF:
        return Paper(file.title, when_open(file), url, unread="Image : relisez-la vous-même.")
    try:
        text = text_of(file.blob.content())
    except Refused:
        text = ""
    if not text.strip():
        return Paper(file.title, when_open(file), url, unread="Texte illisible ici : relisez-le.")
    return Paper(file.title, when_open(file), url, words=tuple(found_in(text, words)))


def reader_of(contact, placement: Placement) -> Reader:
    to = recipients.company(contact, placement.service_id)
    channel, address = to.way(has_sms=True)
    verified = (
        f"vérifié le {numeric(contact.verified_on)}" if contact.verified_on else NEVER_VERIFIED
    )
    return Reader(
        name=contact.name,
        detail=", ".join(filter(None, (contact.function, contact.get_role_display()))),
        channel=str(Channel(channel).label) if address else "",
        address=address,
        state=verified if address else NO_ADDRESS,
        is_sure=bool(address and contact.verified_on),
    )


def others_of(placement: Placement) -> list[str]:
    """Who is told besides, none with more than a word of it."""
    buyer = recipients.buyer_contact(placement.offer)
    return [
        *([f"{buyer.name}, acheteur (sans le profil)"] if buyer else []),
        "le jeune",
        *(["son représentant légal"] if recipients.guardians(placement.youth) else []),
    ]


def letter_of(placement: Placement, contact, today) -> Letter:
    """The message as it would leave now, its link apart."""
    kind = kind_of("company_proposal")
    text, _ = text_in_force(kind.code, getattr(academy_of(placement.service), "pk", None))
    due = policy_of(placement).due(ANSWER, today)
    said = values.for_company(placement, contact) | {"reponse_avant": weekday_full_date(due)}
    written = filled(kind, text, said)
    return Letter(written.subject, fill(written.body, {LINK: "[lien personnel]"}))


def asked_on(placement: Placement) -> str:
    """When the agreement was asked by link, or ""."""
    events = Event.objects.transitions().not_undone().filter(placement=placement)
    event = events.filter(name="ask_agreement").order_by("-at").first()
    return numeric(timezone.localtime(event.at)) if event else ""


def checklist_action(placement: Placement) -> Action | None:
    """The action whose points are to be checked before the sending."""
    return Action.objects.open().of(PREPARE_FILE).filter(placement=placement).first()
