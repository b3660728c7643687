"""What time alone does, once and only once."""

import pytest

from matching.enums import PlacementStage
from matching.placements import clock
from matching.placements.actions.asked import TELL_FAMILY
from matching.placements.actions.sent import COMMITMENT_REMINDER
from offers.actions import ANSWER_OFFER
from psf.territories.enums import ServiceKind
from psf.workflow.models import Action, Event
from psf.workflow.policies.effective import policy_of_academy
from tests.matching.workflow.test_life import send, verbs

pytestmark = pytest.mark.database


def asked(placement) -> set[str]:
    """What the file asks for, save what no message could tell the family."""
    return verbs(placement=placement) - {TELL_FAMILY.verb}


def test_a_silent_company_is_reminded_step_by_step_then_released_at_28_days(world):
    placement = world.reserve()
    send(world, placement, day=2)
    steps = {
        2 + 5: {"answer", "remind_company"},
        2 + 7: {"answer", "remind_company", "ask_buyer"},
        2 + 10: {"answer", "call_third_contact", "ask_buyer"},
    }
    seen = {"answer", "call_company"}
    for day, step in steps.items():
        clock.run(now=world.day(day - 1))
        assert asked(placement) == seen
        clock.run(now=world.day(day))
        assert asked(placement) == step
        seen = step
    clock.run(now=world.day(2 + 27))
    placement.refresh_from_db()
    assert placement.stage == PlacementStage.SENT
    assert COMMITMENT_REMINDER.verb in asked(placement)
    clock.run(now=world.day(2 + 28))
    placement.refresh_from_db()
    assert placement.stage == PlacementStage.UNANSWERED
    assert placement.end_reason == "no_answer"
    assert asked(placement) == set()


def test_a_reservation_that_nobody_uses_is_freed(world):
    placement = world.reserve()
    clock.run(now=world.day(45))
    placement.refresh_from_db()
    assert placement.stage == PlacementStage.RESERVED
    clock.run(now=world.day(46))
    placement.refresh_from_db()
    assert placement.stage == PlacementStage.EXPIRED


def test_running_the_clock_again_changes_nothing(world):
    placement = world.reserve()
    send(world, placement)
    clock.run(now=world.day(20))
    before = Action.objects.count(), Event.objects.count()
    report = clock.run(now=world.day(20))
    assert report.total == 0
    assert (Action.objects.count(), Event.objects.count()) == before


def test_a_dry_run_counts_and_changes_nothing(world):
    placement = world.reserve()
    before = Action.objects.count(), Event.objects.count()
    report = clock.run(now=world.day(46), dry_run=True)
    assert report.done["expire"] == 1
    placement.refresh_from_db()
    assert placement.stage == PlacementStage.RESERVED
    assert (Action.objects.count(), Event.objects.count()) == before


def test_an_offer_without_a_young_person_climbs_to_the_national_team(world):
    offer = world.slot.offer
    for day, actor in ((15, "department"), (30, "region"), (45, "national")):
        clock.run(now=world.day(day))
        action = Action.objects.open().get(offer=offer, verb=ANSWER_OFFER.verb)
        assert action.actor == actor
    assert action.service.kind == ServiceKind.NATIONAL


def test_a_reservation_answers_an_offer_that_has_climbed(world):
    offer = world.slot.offer
    clock.run(now=world.day(16))
    assert ANSWER_OFFER.verb in verbs(offer=offer)
    world.reserve()
    assert verbs(offer=offer) == {"follow_up"}


@pytest.mark.parametrize("rule", clock.RULES, ids=lambda rule: rule.name)
@pytest.mark.django_db
def test_every_rule_reads_as_a_sentence(rule):
    assert rule.label
    assert rule.sentence(policy_of_academy()).endswith(".")
