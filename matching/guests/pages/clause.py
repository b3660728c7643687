"""« Où en est ma clause ? »: a company's own parcours, by code and dates, and what is expected next."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property

from matching.guests import closed
from matching.guests.across import Forgotten, Parcours, forgotten_of, parcours_of, youths_of
from matching.guests.pages.base import Gesture, Heading, Page, Person
from matching.guests.pages.buyer_content import YOUR_COMPANY
from matching.guests.pages.colleague import PASS_ON
from matching.guests.pages.rights import OF_CONTACTS
from matching.guests.progress import Doing, Progress, doing_now, progress_of
from matching.guests.traces import Traces, traces_of
from matching.messages.in_force import left_the_file
from matching.placements.forms.replies import OwnDetailsForm
from matching.stages import STAGES
from offers.enums import OfferStage
from offers.hours import HoursRow
from offers.models import Offer
from offers.stages import OVER, said_of
from offers.workflow import OFFERS
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor, EventKind
from psf.workflow.forms import MoveForm
from psf.workflow.machine import Guest
from psf.workflow.models import Event


@dataclass(frozen=True, slots=True)
class Line:
    """A parcours: where it stands, what comes next, from whom."""

    parcours: Parcours
    state: str
    expected: str
    by: str
    before: date | None = None
    doing: tuple[Doing, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseContent:
    company: str
    offer: str
    contract: str
    buyer: str
    firm_end: date | None
    state: str
    progress: tuple[Progress, ...]
    follower: Person | None
    is_over: bool
    traces: Traces
    hours: tuple[HoursRow, ...]
    lines: tuple[Line, ...]
    forgotten: tuple[Forgotten, ...]
    own_details: tuple[str, ...]
    may_ask_call: bool
    may_pass_on: bool


def line_of(parcours: Parcours, today: date) -> Line:
    expected = STAGES[parcours.stage].clause
    return Line(
        parcours,
        expected.state,
        expected.what,
        expected.by.format(tuteur=parcours.tutor.name),
        getattr(parcours, expected.until) if expected.until else None,
        tuple(doing_now(parcours.waiting, YOUR_COMPANY, today)),
    )


def _move_form(page, data):
    return MoveForm(data, subject=page.offer, transition=OFFERS.transitions["ask_call"], user=None)


def _ask_call(page, form) -> None:
    OFFERS.perform(
        page.offer,
        "ask_call",
        guest=Guest(Actor.COMPANY, page.contact),
        text=form.cleaned_data.get("text", ""),
    )


def _correct(page, form) -> None:
    # The reader's own word serves the offer's service, by which the link was sent.
    with perimeter([page.offer.service_id]):
        page.contact.correct_own(form.cleaned_data, on=page.today)
    page.record("contact_corrected", "Un contact a corrigé ses coordonnées")


class ClausePage(Page):
    template = "matching/guests/clause.html"
    actor = Actor.COMPANY
    gestures = (
        Gesture(
            "ask_call",
            "Ça bloque, rappelez-moi",
            "Demander un appel",
            "C’est noté : nous vous appelons au plus tard le prochain jour ouvré.",
            _move_form,
            _ask_call,
            refusal=lambda page: OFFERS.refusal(
                page.offer, "ask_call", guest=Guest(Actor.COMPANY, page.contact)
            ),
        ),
        Gesture(
            "coordonnees",
            "Corriger mes coordonnées",
            "Enregistrer",
            "Vos coordonnées sont à jour.",
            lambda page, data: OwnDetailsForm(data, instance=page.contact, known=page.own_address),
            _correct,
        ),
        PASS_ON,
        OF_CONTACTS,
    )

    @cached_property
    def offer(self) -> Offer:
        offers = Offer.objects.select_related("contract__buyer", "company", "budget", "service")
        return offers.prefetch_related("lots").get(pk=self.link.offer_id)

    @cached_property
    def parcours(self) -> list[Parcours]:
        return parcours_of([self.offer])

    @cached_property
    def forgotten(self) -> list[Forgotten]:
        return forgotten_of([self.offer])

    def young_people(self):
        return youths_of(self.parcours)

    @property
    def contact(self):
        return self.link.contact

    @cached_property
    def own_address(self):
        """By which the offer's service knows the reader: what another service typed is not shown."""
        return self.contact.address_for(self.offer.service_id)

    def record(self, name: str, label: str) -> None:
        Event.objects.create(
            kind=EventKind.RECORD,
            name=name,
            label=label,
            at=self.now,
            guest=self.actor,
            contact=self.contact,
            **self.offer.as_subject(),
        )

    def closed(self):
        return closed.NOT_YOURS if left_the_file(self.link) else None

    @property
    def follower(self) -> Person | None:
        service = self.offer.service
        return Person(service.name, service.phone) if service.phone else None

    def heading(self):
        received = self.link.forwarded_from_id is not None
        return Heading(
            sent_to=f"{self.contact.name}, {self.offer.company}",
            subject=f"Offre {self.offer.code}",
            call=self.follower,
            not_you="Prévenez-nous, pour que les nouvelles arrivent à la bonne personne."
            if received
            else "Dites-nous qui suit cette offre :",
            wrong_person="" if received else PASS_ON.name,
            rights=OF_CONTACTS.name,
        )

    def content(self):
        offer = self.offer
        found = self.parcours
        lines = tuple(line_of(parcours, self.today) for parcours in reversed(found))
        state = said_of(offer).company
        if offer.stage == OfferStage.AVAILABLE and any(parcours.is_open for parcours in found):
            state = "Un parcours est en cours."
        return ClauseContent(
            company=str(offer.company),
            offer=offer.code,
            contract=f"{offer.contract.reference}, {offer.contract.title}"
            if offer.contract
            else "",
            buyer=str(offer.contract.buyer) if offer.contract else "",
            firm_end=offer.firm_end,
            state=state,
            progress=tuple(
                progress_of([offer], found, self.forgotten, company=YOUR_COMPANY, today=self.today)
            ),
            follower=self.follower,
            is_over=offer.stage in OVER,
            traces=traces_of(offer.contract, [offer], found, self.forgotten),
            hours=tuple(offer.budget.volume.rows),
            lines=lines,
            forgotten=tuple(reversed(self.forgotten)),
            own_details=tuple(filter(None, (self.own_address.phone, self.own_address.email))),
            may_ask_call=self.gesture("ask_call").refusal(self) is None,
            may_pass_on=PASS_ON.refusal(self) is None,
        )
