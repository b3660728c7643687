"""What the queue shows of each action, in a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from matching.models import ReminderPause
from matching.placements.actions.people import contact_of_the_buyer
from matching.placements.actions.sent import ANSWER
from matching.placements.workflow import FOLLOWERS
from offers.actions import DECIDE_BUYER_ADDRESS
from offers.enums import ActionTab, OfferStage
from offers.models import (
    BuyerContact,
    BuyerContactAddress,
    CompanyContact,
    CompanyContactAddress,
    HostSlot,
    Offer,
)
from offers.proposals import Proposal, concerning
from psf.french.days import ago
from psf.french.telephones import dialled
from psf.workflow.actors import capacity
from psf.workflow.cards import ActionCard, card_of
from psf.workflow.facts import Fact
from psf.workflow.kinds import ActionKind, Phone, kind_of
from psf.workflow.models import Action, Event

SUBJECTS = (
    "person",
    "service",
    "youth",
    "contact__company",
    "placement__host_slot__commune",
    "placement__host_slot__host",
    "placement__host_slot__tutor",
    "placement__offer__company",
    "placement__offer__contract__buyer",
    "placement__offer__contract__contact__successor__successor",
    "offer__company",
    "offer__budget",
    "offer__contract__buyer",
    "filing__commune",
)
# Who signed, and who gave an opinion.
TOLD_IN_FACTS = (
    "placement__signatures",
    "placement__review__lines",
    "placement__meeting_dates",
)


@dataclass(frozen=True, slots=True)
class Row:
    """An open action with its subject, whom to call, what happened last and where to go."""

    action: Action
    card: ActionCard
    company: str
    place: str
    stage: str
    last: Event | None
    last_day: str
    call: CompanyContact | BuyerContact | None
    search: tuple[str, str] | None
    subject: str
    subject_url: str
    youth_url: str
    # What an action about an address asks about.
    said: Proposal | None = None
    pause: ReminderPause | None = None

    @property
    def kind(self) -> ActionKind:
        return kind_of(self.action.verb)

    @property
    def facts(self) -> list[Fact]:
        """What one must know to do it; whom to call is shown apart."""
        if self.said:
            return facts_of(self.said)
        if self.kind.tab == ActionTab.BUYERS:
            return []
        return self.kind.facts_of(self.action, self.action.placement)

    @property
    def is_call(self) -> bool:
        """Whether calling is what must be done."""
        return self.call is not None and self.kind.phone >= Phone.TALK

    @property
    def offers_call(self) -> bool:
        """Whether a number stands beside what must be done: to do it, or to be sure of an address."""
        return self.is_call or bool(self.said and self.call)

    @property
    def can_be_reminded(self) -> bool:
        """Whether a company owes its answer: a message may remind it."""
        return self.action.verb == ANSWER.verb and self.pause is None

    @property
    def phone(self) -> str:
        """The number as a `tel:` address wants it."""
        return dialled(self.call.known.phone) if self.call else ""


def rows_of(actions, user) -> list[Row]:
    """Rows of these actions, in their order."""
    actions = list(actions)
    today = timezone.localdate()
    last = _last_events(actions)
    people = _people(actions)
    places = _places_of_offers(actions)
    said = concerning(actions)
    pauses = _pauses(actions, today)
    return [
        replace(
            _row(action, user, today, last, people, places, said.get(action.pk)),
            pause=pauses.get(action.placement_id),
        )
        for action in actions
    ]


def of_keys(keys):
    """Actions of these keys with what a row shows; only they are joined, not the whole queue."""
    actions = Action.objects.filter(pk__in=keys).select_related(*SUBJECTS)
    return actions.prefetch_related(*TOLD_IN_FACTS).oldest_first()


def company_of(action):
    """The company that hosts, else the one that holds the offer; None for a young person alone."""
    if action.placement_id:
        return action.placement.hosting_company
    if action.offer_id:
        return action.offer.company
    return action.contact.company if action.contact_id else None


def url_of(action) -> tuple[str, str]:
    """(code, address) of what the action is about."""
    if action.placement_id:
        code = action.placement.code
        return code, reverse("work:file", args=[code])
    if action.offer_id:
        return action.offer.code, reverse("offers:life", args=[action.offer.code])
    if action.youth_id:
        return action.youth.code, _youth_url(action)
    if action.filing_id:
        return action.filing.code, reverse("filings:page", args=[action.filing.code])
    return str(company_of(action)), reverse(
        "wagtailsnippets_offers_company:inspect", args=[action.contact.company_id]
    )


def search_of(action, user) -> tuple[str, str] | None:
    """(label, address) of the live list that the action asks for, for who may reserve."""
    search = kind_of(action.verb).search
    if search is None or capacity(user, FOLLOWERS) is None:
        return None
    return search.label, reverse(search.address, args=[action.subject.code])


def stage_of(action) -> str:
    if action.placement_id:
        return action.placement.get_stage_display()
    if action.offer_id:
        return f"offre {action.offer.get_stage_display()}"
    if action.filing_id:
        return f"demande {action.filing.state}"
    return action.youth.get_situation_display() if action.youth_id else "contact"


def facts_of(said: Proposal) -> list[Fact]:
    """Whom an action about an address concerns, and who says so."""
    contact, by = said.contact, said.contact.address_by
    facts = [Fact(said.news, str(contact))]
    if by:
        facts.append(Fact("Proposé par", ", ".join(filter(None, (str(by), by.phone)))))
    elif contact.address_source:
        facts.append(Fact("Coordonnées", contact.get_address_source_display()))
    return facts


def _row(action, user, today, last, people, places, said) -> Row:
    code, url = url_of(action)
    company = company_of(action)
    event = last.get(subject_key(action))
    return Row(
        action=action,
        card=card_of(action, user, today=today),
        company=str(company or (action.filing.organisation if action.filing_id else "")),
        place=_place(action, places),
        stage=stage_of(action),
        last=event,
        last_day=ago(timezone.localdate(event.at), today) if event else "",
        call=_whom_to_call(action, company, people, said),
        search=search_of(action, user),
        subject=code,
        subject_url=url,
        youth_url=url if action.placement_id else _youth_url(action),
        said=said,
    )


def _youth_url(action) -> str:
    if not action.youth_id:
        return ""
    return reverse("wagtailsnippets_matching_youth:inspect", args=[action.youth_id])


def _place(action, places) -> str:
    if action.placement_id:
        return action.placement.host_slot.commune.name
    if action.filing_id:
        return action.filing.commune.name
    return ", ".join(places[action.offer_id]) if action.offer_id else ""


def subject_key(action) -> tuple[str, int]:
    """(column, key) of the events that tell what happened.

    A young person's own action also tells what became of their last file.
    """
    names = ("placement", "offer", "youth", "contact", "filing")
    return next((n, getattr(action, f"{n}_id")) for n in names if getattr(action, f"{n}_id"))


def events_about(action):
    """What happened to the subject of one action, newest first."""
    name, pk = subject_key(action)
    return Event.objects.filter(**{name: pk}).timeline()


def _last_events(actions) -> dict:
    """The newest event of each subject: {("placement", id): event}."""
    wanted = defaultdict(set)
    for action in actions:
        name, pk = subject_key(action)
        wanted[name].add(pk)
    found = {}
    for name, keys in wanted.items():
        events = Event.objects.filter(**{f"{name}__in": keys}).news()
        events = events.order_by(f"{name}_id", "-at", "-pk").distinct(f"{name}_id")
        found |= {(name, getattr(event, f"{name}_id")): event for event in events}
    return found


def _pauses(actions, today) -> dict[int, ReminderPause]:
    """The running suspension of each file, by its key."""
    files = {action.placement_id for action in actions} - {None}
    running = ReminderPause.objects.running(today).filter(placement__in=files) if files else ()
    return {pause.placement_id: pause for pause in running}


def _people(actions) -> dict[tuple[int, int], list]:
    """Contacts whom a service can telephone, by (company, service), those to call first first."""
    companies, services = set(), set()
    for action in actions:
        services.add(follower_of(action))
        if company := company_of(action):
            companies.add(company.pk)
        if action.placement_id:
            companies.add(action.placement.offer.company_id)
    people = defaultdict(list)
    known = CompanyContactAddress.objects.filter(
        service__in=services, contact__company__in=companies, left_on__isnull=True
    ).exclude(phone="")
    for address in known.select_related("contact").order_by("contact__rank", "contact_id"):
        address.contact.in_force = [address]
        people[address.contact.company_id, address.service_id].append(address.contact)
    _know_buyers(actions)
    return people


def follower_of(action) -> int:
    """The service whose addresses serve: an action that climbed stands in another one's queue."""
    return (action.placement or action.offer or action).service_id


