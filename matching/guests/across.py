"""A company's or a buyer's parcours, whichever service follows the young person.

An offer may hold young people of several services. What comes out are counts, dates and the name of
the tutor to call: nothing of a young person, so that every service may be in sight for this look.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min, Q

from matching.enums import PlacementStage
from matching.guests.pages.base import Person
from matching.messages.heard import heard_about_each, silence_after
from matching.models import Placement, Youth
from matching.models.hours import ParcoursHours
from matching.placements.actions.sent import ANSWER
from matching.placements.replies.people import ASKED_OF_BUYER
from matching.stages import ENDED, NEGATIVE, OPEN
from offers.hours import HoursRow
from psf.perimeter.scope import all_services
from psf.workflow.enums import CallOutcome
from psf.workflow.kinds import kind_of
from psf.workflow.models import Action, Event

Stage = PlacementStage
# From these on, the company has been reached.
ANSWERS = ("propose_dates", "redirect", "call_me", "plan_meeting", "not_retained")


@dataclass(frozen=True, slots=True)
class Parcours:
    """One parcours without anybody's name; `number` counts from the first one sent."""

    number: int
    pk: int
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
        return [
            ("Contact pris", self.contact_on),
            ("Réunion tenue", self.held_on),
            ("Convention signée", self.signed_on),
            ("Bilan remis", self.review_on),
        ]

    @property
    def ticked(self) -> int:
        return sum(1 for _, day in self.ticks if day)


def parcours_of(offers) -> list[Parcours]:
    """What was sent to the company of these offers, in order; some ended at once, some go on."""
    with all_services("the parcours of an offer, without a name"):
        rows = list(
            Placement.objects.filter(offer__in=offers, sent_on__isnull=False)
            .exclude(stage=Stage.RESERVED)
            .select_related("youth", "tutor", "service", "review", "host_slot", "offer")
            .prefetch_related("signatures", "attendances")
            .order_by("sent_on", "pk")
        )
        contacts = dict(
            Event.objects.filter(placement__in=rows, undone_by__isnull=True)
            .filter(Q(call_outcome=CallOutcome.REACHED) | Q(name__in=ANSWERS))
            .order_by()
            .values_list("placement")
            .annotate(first=Min("at"))
        )
        asked, due = {}, {}
        open_actions = Action.objects.open().filter(placement__in=rows)
        for pk, verb, day in open_actions.values_list("placement", "verb", "due"):
            if kind_of(verb) in ASKED_OF_BUYER:
                asked.setdefault(pk, set()).add(verb)
            elif kind_of(verb) is ANSWER:
                due[pk] = day
        heard = heard_about_each(list(asked)) if asked else {}
        return [
            _plain(
                number,
                row,
                contacts.get(row.pk),
                asked.get(row.pk, ()),
                due.get(row.pk),
                heard.get(row.pk),
            )
            for number, row in enumerate(rows, 1)
        ]


def youths_of(parcours: list[Parcours]) -> list[Youth]:
    """Whom these parcours are about: for the log of consultations, never for the page."""
    with all_services("log who read the parcours of an offer"):
        rows = Youth.objects.filter(placements__in=[each.pk for each in parcours])
        return list(rows.only("code", "service").order_by("pk").distinct())


def _plain(number, row, contact_on, asked, answer_before, heard) -> Parcours:
    signed = row.kind.signed or (row.stage == Stage.CONVENTION and not row.missing_signatures)
    review = getattr(row, "review", None)
    tutor, service = row.tutor, row.service
    return Parcours(
        number=number,
        pk=row.pk,
        service_id=row.service_id,
        code=row.code,
        stage=row.stage,
        hours=row.counted,
        sent_on=row.sent_on,
        contact_on=contact_on,
        meeting_at=row.meeting_at if row.stage == Stage.MEETING else None,
        held_on=row.meeting_held_on,
        signed_on=max((each.signed_on for each in row.signatures.all()), default=None)
        if signed
        else None,
        starts_on=row.starts_on,
        ends_on=row.last_day,
        ended_on=row.closed_on,
        review_on=review.sent_to_buyer_on if review else None,
        answer_before=answer_before,
        asked=frozenset(asked),
        silence=silence_after(heard, row, "l’entreprise") if asked else "",
        was_heard=heard is not None,
        tutor=Person(str(tutor), tutor.phone or service.phone, service.name),
    )
