"""What every page answers: who reads, what is shown, what may be answered.

Pages are plain values built here, never rows: a template can't show what was not put in them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from matching.documents.review import ReviewPage
from matching.guests.closed import Closed
from matching.messages.in_force import service_of
from matching.models import Placement, Youth
from matching.placements.forms.transitions import FORMS
from matching.placements.workflow import PLACEMENTS
from psf.links.models import Link
from psf.territories.models import Service
from psf.workflow.enums import Actor, EventKind
from psf.workflow.forms import MoveForm
from psf.workflow.history import newest_move
from psf.workflow.locks import lock_subject
from psf.workflow.machine import Guest
from psf.workflow.models import Event


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to call."""

    name: str
    phone: str = ""
    detail: str = ""


def service_to_call(link: Link) -> Person | None:
    """The service that follows what `link` is about: all that its page says once it does not open."""
    of = link.service_id or service_of(link.offer or link.contract)
    service = Service.everywhere.select_related("archive_of").get(pk=of).origin if of else None
    return Person(service.name, service.phone, service.email) if service else None


@dataclass(frozen=True, slots=True)
class Heading:
    """On top of each page: to whom the link was sent, whom to call, what to do if it is not them."""

    sent_to: str
    subject: str
    call: Person | None
    not_you: str
    wrong_person: str = ""
    # The gesture by which one asks for one's rights, where the page does not say it itself.
    rights: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file given out."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Gesture:
    """One thing that the reader may answer. `in_one_tap`: its button stands on the page itself.

    `form(page, data)` builds the form; `act(page, form)` raises Refused; `refusal(page)` says why
    it is closed now, or None. `before` names a gesture to make first ("" for none), `then` the one
    that comes next. `is_free`: other browsers' answers keep nobody from it, what it does having bounds
    of its own.
    """

    name: str
    title: str
    button: str
    done: str
    form: Callable
    act: Callable
    refusal: Callable = lambda page: None
    in_one_tap: bool = False
    template: str = "matching/guests/form.html"
    lead: str = ""
    is_free: bool = False
    before: Callable = lambda page: ""
    then: str = ""


class Page:
    """The page of one link; `params` is what the address and the form say of where one is."""

    template = ""
    actor: Actor
    gestures: tuple[Gesture, ...] = ()

    def __init__(self, link: Link, params: dict[str, str] | None = None, browser: str = ""):
        """`browser` names the one that opened the link: `psf.links.guests.browser_of`."""
        self.link, self.params, self.browser = link, params or {}, browser
        # What a form sent along, for the gestures that take a file.
        self.files: Mapping[str, Any] = {}
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)

    @property
    def reader(self) -> str:
        """In which quality the page is read, for the log of consultations: never a name."""
        return str(self.actor.label).lower()

    def young_people(self) -> list[Youth]:
        """Those the page is about, named on it or not."""
        return []

    def closed(self) -> Closed | None:
        """Why this reader sees nothing any more, or None."""
        return None

    def heading(self) -> Heading:
        raise NotImplementedError

    def content(self):
        """What the reader sees: plain values."""
        raise NotImplementedError

    def kept(self) -> dict[str, str]:
        """What of `params` goes along from page to page."""
        return {}

    def gesture(self, name: str) -> Gesture | None:
        return next((gesture for gesture in self.gestures if gesture.name == name), None)

    def lead(self, gesture: Gesture) -> str:
        """What the form of a gesture says first."""
        return gesture.lead

    def file(self, slug: str) -> File | None:
        return None

    def review(self, number: int) -> tuple[ReviewPage, Youth] | None:
        """The bilan of the parcours that the page numbers so, with whom it is about; None before."""
        return None

    def link_elsewhere(self, number: int) -> Link | None:
        """The link of the same address to another file that the page names so, or None."""
        return None

    def seen(self) -> str:
        """What a form carries, to know later whether somebody moved the file."""
        return ""

    def moved_since(self, seen: str) -> Event | None:
        """The last move, when it came after the page was shown."""
        return None


class PlacementPage(Page):
    """About one placement, in the perimeter of its service."""

    placement: Placement

    def young_people(self):
        return [self.placement.youth] if self.placement else []

    @property
    def contact(self):
        return None

    @property
    def guest(self) -> Guest:
        return Guest(self.actor, self.contact, self.link)

    def seen(self):
        newest = newest_move(self.placement) if self.placement else None
        return str(newest.pk) if newest else ""

    def moved_since(self, seen):
        if not self.placement or not seen.isdecimal():
            return None
        # Else two who answer at once would both find nothing.
        lock_subject(self.placement)
        newest = newest_move(self.placement)
        if newest is None or newest.pk <= int(seen[:18]):
            return None
        return newest

    def may(self, name: str) -> bool:
        return PLACEMENTS.refusal(self.placement, name, guest=self.guest) is None

    def follower(self) -> Person:
        """The named person to call: the tuteur pédagogique."""
        tutor, service = self.placement.tutor, self.placement.service
        return Person(str(tutor), tutor.phone or service.phone, service.name)

    def record(self, name: str, label: str) -> Event:
        """Log what changes no stage."""
        return Event.objects.create(
            kind=EventKind.RECORD,
            name=name,
            label=label,
            at=self.now,
            guest=self.actor,
            **self.placement.as_subject(),
            **({"contact": self.contact} if self.contact else {}),
        )


def move(name: str, *, title: str, button: str, done: str, in_one_tap=False, **kwargs) -> Gesture:
    """The gesture that makes the move `name` of the file's workflow as the reader."""

    def form(page, data):
        transition = PLACEMENTS.transitions[name]
        more = {"contact": page.contact} if name == "call_me" else {}
        return FORMS.get(name, MoveForm)(
            data, subject=page.placement, transition=transition, user=None, **more
        )

    def act(page, filled):
        PLACEMENTS.perform(
            page.placement,
            name,
            guest=page.guest,
            data=filled.data_of_move(),
            reason=filled.cleaned_data.get("reason", ""),
            text=filled.cleaned_data.get("text", ""),
        )

    def refusal(page):
        if page.placement is None:
            return "Il n’y a pas de parcours en cours."
        return PLACEMENTS.refusal(page.placement, name, guest=page.guest)

    return Gesture(name, title, button, done, form, act, refusal, in_one_tap=in_one_tap, **kwargs)
