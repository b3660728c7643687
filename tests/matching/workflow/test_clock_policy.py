"""The clock follows the steps in force: delays, counted days, approvals of nobody's calendar."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from matching.enums import PlacementStage, Situation
from matching.models import Youth
from matching.placements import clock
from matching.placements.actions.reserved import CALL_COMPANY
from matching.placements.actions.sent import ANSWER, REMIND_COMPANY
from matching.placements.calls import record_call
from matching.placements.integrity import actions_due_on_a_day_off, broken_promises
from matching.placements.workflow import PLACEMENTS
from matching.youths.actions import FIND_PLACEMENT
from matching.youths.situations import change_situation
from offers.actions import ANSWER_OFFER, RESUME_OFFER
from psf.territories.calendars import is_working_day
from psf.workflow.agenda import close_actions, open_action
from psf.workflow.enums import Actor, Counting, EventKind
from psf.workflow.errors import Refused
from psf.workflow.journal import Journal
from psf.workflow.models import Action, ClockRun, Event, RuleFiring, StagePolicy
from tests.factories.journey import said
from tests.matching.workflow.test_clock import asked
from tests.matching.workflow.test_life import perform, send, verbs


def policy(world, **values):
    return StagePolicy.objects.create(
        academy=world.service.department.academy, reason="Essai", **values
    )


def at(day: date, hour=9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def test_the_ladder_and_the_release_follow_the_policy(world):
    policy(
        world, remind_days=2, buyer_days=3, third_contact_days=4, commitment_days=5, release_days=9
    )
    placement = world.reserve()
    send(world, placement, day=0)
    clock.run(now=world.day(1))
    assert asked(placement) == {"answer", "call_company"}
    clock.run(now=world.day(2))
    assert asked(placement) == {"answer", "remind_company"}
    clock.run(now=world.day(8))
    placement.refresh_from_db()
    assert placement.stage == PlacementStage.SENT
    clock.run(now=world.day(9))
    placement.refresh_from_db()
    assert placement.stage == PlacementStage.UNANSWERED


def test_a_release_asked_too_early_is_refused_by_the_same_policy(world):
    policy(world, release_days=40)
    placement = world.reserve()
    send(world, placement, day=0)
    with pytest.raises(Refused, match="attendue jusqu'au 26/12/2026"):
        PLACEMENTS.perform(placement, "release", now=world.day(28))


def test_working_days_stretch_a_silence_over_weekends(world):
    policy(world, counting=Counting.WORKING)
    placement = world.reserve()
    send(world, placement, day=0)
    clock.run(now=world.day(6))
    assert "remind_company" not in asked(placement)
    clock.run(now=world.day(7))
    assert "remind_company" in asked(placement)


def test_school_holidays_stop_the_count(world):
    """Créteil's Christmas holidays: 19 December 2026 to 3 January 2027."""
    policy(world, counting=Counting.SCHOOL)
    placement = world.reserve()
    send(world, placement, day=30)  # Wednesday 16 December.
    clock.run(now=at(date(2027, 1, 5)))
    assert "remind_company" not in asked(placement)
    clock.run(now=at(date(2027, 1, 6)))
    assert "remind_company" in asked(placement)


@pytest.mark.parametrize("hour", [0, 1, 2, 3, 23])
def test_a_silence_over_the_night_when_clocks_change_is_counted_in_days(world, hour):
    """28 March 2027: the night lasts an hour less."""
    sent = (date(2027, 3, 24) - world.day(0).date()).days
    policy(world, reservation_days=120)
    placement = world.reserve()
    perform_send(world, placement, at(date(2027, 3, 24), 23))
    assert sent > 0
    clock.run(now=at(date(2027, 3, 28), 23))
    assert "remind_company" not in asked(placement)
    clock.run(now=at(date(2027, 3, 29), hour))
    assert "remind_company" in asked(placement)


def perform_send(world, placement, now):
    ready = dict.fromkeys(
        ("cv_ready_on", "letter_ready_on", "notice_given_on", "guardian_notice_given_on"), True
    )
    for name, data in (("prepare", {"goals": "Découvrir.", **ready}), ("send", said(now.date()))):
        PLACEMENTS.perform(placement, name, by=world.tutor, data=data, now=now)