def _know_buyers(actions) -> None:
    """Give the buyers' people of these actions the address of the service that follows each contract."""
    contracts = [
        action.placement.offer.contract
        for action in actions
        if action.placement_id and kind_of(action.verb).whom is contact_of_the_buyer
    ]
    people = [
        (each, person)
        for each in contracts
        if each and each.contact
        for person in each.contact.line
    ]
    if not people:
        return
    offers = Offer.objects.filter(contract__in=[each for each, _ in people]).exclude(
        stage=OfferStage.LOST
    )
    offers = offers.order_by("contract_id", "created_at", "pk").distinct("contract_id")
    followers = dict(offers.values_list("contract_id", "service_id"))
    known: dict[tuple, BuyerContactAddress] = {
        (address.contact_id, address.service_id): address
        for address in BuyerContactAddress.objects.filter(
            contact__in=[person for _, person in people], service__in=set(followers.values())
        )
    }
    for contract, person in people:
        address = known.get((person.pk, followers.get(contract.pk)))
        person.in_force = [address] if address else []


def _places_of_offers(actions) -> dict[int, list[str]]:
    """Communes of the open slots of each offer, once each."""
    offers = {action.offer_id for action in actions} - {None}
    places = defaultdict(list)
    slots = HostSlot.objects.filter(Q(active=True), offer__in=offers).order_by("pk")
    for offer_id, name in slots.values_list("offer_id", "commune__name"):
        if name not in places[offer_id]:
            places[offer_id].append(name)
    return places


def _whom_to_call(action, company, people, said):
    """The first person to call about the action who has a telephone, or None.

    About an address: the very person, at the number in force, never at the one that is proposed.
    """
    if said and said.known.phone:
        said.contact.in_force = [said.known]
        return said.contact
    if action.verb == DECIDE_BUYER_ADDRESS.verb:
        # Nobody of the company's.
        return None
    service = follower_of(action)
    found = people[company.pk, service] if company else []
    if action.placement_id:
        found = found or people[action.placement.offer.company_id, service]
    return kind_of(action.verb).whom(action, found)
