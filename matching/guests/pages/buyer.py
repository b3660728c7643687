"""The buyer: four ticks a parcours, hours, dates and what is asked of it; nobody is named or coded."""

from itertools import chain

from django.utils.functional import cached_property

from matching.documents.reminder import rappel_for
from matching.documents.review import review_for_buyer
from matching.guests import closed
from matching.guests.across import Forgotten, Parcours, forgotten_of, parcours_of, youths_of
from matching.guests.followed import contracts_at, contracts_of
from matching.guests.pages.base import File, Gesture, Heading, Page, Person
from matching.guests.pages.buyer_address import (
    CONFIRM_ADDRESS,
    CORRECT_OWN,
    REFUSE_ADDRESS,
    new_address,
)
from matching.guests.pages.buyer_content import (
    NOT_DECLARED,
    THE_COMPANY,
    BuyerContent,
    other_contract,
    row_of,
)
from matching.guests.pages.naming import NAMING
from matching.guests.pages.rights import OF_CONTACTS
from matching.guests.progress import progress_of
from matching.guests.traces import traces_of
from matching.messages.in_force import left_the_file
from matching.messages.recipients import link_for
from matching.messages.staff import tell_followers
from matching.models import Placement
from matching.placements.forms.transitions import FORMS
from matching.placements.workflow import PLACEMENTS
from offers.enums import OfferStage
from offers.hours import Volume
from offers.models import BuyerContact, Contract
from offers.stages import OVER, said_of
from offers.trace import WHY_FOLLOW
from psf.links.enums import LinkPurpose
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor, EventKind
from psf.workflow.forms import MoveForm
from psf.workflow.machine import Guest
from psf.workflow.models import Event

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNDER_WAY = "Un parcours est en cours."
GETTING_READY = "Un jeune prépare son dossier pour cette offre."
NO_PARCOURS = "Ce parcours n’attend rien de l’acheteur."


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
        link = self.link
        return contracts_of(self.contact, lambda ways: link.is_for(*ways), always=link.contract_id)

    @cached_property
    def elsewhere(self) -> list[tuple[Contract, BuyerContact]]:
        """Contracts followed at the same address by another row, at another buyer's maybe."""
        email, mine = self.own_address.email, {each.pk for each in self.contracts}
        if not self.link.is_for(email):
            return []
        return [each for each in contracts_at(email) if each[0].pk not in mine]

    def link_elsewhere(self, number):
        for contract, contact in self.elsewhere:
            if contract.pk == number:
                about = {"contract": contract, "buyer_contact": contact}
                return link_for(LinkPurpose.BUYER, **about)(self.own_address.email)
        return None

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
        offers = self.contract.offers.select_related("budget", "service")
        return list(offers.prefetch_related("lots").order_by("pk"))

    @property
    def told(self) -> list:
        """The offers that say where the marché stands: a lost one where there is no other."""
        return [offer for offer in self.offers if offer.stage != OfferStage.LOST] or self.offers

    @cached_property
    def parcours(self) -> list[Parcours]:
        return parcours_of(self.offers)

    @cached_property
    def forgotten(self) -> list[Forgotten]:
        return forgotten_of(self.offers)

    def young_people(self):
        return youths_of(self.parcours)

    @property
    def chosen(self) -> Parcours | None:
        """The parcours that a form or a file names by its number."""
        number = self.params.get("parcours", "")
        return next((each for each in self.parcours if str(each.number) == number), None)

    @property
    def follower(self) -> Person | None:
        """Whom to call: who accompanies the young person under way, else the service of the offer."""
        tutors = (each.tutor for each in reversed(self.parcours) if each.is_open)
        services = (offer.service for offer in self.offers)
        of_offers = (Person(each.name, each.phone, each.email) for each in services)
        return next(chain(tutors, of_offers), None)

    def heading(self):
        return Heading(
            sent_to=f"{self.contact.name}, {self.contract.buyer}",
            subject=f"Marché {self.contract.reference}",
            call=self.follower,
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
            hours=tuple(Volume.of(offer.budget for offer in self.told).rows),
            state=self._state(),
            progress=tuple(
                progress_of(
                    self.told,
                    self.parcours,
                    self.forgotten,
                    company=THE_COMPANY,
                    today=self.today,
                )
            ),
            follower=self.follower,
            is_over=bool(self.told) and all(offer.stage in OVER for offer in self.told),
            rows=tuple(row_of(each, self.today) for each in reversed(self.parcours)),
            forgotten=tuple(reversed(self.forgotten)),
            traces=traces_of(self.contract, self.told, self.parcours, self.forgotten),
            why_follow=WHY_FOLLOW,
            contacts=tuple(
                Person(each.name, each.phone, each.get_role_display())
                for each in self.contract.people_to_call()
            ),
            others=tuple(
                other_contract(each) for each in self.contracts if each.pk != self.contract.pk
            )
            + tuple(other_contract(each, elsewhere=True) for each, _ in self.elsewhere),
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

    def _state(self) -> tuple[str, ...]:
        """Where each offer stands, in a sentence; the same one is said once."""
        if not self.offers:
            return (NOT_DECLARED,)
        return tuple(dict.fromkeys(self._state_of(offer) for offer in self.told))

    def _state_of(self, offer) -> str:
        if offer.stage == OfferStage.AVAILABLE:
            if any(each.is_open for each in self.parcours if each.offer_id == offer.pk):
                return UNDER_WAY
            if offer.budget.reserved:
                return GETTING_READY
        return said_of(offer).buyer

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
