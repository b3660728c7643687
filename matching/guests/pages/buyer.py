"""The buyer: four ticks a parcours, hours, dates and what is asked of it; nobody is named or coded."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.functional import cached_property

from matching.documents.reminder import rappel_for
from matching.documents.review import review_for_buyer
from matching.guests import closed
from matching.guests.across import Forgotten, Parcours, forgotten_of, parcours_of, youths_of
from matching.guests.pages.base import File, Gesture, Heading, Page, Person
from matching.guests.pages.buyer_address import (
    CONFIRM_ADDRESS,
    CORRECT_OWN,
    REFUSE_ADDRESS,
    new_address,
)
from matching.guests.pages.naming import NAMING
from matching.guests.pages.rights import OF_CONTACTS
from matching.messages.in_force import left_the_file, still_reaches
from matching.messages.staff import tell_followers
from matching.models import Placement
from matching.placements.forms.transitions import FORMS
from matching.placements.workflow import PLACEMENTS
from matching.stages import STAGES
from offers.hours import HoursRow, Volume
from offers.models import BuyerContact, Contract
from psf.links.models import Link
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor, EventKind
from psf.workflow.forms import MoveForm
from psf.workflow.machine import Guest
from psf.workflow.models import Event

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NO_PARCOURS = "Ce parcours n’attend rien de l’acheteur."


@dataclass(frozen=True, slots=True)
class Row:
    """One parcours as the buyer sees it: a number, no code, no name."""

    number: int
    state: str
    is_over: bool
    came_to_nothing: bool
    ticks: tuple[tuple[str, date | datetime | None], ...]
    ticked: int
    hours: tuple[HoursRow, ...]
    sent_on: date
    meeting_at: datetime | None
    starts_on: date | None
    ends_on: date | None
    ended_on: date | None
    is_asked: bool
    silence: str
    was_heard: bool
    has_review: bool
    call: Person

    @property
    def letter(self) -> str:
        """The name of the rappel d'engagement among the files of the page."""
        return f"rappel-{self.number}"


@dataclass(frozen=True, slots=True)
class OtherContract:
    number: str
    title: str
    company: str


@dataclass(frozen=True, slots=True)
class BuyerContent:
    buyer: str
    contract: str
    title: str
    company: str
    firm_end: date
    hours: tuple[HoursRow, ...]
    rows: tuple[Row, ...]
    forgotten: tuple[Forgotten, ...]
    waiting: str
    contacts: tuple[Person, ...]
    others: tuple[OtherContract, ...]
    may_pass_on: bool
    new_address: str
    own_details: tuple[str, ...]


def _parcours_move(name, **words) -> Gesture:
    """A move on the parcours whose number the page gave."""

    def form(page, data):
        transition = PLACEMENTS.transitions[name]
        filled = FORMS.get(name, MoveForm)(data, subject=None, transition=transition, user=None)
        if name == "buyer_takes":
            filled.fields.pop("text", None)
        return filled

    def refusal(page):
        chosen = page.chosen
        if chosen is None or not chosen.asked:
            return NO_PARCOURS
        return None

    def act(page, filled):
        with perimeter([page.chosen.service_id]):
            PLACEMENTS.perform(
                Placement.objects.get(pk=page.chosen.pk),
                name,
                guest=Guest(Actor.BUYER),
                data={},
                text=filled.cleaned_data.get("text", ""),
            )

    return Gesture(name, form=form, act=act, refusal=refusal, **words)


