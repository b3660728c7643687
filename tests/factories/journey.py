"""Files carried through their stages by the workflow itself, with the clock moved.

`reserved(service)` reserves today. `carry(placement, to=stage)` then makes the moves of a file that
goes well (or ends badly, for a negative stage), the last ones today: the file's days are first
moved into the past, as far as the way to that stage is long. `journey(service, to=stage)` does both.

Call them inside a transaction (pytest.mark.django_db); they set the perimeter themselves.
"""

from datetime import date, datetime, timedelta

from django.db.models import DateField, F
from django.utils import timezone

from matching.enums import NotRetainedReason, Party, PlacementStage, Said, SkillLevel, WayOn
from matching.models import Placement, PlacementPeriod, Youth
from matching.placements.delays import RELEASE_DAYS
from matching.placements.profile import imprint
from matching.placements.reservation import reserve
from matching.placements.workflow import PLACEMENTS
from matching.ranking.calendar import proposed_period
from offers.enums import ContactRole
from offers.models import HostSlot
from psf.perimeter.scope import perimeter
from psf.territories import calendars
from psf.territories.models import SchoolHoliday
from psf.workflow.models import Action, Event
from psf.workflow.policies.effective import remembered
from tests.factories.accounts import tutor
from tests.factories.matching import GuardianFactory, YouthFactory
from tests.factories.offers import (
    BuyerContactFactory,
    BuyerFactory,
    CompanyContactFactory,
    CompanyFactory,
    ContractFactory,
    HostSlotFactory,
    OfferFactory,
)
from tests.factories.territories import SchoolFactory

Stage = PlacementStage
# Days between the reservation and each step of a file that goes well.
SENT_AFTER, PLANNED_AFTER, MET_AFTER, SIGNED_AFTER, STARTED_AFTER = 4, 8, 12, 18, 24
LONGEST_SEARCH_DAYS = 500
SKILLS = ("Accueillir", "Arriver à l’heure", "Suivre une consigne")


def school_calendar() -> None:
    """Load school holidays once: schedules are refused where the calendar is unknown."""
    if not SchoolHoliday.objects.exists():
        calendars.load()


def realistic_slot(service, *, hours: int = 450, **fields) -> HostSlot:
    """A slot of a known company, with three people to call, under a buyer's contract."""
    buyer = BuyerFactory(name="Ville d’essai")
    company = CompanyFactory(name="Atelier du Canal")
    for rank, (name, role) in enumerate(
        (("Camille Essai", ContactRole.HR), ("Dominique Essai", ContactRole.MANAGEMENT)), start=2
    ):
        CompanyContactFactory(
            company=company, name=name, role=role, rank=rank, verified_on=date(2026, 1, 15)
        )
    contract = ContractFactory(
        buyer=buyer, contact=BuyerContactFactory(buyer=buyer), company=company
    )
    offer = OfferFactory(contract=contract, service=service, calibre=hours)
    host = CompanyContactFactory(
        company=company, name="Claude Essai", function="Chef d’atelier", phone="01 99 00 11 22"
    )
    return HostSlotFactory(
        **{
            "offer": offer,
            "site": "Atelier principal",
            "tutor": host,
            "tasks": "Accueil, préparation des commandes, présentation du secteur.",
            **fields,
        }
    )


def reserved(
    service, *, by=None, youth: Youth | None = None, slot: HostSlot | None = None, hours: int = 150
) -> Placement:
    """Reserve a slot today for a young person of 17 who wants `hours`, by their tutor."""
    school_calendar()
    by = by or tutor(service)
    if youth is None:
        youth = YouthFactory(service=service, tutor=by, hours_wanted=hours)
        GuardianFactory(youth=youth)
    slot = slot or realistic_slot(service)
    with perimeter([service]):
        return reserve(youth, slot, by=by)


def journey(service, *, to: str = Stage.RESERVED, **reservation) -> Placement:
    """A file of `service` at the stage `to`; see `reserved` and `carry`."""
    return carry(reserved(service, **reservation), to=to)


def carry(placement: Placement, *, to: str, by=None) -> Placement:
    """Carry a reserved placement to the stage `to`, as its tutor unless `by` is given.

    In the company since about two weeks; at the bilan and closed after its last planned day.
    """
    if to == Stage.RESERVED:
        return placement
    school_calendar()
    with perimeter([placement.service_id]), remembered():
        placement = Placement.objects.get(pk=placement.pk)
        _Carrier(placement, by or placement.tutor).carry(to)
        return Placement.objects.get(pk=placement.pk)


def move_into_the_past(placement: Placement, days: int) -> None:
    """Make everything about a placement `days` older: dates, actions, events. In its perimeter."""
    step = timedelta(days=days)
    dates = [
        field.name
        for field in Placement._meta.concrete_fields
        if isinstance(field, DateField) and getattr(placement, field.name) is not None
    ]
    Placement.objects.filter(pk=placement.pk).update(**{name: F(name) - step for name in dates})
    PlacementPeriod.objects.filter(placement=placement).update(
        starts_on=F("starts_on") - step, ends_on=F("ends_on") - step
    )
    actions = Action.objects.filter(placement=placement)
    actions.update(due=F("due") - step, opened_at=F("opened_at") - step)
    actions.filter(done_at__isnull=False).update(done_at=F("done_at") - step)
    actions.filter(taken_at__isnull=False).update(taken_at=F("taken_at") - step)
    Event.objects.filter(placement=placement).update(at=F("at") - step)
    placement.refresh_from_db()