def test_a_reservation_lasts_what_the_policy_says(world):
    policy(world, reservation_days=20)
    placement = world.reserve()
    assert placement.reserved_until == world.day(20).date()
    clock.run(now=world.day(20))
    placement.refresh_from_db()
    assert placement.stage == PlacementStage.RESERVED
    clock.run(now=world.day(21))
    placement.refresh_from_db()
    assert placement.stage == PlacementStage.EXPIRED


def test_a_company_that_answered_is_not_silent(world):
    placement = world.reserve()
    send(world, placement, day=0)
    close_actions(placement, journal=Journal(), now=world.day(3), kinds=[ANSWER])
    clock.run(now=world.day(28))
    placement.refresh_from_db()
    assert placement.stage == PlacementStage.SENT
    assert "remind_company" not in asked(placement)
    with pytest.raises(Refused, match="a répondu"):
        PLACEMENTS.perform(placement, "release", now=world.day(28))


def test_asked_again_a_company_has_its_whole_delay_again(world):
    placement = world.reserve()
    send(world, placement, day=0)
    clock.run(now=world.day(6))
    close_actions(placement, journal=Journal(), now=world.day(8), kinds=[ANSWER, REMIND_COMPANY])
    open_action(placement, ANSWER, journal=Journal(), now=world.day(10))
    clock.run(now=world.day(14))
    assert "remind_company" not in asked(placement)
    clock.run(now=world.day(15))
    assert "remind_company" in asked(placement)
    clock.run(now=world.day(37))
    placement.refresh_from_db()
    assert placement.stage == PlacementStage.SENT
    clock.run(now=world.day(38))
    placement.refresh_from_db()
    assert placement.stage == PlacementStage.UNANSWERED


def test_a_rule_that_has_nothing_to_do_finds_nobody(world):
    placement = world.reserve()
    send(world, placement, day=0)
    clock.run(now=world.day(16))
    for rule in clock.RULES:
        assert not rule.find(world.day(16)).exists(), rule.name


def test_an_offer_climbs_as_the_policy_says(world):
    policy(world, climb_department_days=4, climb_region_days=6, climb_national_days=8)
    for day, actor in ((4, "department"), (6, "region"), (8, "national")):
        clock.run(now=world.day(day))
        action = Action.objects.open().get(offer=world.slot.offer, verb=ANSWER_OFFER.verb)
        assert action.actor == actor


# Young people ready for long


def test_a_young_person_ready_for_thirty_days_reaches_the_coordinator(world):
    Youth.objects.filter(pk=world.youth.pk).update(situation_since=world.day(0).date())
    clock.run(now=world.day(29))
    assert FIND_PLACEMENT.verb not in verbs(youth=world.youth)
    clock.run(now=world.day(30))
    action = Action.objects.open().get(youth=world.youth, verb=FIND_PLACEMENT.verb)
    assert (action.actor, action.due) == (Actor.COORDINATOR, world.day(37).date())
    report = clock.run(now=world.day(30))
    assert report.done["ready_for_long"] == 0


def test_a_proposal_counts_from_its_end(world):
    Youth.objects.filter(pk=world.youth.pk).update(situation_since=world.day(0).date())
    placement = world.reserve()
    perform(world, placement, "withdraw", 20, reason="other")
    clock.run(now=world.day(49))
    assert FIND_PLACEMENT.verb not in verbs(youth=world.youth)
    clock.run(now=world.day(50))
    assert FIND_PLACEMENT.verb in verbs(youth=world.youth)


def test_a_reservation_answers_the_coordinator_s_search(world):
    Youth.objects.filter(pk=world.youth.pk).update(situation_since=world.day(0).date())
    clock.run(now=world.day(30))
    change_situation(world.youth, Situation.SUPPORTED, now=world.day(31))
    assert FIND_PLACEMENT.verb not in verbs(youth=world.youth)


# Late actions


def escalations(placement):
    return list(
        Event.objects.filter(placement=placement, kind=EventKind.CLOCK, name="escalate").order_by(
            "at"
        )
    )


def test_a_late_action_climbs_three_days_after_its_date_then_one_level_each_week(world):
    placement = world.reserve()  # Calling is due on day 3.
    action = Action.objects.open().get(placement=placement, verb="call_company")
    for day, told in (
        (5, ""),
        (6, "coordinator"),
        (12, "coordinator"),
        (13, "department"),
        (20, "region"),
    ):
        clock.run(now=world.day(day))
        action.refresh_from_db()
        assert action.escalated_to == told, day
    clock.run(now=world.day(27))
    action.refresh_from_db()
    assert (action.escalated_to, action.escalated_on) == ("region", world.day(27).date())
    assert len(escalations(placement)) == 4


