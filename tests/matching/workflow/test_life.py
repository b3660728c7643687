"""A placement from reservation to its end, by each way there is."""

from datetime import date, time, timedelta

import pytest

from matching.enums import (
    InterruptedReason,
    MissedReason,
    NotRetainedReason,
    PlacementStage,
    Situation,
    WayOn,
)
from matching.models import Placement, PlacementPeriod
from matching.placements.actions.meeting import MEET_AND_DECIDE, PLAN_MEETING
from matching.placements.workflow import PLACEMENTS
from matching.youths.actions import PROPOSE_PLACEMENT
from matching.youths.situations import change_situation
from offers.actions import FOLLOW_UP, PROPOSE_YOUTH
from offers.enums import OfferStage
from psf.territories.models import School
from psf.workflow.errors import Refused
from psf.workflow.models import Action, Event
from tests.factories.journey import said

pytestmark = pytest.mark.database


def verbs(**subject):
    return set(Action.objects.open().filter(**subject).values_list("verb", flat=True))


def perform(world, placement, name, day, **kwargs):
    kwargs.setdefault("by", world.tutor)
    return PLACEMENTS.perform(placement, name, now=world.day(day), **kwargs)


def send(world, placement, day=2):
    ready = {
        "goals": "Découvrir la logistique.",
        "cv_ready_on": True,
        "letter_ready_on": True,
        "notice_given_on": True,
        "guardian_notice_given_on": True,
    }
    perform(world, placement, "prepare", day, data=ready)
    perform(world, placement, "send", day, data=said(world.day(day).date()))


def meet(world, placement, day=10):
    perform(
        world,
        placement,
        "plan_meeting",
        5,
        data={"meeting_at": world.day(day), "meeting_place": "Sur place"},
    )


def month_of_presence(first: date):
    """150 hours from the first Monday on: 5 weeks of 5 days of 6 h 30, holidays apart."""
    return PlacementPeriod(
        starts_on=first,
        ends_on=first + timedelta(days=32),
        days=[0, 1, 2, 3, 4],
        day_start=time(9),
        day_end=time(16),
        break_minutes=60,
    )


def enter_company(world, placement):
    send(world, placement)
    meet(world, placement)
    perform(world, placement, "accept", 10)
    perform(
        world,
        placement,
        "schedule",
        11,
        data={"periods": [month_of_presence(date(2027, 1, 4))], "school": School.objects.first()},
    )
    perform(
        world,
        placement,
        "sign",
        12,
        data={"parties": placement.required_parties, "signed_on": world.day(12).date()},
    )
    perform(world, placement, "start", 49)


def test_a_file_goes_from_reservation_to_its_bilan(world):
    placement = world.reserve()
    assert verbs(placement=placement) == {"call_company", "prepare_file"}
    assert verbs(offer=world.slot.offer) == {"follow_up"}
    assert verbs(youth=world.youth, placement=None) == set()

    enter_company(world, placement)
    assert verbs(placement=placement) == {"check_in", "end_presence"}
    world.youth.refresh_from_db()
    assert world.youth.situation == Situation.IN_PLACEMENT

    perform(world, placement, "finish", 49 + 32, data={"last_day": date(2027, 2, 5)})
    assert verbs(placement=placement) == {"complete_review", "give_opinion"}
    assert verbs(offer=world.slot.offer) == {"propose_youth"}
    world.slot.offer.budget.refresh_from_db()
    assert (world.slot.offer.budget.reserved, world.slot.offer.budget.consumed) == (0, 150)

    line = {"skill": "Accueillir", "by_youth": "acquired", "by_company": "acquired"}
    perform(world, placement, "review", 83, data={"lines": [{**line, "by_tutor": ""}]})
    with pytest.raises(Refused, match=": tuteur pédagogique"):
        perform(world, placement, "close", 84, data={"way_on": WayOn.SCHOOL})
    perform(world, placement, "review", 84, data={"lines": [{**line, "by_tutor": "acquired"}]})
    perform(world, placement, "close", 84, data={"way_on": WayOn.SCHOOL})
    assert placement.stage == PlacementStage.CLOSED
    assert verbs(placement=placement) == set()
    world.youth.refresh_from_db()
    assert world.youth.situation == Situation.SOLUTION_TRAINING


def test_a_refusal_is_coded_and_everybody_gets_their_next_action(world):
    placement = world.reserve()
    send(world, placement)
    with pytest.raises(Refused, match="motif"):
        perform(world, placement, "not_retained", 4)
    event = perform(world, placement, "not_retained", 4, reason=NotRetainedReason.DATES)
    assert event.on_behalf_of == "company"
    assert verbs(youth=world.youth, placement=None) == {PROPOSE_PLACEMENT.verb}
    assert verbs(offer=world.slot.offer) == {PROPOSE_YOUTH.verb}
    world.slot.refresh_from_db()
    assert not world.slot.busy


