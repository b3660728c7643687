"""Where an offer stands, from its declaration to its end: steps with their days, what is done now, until when.

What is being done is what the queue says: the open actions whose kind tells it to those outside
(`ActionKind.told`), with their due date.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Min
from django.utils import timezone

from matching.enums import PlacementStage
from matching.guests.across import Forgotten, Parcours
from offers.enums import OfferStage
from offers.models import Offer
from offers.stages import OVER
from psf.french.phrases import listed
from psf.perimeter.scope import all_services
from psf.workflow.kinds import kind_of
from psf.workflow.models import Action, Event

# Stages that show that it was verified, or only taken in charge, even where nobody noted the day.
VERIFIED = frozenset({OfferStage.AVAILABLE, OfferStage.SUSPENDED, OfferStage.USED_UP})
TAKEN_IN_CHARGE = VERIFIED | {OfferStage.TO_CALL, OfferStage.CLOSED}
# Presence has begun.
PRESENT = frozenset({PlacementStage.IN_COMPANY, PlacementStage.REVIEW, PlacementStage.CLOSED})


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing under way: a sentence without its end, the day it is due, whether that has passed."""

    what: str
    until: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an offer; `day` is None where nobody noted when, or while it is to come."""

    name: str
    day: date | None
    is_done: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """An offer: its name among those of its marché, its steps, what is done now outside any parcours."""

    name: str
    steps: tuple[Step, ...]
    doing: tuple[Doing, ...]
    is_over: bool


def doing_now(open_actions: Iterable[tuple[str, date]], company: str, today: date) -> list[Doing]:
    """What these open actions (verb, due) tell, soonest first; `company`: how the reader calls it."""
    told: dict[str, date] = {}
    for verb, due in sorted(open_actions, key=lambda each: each[1]):
        if what := kind_of(verb).told_to(company):
            told.setdefault(what, due)
    return [Doing(what, due, due < today) for what, due in told.items()]


def progress_of(
    offers: list[Offer],
    parcours: Iterable[Parcours],
    forgotten: Iterable[Forgotten],
    *,
    company: str,
    today: date,
) -> list[Progress]:
    """One `Progress` for each of `offers`, in their order; `parcours`, `forgotten`: all of theirs."""
    noted, waiting = _noted(offers), _waiting(offers)
    mine, gone = defaultdict(list), defaultdict(list)
    for each in parcours:
        mine[each.offer_id].append(each)
    for past in forgotten:
        gone[past.offer_id].append(past)
    return [
        Progress(
            name=name_of(offer),
            steps=tuple(_steps(offer, noted[offer.pk], mine[offer.pk], gone[offer.pk])),
            doing=tuple(doing_now(waiting[offer.pk], company, today)),
            is_over=offer.stage in OVER,
        )
        for offer in offers
    ]


def name_of(offer: Offer) -> str:
    """« Lots 1 et 2 », else the offer's code; read with `lots` prefetched."""
    numbers = [lot.number for lot in offer.lots.all()]
    if not numbers:
        return f"Offre {offer.code}"
    return f"{'Lots' if len(numbers) > 1 else 'Lot'} {listed(numbers)}"


def _noted(offers) -> dict[int, dict[str, date]]:
    """{offer: {move: the day it was first made}} of the moves before any parcours."""
    found: dict[int, dict[str, date]] = defaultdict(dict)
    with all_services("the steps of an offer, told to its buyer"):
        moves = Event.objects.not_undone().filter(
            offer__in=offers, placement=None, name__in=["take_charge", "verify"]
        )
        for offer, name, at in (
            moves.order_by().values_list("offer", "name").annotate(first=Min("at"))
        ):
            found[offer][name] = timezone.localdate(at)
    return found


def _waiting(offers) -> dict[int, list[tuple[str, date]]]:
    """{offer: open actions} about the offer itself, or a young person who prepares a file for it."""
    found: dict[int, list[tuple[str, date]]] = defaultdict(list)
    with all_services("the open actions of an offer, told to its buyer"):
        actions = Action.objects.open()
        own = actions.filter(offer__in=offers, placement=None)
        for offer, verb, due in own.values_list("offer", "verb", "due"):
            found[offer].append((verb, due))
        unsent = actions.filter(
            placement__offer__in=offers, placement__stage=PlacementStage.RESERVED
        )
        for offer, verb, due in unsent.values_list("placement__offer", "verb", "due"):
            found[offer].append((verb, due))
    return found


def _steps(offer, noted, parcours, forgotten) -> list[Step]:
    """The way of an offer; once it is over, only what was done."""
    stage = OfferStage(offer.stage)
    begun = [each for each in parcours if each.stage in PRESENT]
    reviewed = [each for each in parcours if each.review_on]
    past = [each for each in forgotten if not each.came_to_nothing]
    verified_on = noted.get("verify") or offer.available_since
    known = (
        ("Offre déclarée", offer.declared_on, True),
        ("Prise en charge par la MLDS", noted.get("take_charge"), stage in TAKEN_IN_CHARGE),
        ("Vérifiée avec l’entreprise", verified_on, stage in VERIFIED),
        ("Un jeune proposé à l’entreprise", _first(parcours, "sent_on"), bool(forgotten)),
        ("Un jeune accueilli", _first(begun, "starts_on"), bool(begun or past)),
        ("Bilan remis", _first(reviewed, "review_on"), any(each.ticks[-1][1] for each in past)),
        (
            "Heures dues consommées",
            offer.stage_day if stage == OfferStage.USED_UP else None,
            stage == OfferStage.USED_UP,
        ),
    )
    steps = [(name, day, bool(day) or done) for name, day, done in known]
    if stage in OVER:
        return [Step(name, day, True, False) for name, day, done in steps if done]
    current = next((name for name, _, done in steps if not done), "")
    return [Step(name, day, done, name == current) for name, day, done in steps]


def _first(parcours, name: str) -> date | None:
    return min((day for each in parcours if (day := getattr(each, name))), default=None)