def test_every_escalation_comes_at_most_three_days_after_the_date(world):
    placement = world.reserve()
    for day in range(12):
        clock.run(now=world.day(day))
        late = Action.objects.late(world.day(day).date()).filter(placement=placement)
        for action in late:
            waited = (world.day(day).date() - action.due).days
            assert waited < 3 or action.escalated_on is not None


def test_a_step_may_climb_sooner(world):
    policy(world, steps={"call_company": {"escalation": 1}}, climb_again_days=2)
    placement = world.reserve()
    clock.run(now=world.day(3))
    assert escalations(placement) == []
    clock.run(now=world.day(4))
    clock.run(now=world.day(6))
    first, second = (event.label for event in escalations(placement))
    assert "signalé aux coordonnateurs du service" in first
    assert "signalé au coordonnateur départemental" in second


def test_dated_again_an_action_starts_over(world):
    placement = world.reserve()
    clock.run(now=world.day(6))
    action = Action.objects.open().get(placement=placement, verb="call_company")

    open_action(placement, CALL_COMPANY, journal=Journal(), now=world.day(7))
    clock.run(now=world.day(12))
    action.refresh_from_db()
    assert action.escalated_on is None
    clock.run(now=world.day(13))
    action.refresh_from_db()
    assert action.escalated_to == "coordinator"


# The trace


def test_each_pass_and_each_firing_is_kept_thirteen_months(world):
    placement = world.reserve()
    clock.run(now=world.day(6))
    assert clock.last_run().handled == 1
    assert RuleFiring.objects.get().code == placement.code
    clock.run(now=world.day(6 + 396))
    assert RuleFiring.objects.filter(at=world.day(6)).exists()
    clock.run(now=world.day(6 + 397))
    assert not RuleFiring.objects.filter(at=world.day(6)).exists()
    assert not ClockRun.objects.filter(started_at=world.day(6)).exists()


def test_a_dry_run_leaves_no_trace(world):
    world.reserve()
    clock.run(now=world.day(6), dry_run=True)
    assert not RuleFiring.objects.exists()
    assert not ClockRun.objects.exists()


def test_a_day_missed_changes_nothing_to_what_is_due(world):
    placement = world.reserve()
    send(world, placement, day=0)
    clock.run(now=world.day(0) + timedelta(days=11))
    assert {"ask_buyer", "call_third_contact"} <= asked(placement)


@pytest.mark.parametrize("outcome", ["no_answer", "message_left", "wrong_person", "reached"])
def test_the_next_call_falls_on_a_day_that_the_policy_counts(world, outcome):
    """On Christmas Eve, « rappeler demain » was due on Christmas Day."""
    policy(world, counting=Counting.WORKING)
    placement = world.reserve()
    send(world, placement, day=0)
    eve = at(date(2026, 12, 24))
    record_call(placement, by=world.tutor, outcome=outcome, now=eve)
    [due] = (
        Action.objects.open()
        .filter(placement=placement, verb="call_company")
        .values_list("due", flat=True)
    )
    assert is_working_day(world.service.department, due)
    assert due > eve.date()
    assert not actions_due_on_a_day_off().exists()


def test_a_suspension_that_ends_on_a_sunday_is_taken_up_on_monday(world):
    policy(world, counting=Counting.WORKING)
    offer = world.slot.offer
    sunday = date(2027, 1, 10)
    offer.suspended_until = sunday
    action = open_action(offer, RESUME_OFFER, journal=Journal(), due=RESUME_OFFER.due(offer))
    assert action.due == date(2027, 1, 11)


def test_the_nightly_check_names_what_is_due_on_a_day_off(world):
    version = policy(world, counting=Counting.WORKING)
    placement = world.reserve()
    assert not actions_due_on_a_day_off().exists()
    sunday = date(2030, 12, 8)
    called = Action.objects.open().filter(placement=placement, verb="call_company")
    called.update(due=sunday, counted_from=date(2026, 12, 1), policy_version=version.number)
    assert [action.due for action in actions_due_on_a_day_off()] == [sunday]
    assert broken_promises()[0].startswith("action due un jour non ouvré")
    called.update(due=sunday + timedelta(days=1))
    assert not actions_due_on_a_day_off().exists()
