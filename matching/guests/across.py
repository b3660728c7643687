"""A company's or a buyer's parcours, whichever service follows the young person.

An offer may hold young people of several services. What comes out are counts, dates and the name of
the tutor to call: nothing of a young person, so that every service may be in sight for this look.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from matching.enums import PlacementStage
from matching.guests.pages.base import Person
from matching.messages.heard import heard_about_each, silence_after
from matching.models import Youth
from matching.models.hours import ParcoursHours
from matching.placements.actions.sent import ANSWER
from matching.placements.of_contract import (
    first_contacts,
    numbered,
    sent_to,
    signed_on,
    without_identity,
)
from matching.placements.replies.people import ASKED_OF_BUYER
from matching.stages import ENDED, NEGATIVE, OPEN
from offers.hours import HoursRow
from psf.perimeter.scope import all_services
from psf.workflow.kinds import kind_of
from psf.workflow.models import Action

Stage = PlacementStage
SIGNED, REVIEWED = "Convention signée", "Bilan remis"
# The four ticks of a buyer, in the order in which they come.
TICKS = ("Contact pris", "Réunion tenue", SIGNED, REVIEWED)
OF_A_TRACE = ("code", "service", "service__archive_of")


@dataclass(frozen=True, slots=True)
class Parcours:
    """One parcours without anybody's name; `number` counts from the first one sent."""

    number: int
    pk: int
    offer_id: int
    service_id: int
    code: str
    stage: str
    hours: ParcoursHours
    sent_on: date
    contact_on: datetime | None
    meeting_at: datetime | None
    held_on: date | None
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None
    ended_on: date | None
    review_on: date | None
    answer_before: date | None
    # Open actions: (verb, due).
    waiting: tuple[tuple[str, date], ...]
    asked: frozenset[str]
    silence: str  # where the company's answer stands, while the buyer is asked to step in
    was_heard: bool
    tutor: Person

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    @property
    def is_over(self) -> bool:
        return self.stage in ENDED

    @property
    def came_to_nothing(self) -> bool:
        return self.stage in NEGATIVE

    @property
    def hours_told(self) -> list[HoursRow]:
        """Its hours, each under its word; none of what came to nothing."""
        return [] if self.came_to_nothing else self.hours.rows

    @property
    def ticks(self) -> list[tuple[str, date | datetime | None]]:
        """The four ticks of a buyer: (what, since when or None)."""
        days = (self.contact_on, self.held_on, self.signed_on, self.review_on)
        return list(zip(TICKS, days, strict=True))

    @property
    def ticked(self) -> int:
        return sum(1 for _, day in self.ticks if day)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A parcours of which hours and months are kept, and nobody's name."""

    number: int
    offer_id: int
    came_to_nothing: bool
    sent_in: date | None
    ended_in: date | None
    hours: tuple[HoursRow, ...]
    ticks: tuple[tuple[str, date | None], ...]


def parcours_of(offers) -> list[Parcours]:
    """What was sent to the company of these offers, in order; some ended at once, some go on."""
    with all_services("the parcours of an offer, without a name"):
        rows = list(
            sent_to(offers)
            .select_related("youth", "tutor", "service__archive_of", "review", "host_slot", "offer")
            .prefetch_related("signatures", "attendances")
        )
        contacts, numbers = first_contacts(rows), numbered(offers, [row.pk for row in rows])
        asked, due, waiting = {}, {}, defaultdict(list)
        open_actions = Action.objects.open().filter(placement__in=rows)
        for pk, verb, day in open_actions.values_list("placement", "verb", "due"):
            waiting[pk].append((verb, day))
            if kind_of(verb) in ASKED_OF_BUYER:
                asked.setdefault(pk, set()).add(verb)
            elif kind_of(verb) is ANSWER:
                due[pk] = day
        heard = heard_about_each(list(asked)) if asked else {}
        return [
            _plain(
                numbers[row.pk],
                row,
                contacts.get(row.pk),
                waiting[row.pk],
                asked.get(row.pk, ()),
                due.get(row.pk),
                heard.get(row.pk),
            )
            for row in rows
        ]


def forgotten_of(offers) -> list[Forgotten]:
    """Those whose young person was forgotten, in the order of their numbers."""
    with all_services("the parcours of an offer, without a name"):
        return [_month_by_month(row) for row in without_identity(offers)]


def youths_of(parcours: list[Parcours]) -> list[Youth]:
    """Whom these parcours are about: for the log of consultations, never for the page."""
    with all_services("log who read the parcours of an offer"):
        rows = Youth.objects.filter(placements__in=[each.pk for each in parcours])
        youths = list(rows.select_related("service").only(*OF_A_TRACE).order_by("pk").distinct())
    for youth in youths:
        # The trace stands where the file came from: nobody lists what an archive holds.
        youth.service_id = youth.service.archive_of_id or youth.service_id
    return youths


def _plain(number, row, contact_on, waiting, asked, answer_before, heard) -> Parcours:
    review = getattr(row, "review", None)
    tutor, service = row.tutor, row.service.origin
    return Parcours(
        number=number,
        pk=row.pk,
        offer_id=row.offer_id,
        service_id=row.service_id,
        code=row.code,
        stage=row.stage,
        hours=row.counted,
        sent_on=row.sent_on,
        contact_on=contact_on,
        meeting_at=row.meeting_at if row.stage == Stage.MEETING else None,
        held_on=row.meeting_held_on,
        signed_on=signed_on(row),
        starts_on=row.starts_on,
        ends_on=row.last_day,
        ended_on=row.closed_on,
        review_on=review.sent_to_buyer_on if review else None,
        answer_before=answer_before,
        waiting=tuple(waiting),
        asked=frozenset(asked),
        silence=silence_after(heard, row, "l’entreprise") if asked else "",
        was_heard=heard is not None,
        tutor=Person(str(tutor), tutor.phone or service.phone, service.name),
    )


def _month_by_month(row) -> Forgotten:
    came_to_nothing = row.stage in NEGATIVE
    return Forgotten(
        number=row.number,
        offer_id=row.offer_id,
        came_to_nothing=came_to_nothing,
        sent_in=row.sent_in,
        ended_in=row.ended_in or row.closed_in,
        hours=() if came_to_nothing else tuple(row.counted.rows),
        ticks=tuple(
            zip(TICKS, (row.contacted_in, row.met_in, row.signed_in, row.reviewed_in), strict=True)
        ),
    )