def test_a_missed_meeting_is_counted_and_asks_for_a_new_date(world):
    placement = world.reserve()
    send(world, placement)
    meet(world, placement)
    with pytest.raises(Refused, match="après l'avoir tenue"):
        perform(world, placement, "missed", 6, reason=MissedReason.YOUTH_ABSENT)
    perform(world, placement, "missed", 10, reason=MissedReason.YOUTH_ABSENT)
    assert placement.meetings_missed == 1
    assert verbs(placement=placement) == {PLAN_MEETING.verb}
    with pytest.raises(Refused, match="Fixez d'abord"):
        perform(world, placement, "accept", 11)
    perform(world, placement, "postpone", 11, data={"meeting_at": world.day(15)})
    assert verbs(placement=placement) == {MEET_AND_DECIDE.verb}


def test_an_interruption_consumes_the_weeks_begun_and_frees_the_rest(world):
    placement = world.reserve()
    enter_company(world, placement)
    perform(
        world,
        placement,
        "interrupt",
        59,
        data={"last_day": date(2027, 1, 13)},
        reason=InterruptedReason.YOUTH_LEAVES,
    )
    assert placement.hours_consumed == 60
    world.slot.offer.budget.refresh_from_db()
    assert (world.slot.offer.budget.reserved, world.slot.offer.budget.consumed) == (0, 60)
    assert verbs(offer=world.slot.offer) == {PROPOSE_YOUTH.verb}


def test_an_offer_whose_last_hours_are_done_is_used_up(world):
    world.slot.offer.calibre = world.slot.offer.hours = 150
    world.slot.offer.save()
    placement = world.reserve()
    enter_company(world, placement)
    perform(world, placement, "finish", 49 + 32, data={"last_day": date(2027, 2, 5)})
    world.slot.offer.refresh_from_db()
    assert world.slot.offer.stage == OfferStage.USED_UP
    assert verbs(offer=world.slot.offer) == set()
    PLACEMENTS.undo(placement, by=world.coordinator, text="Trop tôt", now=world.day(82))
    world.slot.offer.refresh_from_db()
    assert world.slot.offer.stage == OfferStage.AVAILABLE
    assert verbs(offer=world.slot.offer) == {"follow_up"}


def test_a_coordinator_undoes_a_wrong_step_and_everything_comes_back(world):
    placement = world.reserve()
    send(world, placement)
    perform(world, placement, "not_retained", 4, reason=NotRetainedReason.DATES)
    with pytest.raises(Refused, match="coordonnateur"):
        PLACEMENTS.undo(placement, by=world.tutor, text="Erreur", now=world.day(5))
    PLACEMENTS.undo(placement, by=world.coordinator, text="Erreur de ligne", now=world.day(5))
    assert placement.stage == PlacementStage.SENT
    assert placement.hours_reserved == 150
    assert verbs(placement=placement) == {"answer", "call_company"}
    assert verbs(offer=world.slot.offer) == {"follow_up"}
    world.youth.refresh_from_db()
    assert world.youth.situation == Situation.READY
    with pytest.raises(Refused):
        PLACEMENTS.undo(placement, by=world.coordinator, text="Encore", now=world.day(40))


def test_a_young_person_is_reserved_once(world):
    world.reserve()
    with pytest.raises(Refused, match="vient d'être réservé"):
        world.reserve()


def test_somebody_who_is_not_ready_is_never_reserved(world):
    change_situation(world.youth, Situation.SUPPORTED, by=world.tutor, now=world.day(0))
    with pytest.raises(Refused, match="pas prêt pour un parcours"):
        world.reserve()
    assert not Placement.objects.exists()


def test_events_say_from_where_to_where_by_whom(world):
    placement = world.reserve()
    send(world, placement)
    event = Event.objects.filter(placement=placement).timeline().first()
    assert (event.from_stage, event.to_stage, event.by) == ("reserved", "sent", world.tutor)


def test_what_follows_a_parcours_is_asked_when_its_end_comes(world):
    """« Prévoir la suite » waits for the end of the presence, whatever the reservation said."""
    placement = world.reserve()
    offer = placement.offer

    def due():
        return Action.objects.open().get(offer=offer, verb=FOLLOW_UP.verb).due

    first = due()
    send(world, placement)
    meet(world, placement, day=10)
    assert due() > first
    perform(world, placement, "accept", 10)
    period = month_of_presence(world.day(49).date())
    school = School.objects.first()
    perform(world, placement, "schedule", 11, data={"periods": [period], "school": school})
    assert due() == period.ends_on + timedelta(days=2)