class BuyerPage(Page):
    template = "matching/guests/buyer.html"
    actor = Actor.BUYER
    gestures = (
        _parcours_move(
            "buyer_takes",
            title="Je m’en occupe",
            button="Je m’en occupe",
            done="Merci. Nous attendons la suite de votre appel.",
            in_one_tap=True,
        ),
        _parcours_move(
            "buyer_called",
            title="C’est fait",
            button="Envoyer",
            done="Merci. Nous rappelons l’entreprise.",
            lead="Vous avez rappelé son engagement à l’entreprise.",
        ),
        CONFIRM_ADDRESS,
        REFUSE_ADDRESS,
        CORRECT_OWN,
        *NAMING,
        OF_CONTACTS,
    )

    @property
    def contact(self) -> BuyerContact:
        return self.link.buyer_contact

    def closed(self):
        return closed.NOT_YOURS if left_the_file(self.link) else None

    @cached_property
    def contracts(self) -> list[Contract]:
        """Every contract that this person follows, by themselves or after somebody who left."""
        chain, found = [self.contact.pk], {self.contact.pk}
        while chain:
            before = BuyerContact.objects.filter(successor__in=chain).values_list("pk", flat=True)
            chain = [pk for pk in before if pk not in found]
            found.update(chain)
        mine = Q(contact__in=found) | Q(prescriber__in=found) | Q(pk=self.link.contract_id)
        contracts = Contract.objects.filter(mine, buyer=self.link.contract.buyer_id)
        withheld = Link.objects.filter(buyer_contact=self.contact).withheld_contracts()
        people = BuyerContact.objects.for_lines().in_bulk(found)
        # A reading of its own: what is asked after an answer must see what the answer wrote.
        link = Link.objects.prefetch_related("buyer_contact__addresses").get(pk=self.link.pk)
        return [
            contract
            for contract in contracts.select_related("buyer", "company")
            .prefetch_related("offers")
            .order_by("-notified_on", "-pk")
            if contract.pk not in withheld
            and still_reaches(link, contract)
            and self._reaches_me(contract, people)
        ]

    def _reaches_me(self, contract, people) -> bool:
        """Whether the service that follows `contract` holds that the reader follows it too.

        `people`: those from whom the reader may have taken over, by their keys.
        """
        if contract.pk == self.link.contract_id:
            return True
        named = (people.get(pk) for pk in (contract.contact_id, contract.prescriber_id))
        lines = (person.line_for(contract.service_id) for person in named if person)
        return any(self.contact in line for line in lines)

    @cached_property
    def contract(self) -> Contract:
        """The contract chosen on the page, else the one of the link."""
        chosen = self.params.get("marche") or str(self.link.contract_id)
        mine = {str(contract.pk): contract for contract in self.contracts}
        return mine.get(chosen) or mine[str(self.link.contract_id)]

    def kept(self):
        number = str(self.contract.pk)
        kept = {"marche": number} if number != str(self.link.contract_id) else {}
        if self.params.get("parcours", "").isdecimal():
            kept["parcours"] = self.params["parcours"][:6]
        return kept

    @cached_property
    def offers(self) -> list:
        return list(self.contract.offers.select_related("budget", "service").order_by("pk"))

    @cached_property
    def parcours(self) -> list[Parcours]:
        return parcours_of(self.offers)

    def young_people(self):
        return youths_of(self.parcours)

    @property
    def chosen(self) -> Parcours | None:
        """The parcours that a form or a file names by its number."""
        number = self.params.get("parcours", "")
        return next((each for each in self.parcours if str(each.number) == number), None)

    def heading(self):
        follower = next((each.tutor for each in reversed(self.parcours) if each.is_open), None)
        if follower is None and self.offers:
            service = self.offers[0].service
            follower = Person(service.name, service.phone)
        return Heading(
            sent_to=f"{self.contact.name}, {self.contract.buyer}",
            subject=f"Marché {self.contract.reference}",
            call=follower,
            not_you="Dites-nous qui suit ce marché :",
            wrong_person="contact" if self.link.forwarded_from_id is None else "successeur",
            rights=OF_CONTACTS.name,
        )

    def content(self):
        return BuyerContent(
            buyer=str(self.contract.buyer),
            contract=self.contract.reference,
            title=self.contract.title,
            company=str(self.contract.company),
            firm_end=self.contract.firm_end,
            hours=tuple(Volume.of(offer.budget for offer in self.offers).rows),
            rows=tuple(_row(each) for each in reversed(self.parcours)),
            forgotten=tuple(reversed(forgotten_of(self.offers))),
            waiting=self._waiting(),
            contacts=tuple(
                Person(each.name, each.phone, each.get_role_display())
                for each in self.contract.people_to_call()
            ),
            others=tuple(
                OtherContract(str(each.pk), f"{each.reference}, {each.title}", str(each.company))
                for each in self.contracts
                if each.pk != self.contract.pk
            ),
            may_pass_on=self.link.forwarded_from_id is None,
            new_address=new_address(self),
            own_details=tuple(filter(None, (self.own_address.phone, self.own_address.email))),
        )

    def file(self, slug):
        """The rappel d'engagement of a parcours that the buyer was asked about."""
        number = slug.removeprefix("rappel-")
        found = next((each for each in self.parcours if f"rappel-{each.number}" == slug), None)
        if found is None or not found.asked:
            return None
        with perimeter([found.service_id]):
            placement = Placement.objects.for_file().get(pk=found.pk)
            content = rappel_for(placement)
        return File(f"rappel-engagement-{number}.docx", DOCX, content)

    def review(self, number):
        found = next((each for each in self.parcours if each.number == number), None)
        if found is None or found.review_on is None:
            return None
        with perimeter([found.service_id]):
            placement = Placement.objects.for_file().get(pk=found.pk)
            return review_for_buyer(placement, number), placement.youth

    def _waiting(self) -> str:
        if not self.offers:
            return "Aucune offre de parcours n’est encore déclarée pour ce marché."
        if any(each.is_open for each in self.parcours):
            return ""
        if any(each.budget.left for each in self.offers):
            return "Nous cherchons un jeune pour les heures qui restent."
        return ""

    @cached_property
    def own_address(self):
        """By which the service that follows the contract knows the reader."""
        return self.contact.address_for(self.link.contract.service_id)

    def tell_follower(self, news: str) -> None:
        """Tell whoever follows the contract what the reader did."""
        if self.offers:
            tell_followers(self.offers[0], news, now=self.now)

    @cached_property
    def vouching(self) -> list[int]:
        """Services that reach the reader by the address of this link: they take the reader's word."""
        same = self.contact.addresses.filter(email=self.own_address.email).exclude(email="")
        return list(same.values_list("service", flat=True))

    def record(self, name, label) -> None:
        for offer in self.offers:
            Event.objects.create(
                kind=EventKind.RECORD,
                name=name,
                label=label,
                at=self.now,
                guest=Actor.BUYER,
                **offer.as_subject(),
            )


def _row(parcours: Parcours) -> Row:
    return Row(
        number=parcours.number,
        state=STAGES[parcours.stage].buyer,
        is_over=parcours.is_over,
        came_to_nothing=parcours.came_to_nothing,
        ticks=tuple(parcours.ticks),
        ticked=parcours.ticked,
        hours=tuple(parcours.hours_told),
        sent_on=parcours.sent_on,
        meeting_at=parcours.meeting_at,
        starts_on=parcours.starts_on,
        ends_on=parcours.ends_on,
        ended_on=parcours.ended_on,
        is_asked=bool(parcours.asked),
        silence=parcours.silence,
        was_heard=parcours.was_heard,
        has_review=parcours.review_on is not None,
        call=parcours.tutor,
    )
