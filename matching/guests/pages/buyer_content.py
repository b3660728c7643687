"""What the buyer's page says, as plain values: nobody is named or coded."""

from dataclasses import dataclass
from datetime import date, datetime

from matching.enums import PlacementStage
from matching.guests.across import Forgotten, Parcours
from matching.guests.pages.base import Person
from matching.guests.progress import Doing, Progress, doing_now
from matching.guests.traces import Traces
from matching.stages import STAGES
from offers.hours import HoursRow, Volume
from offers.models import Contract, Offer
from offers.stages import OVER, said_of

THE_COMPANY, YOUR_COMPANY = "l’entreprise", "votre entreprise"
NOT_DECLARED = "Aucune offre de parcours n’est encore déclarée pour ce marché."


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
    doing: tuple[Doing, ...]
    has_review: bool
    call: Person

    @property
    def letter(self) -> str:
        """The name of the rappel d'engagement among the files of the page."""
        return f"rappel-{self.number}"


@dataclass(frozen=True, slots=True)
class OtherContract:
    """Another marché of the same reader: where it stands, hours left; `elsewhere`, by a link of its own."""

    number: str
    title: str
    company: str
    state: str
    left: int
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class BuyerContent:
    buyer: str
    contract: str
    title: str
    company: str
    firm_end: date
    hours: tuple[HoursRow, ...]
    state: tuple[str, ...]
    progress: tuple[Progress, ...]
    follower: Person | None
    is_over: bool
    rows: tuple[Row, ...]
    forgotten: tuple[Forgotten, ...]
    traces: Traces
    why_follow: tuple[str, ...]
    contacts: tuple[Person, ...]
    others: tuple[OtherContract, ...]
    may_pass_on: bool
    new_address: str
    own_details: tuple[str, ...]


def leading_offer(offers) -> Offer | None:
    """Of the offers of a marché, the one that says where it stands: the first still open, else the first."""
    return min(offers, key=lambda offer: (offer.stage in OVER, offer.pk), default=None)


def other_contract(contract: Contract, *, elsewhere: bool = False) -> OtherContract:
    offers = contract.offers.all()
    leading = leading_offer(offers)
    return OtherContract(
        str(contract.pk),
        f"{contract.reference}, {contract.title}",
        f"{contract.buyer}, {contract.company}" if elsewhere else str(contract.company),
        said_of(leading).buyer if leading else NOT_DECLARED,
        Volume.of(offer.budget for offer in offers).left,
        elsewhere,
    )


def row_of(parcours: Parcours, today: date) -> Row:
    return Row(
        number=parcours.number,
        state=STAGES[PlacementStage(parcours.stage)].buyer,
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
        doing=tuple(doing_now(parcours.waiting, THE_COMPANY, today)),
        has_review=parcours.review_on is not None,
        call=parcours.tutor,
    )