def said(day: date) -> dict:
    """What is said before a profile leaves, on that day: the young person agrees, papers by hand."""
    return {
        "agreed_by": Said.PHONE,
        "agreed_on": day,
        "guardian_told_by": Said.PHONE,
        "guardian_told_on": day,
        "cv_by_hand": True,
        "letter_by_hand": True,
    }


def said_on_screen(placement: Placement, day: date | None = None) -> dict:
    """The same, as somebody types it on the screen that shows the profile. In its perimeter."""
    day, placement = day or timezone.localdate(), Placement.objects.get(pk=placement.pk)
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in said(day).items()
    } | {"shown": imprint(placement), "agreed_to": placement.tutor_id}


class _Carrier:
    """The moves of one file, each on its day."""

    def __init__(self, placement, by):
        self.placement, self.by = placement, by
        self.today = timezone.localdate()
        self.school = SchoolFactory()

    def carry(self, to: str) -> None:
        period = None
        if to in (Stage.IN_COMPANY, Stage.REVIEW, Stage.CLOSED):
            period = self._period_over_by(to)
            start = period.start
        else:
            start = self.today + timedelta(days=STARTED_AFTER - _way(to))
        reserved_on = start - timedelta(days=STARTED_AFTER)
        move_into_the_past(self.placement, (self.placement.reserved_on - reserved_on).days)
        self.day = reserved_on
        self._walk(to, period)

    def _walk(self, to, period) -> None:
        if to == Stage.EXPIRED:
            self._move("expire", self.placement.reserved_until + timedelta(days=1), by=None)
            return
        self._move(
            "prepare",
            self.day + timedelta(days=SENT_AFTER - 1),
            data={
                "goals": "Découvrir l’accueil du public.",
                "helps": "Des consignes écrites.",
                "avoid": "Les trajets de plus d’une heure.",
                "cv_ready_on": True,
                "letter_ready_on": True,
                "notice_given_on": True,
                "guardian_notice_given_on": True,
            },
        )
        if to == Stage.WITHDRAWN:
            self._move("withdraw", self._day(SENT_AFTER), reason="youth_declines")
            return
        self._move("send", self._day(SENT_AFTER), data=said(self._day(SENT_AFTER)))
        if to == Stage.SENT:
            return
        if to == Stage.UNANSWERED:
            self._move("release", self._day(SENT_AFTER + RELEASE_DAYS), by=None)
            return
        if to == Stage.NOT_RETAINED:
            self._move("not_retained", self._day(PLANNED_AFTER), reason=NotRetainedReason.DATES)
            return
        meeting = _at_noon(self._day(MET_AFTER))
        self._move(
            "plan_meeting",
            self._day(PLANNED_AFTER),
            data={"meeting_at": meeting, "meeting_place": "Atelier principal"},
        )
        if to == Stage.MEETING:
            return
        self._move("accept", self._day(MET_AFTER))
        if to == Stage.CONVENTION:
            return
        self._move(
            "schedule",
            self._day(SIGNED_AFTER - 1),
            data={"periods": [as_row(period)], "school": self.school},
        )
        self._move(
            "sign",
            self._day(SIGNED_AFTER),
            data={
                "parties": [Party(party) for party in self.placement.required_parties],
                "signed_on": self._day(SIGNED_AFTER),
            },
        )
        self._move("start", period.start)
        if to == Stage.IN_COMPANY:
            return
        self._move("finish", period.end, data={"last_day": period.end})
        if to == Stage.REVIEW:
            return
        lines = [
            dict.fromkeys(("by_youth", "by_company", "by_tutor"), SkillLevel.ACQUIRED)
            | {"skill": skill}
            for skill in SKILLS
        ]
        after = min(period.end + timedelta(days=3), self.today)
        self._move("review", after, data={"lines": lines})
        self._move("close", after, data={"way_on": WayOn.SCHOOL})

    def _day(self, after: int) -> date:
        return self.placement.reserved_on + timedelta(days=after)

    def _move(self, name, day: date, *, by="tutor", **kwargs) -> None:
        PLACEMENTS.perform(
            self.placement,
            name,
            by=self.by if by == "tutor" else by,
            now=min(_at_noon(day), timezone.now()),
            **kwargs,
        )
        self.placement = Placement.objects.get(pk=self.placement.pk)

    def _period_over_by(self, to):
        """The proposed schedule, begun (or, for the bilan, over) by today; summers are jumped."""
        for days in range(14, LONGEST_SEARCH_DAYS, 7):
            period = proposed_period(self.placement, self.today - timedelta(days=days))
            last = period.start if to == Stage.IN_COMPANY else period.end
            if last < self.today:
                return period
        raise AssertionError("No schedule of the past was found: is the school calendar loaded?")


def _way(to: str) -> int:
    """Days from the reservation to the last move before the stage `to`."""
    return {
        Stage.EXPIRED: 46,
        Stage.WITHDRAWN: SENT_AFTER,
        Stage.SENT: SENT_AFTER,
        Stage.UNANSWERED: SENT_AFTER + RELEASE_DAYS,
        Stage.NOT_RETAINED: PLANNED_AFTER,
        Stage.MEETING: MET_AFTER,
        Stage.CONVENTION: MET_AFTER,
    }[to]


def as_row(period) -> PlacementPeriod:
    """A plain period as the workflow wants it: an unsaved row."""
    return PlacementPeriod(
        starts_on=period.start,
        ends_on=period.end,
        days=list(period.days),
        day_start=period.day_start,
        day_end=period.day_end,
        break_minutes=period.break_minutes,
    )


def _at_noon(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))
