"""The call log: each outcome dates the next call, and a silent company keeps one to make."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.placements import clock
from matching.placements.calls import record_call
from offers.models import CompanyContact
from psf.workflow import assignment
from psf.workflow.enums import CallOutcome
from psf.workflow.errors import Refused
from psf.workflow.models import Action
from tests.matching.workflow.test_life import send, verbs


def next_call(placement):
    calls = ("call_company", "remind_company", "call_third_contact")
    return Action.objects.open().get(placement=placement, verb__in=calls)


@pytest.mark.parametrize(
    ("outcome", "days"),
    [
        (CallOutcome.NO_ANSWER, 1),
        (CallOutcome.MESSAGE_LEFT, 2),
        (CallOutcome.WRONG_PERSON, 1),
        (CallOutcome.REACHED, 5),
    ],
)
def test_each_outcome_dates_the_next_call(world, outcome, days):
    placement = world.reserve()
    send(world, placement)
    record_call(placement, by=world.tutor, outcome=outcome, now=world.day(4))
    assert next_call(placement).due == world.day(4).date() + timedelta(days=days)


def test_the_first_call_of_a_reservation_is_over_once_somebody_answers(world):
    placement = world.reserve()
    record_call(placement, by=world.tutor, outcome=CallOutcome.REACHED, now=world.day(1))
    assert verbs(placement=placement) == {"prepare_file"}


def test_reaching_a_silent_company_leaves_a_call_to_make_while_it_owes_its_answer(world):
    placement = world.reserve()
    send(world, placement)
    clock.run(now=world.day(12))
    record_call(placement, by=world.tutor, outcome=CallOutcome.REACHED, now=world.day(12))
    assert next_call(placement).verb == "call_company"


def test_a_call_locks_the_file_before_its_actions_as_a_move_does(world):
    placement = world.reserve()

    def locked(act):
        with CaptureQueriesContext(connection) as queries:
            act()
        asked = [query["sql"] for query in queries if "FOR UPDATE" in query["sql"]]
        return [re.search(r'FROM "(\w+)"', sql)[1] for sql in asked][:2]

    order = ["matching_placement", "workflow_action"]
    assert locked(lambda: record_call(placement, by=world.tutor, outcome="no_answer")) == order
    send(world, placement)
    clock.run(now=world.day(12))
    asked = Action.objects.open().get(placement=placement, verb="ask_buyer")
    assert locked(lambda: assignment.complete(asked, by=world.tutor)) == order


def test_call_back_wants_a_day_to_come(world):
    placement = world.reserve()
    with pytest.raises(Refused, match="jour où rappeler"):
        record_call(placement, by=world.tutor, outcome=CallOutcome.CALL_BACK, now=world.day(1))
    later = world.day(9).date()
    record_call(
        placement,
        by=world.tutor,
        outcome=CallOutcome.CALL_BACK,
        call_back_on=later,
        now=world.day(1),
    )
    assert next_call(placement).due == later


def test_a_wrong_person_gives_way_to_the_right_one(world):
    placement = world.reserve()
    wrong = world.slot.tutor
    record_call(
        placement,
        by=world.tutor,
        outcome=CallOutcome.WRONG_PERSON,
        contact=wrong,
        new_contact={"name": "Dominique Essai", "role": "hr", "phone": "01 99 00 00 01"},
        now=world.day(1),
    )
    wrong.refresh_from_db()
    assert wrong.left_on == world.day(1).date()
    right = CompanyContact.objects.get(name="Dominique Essai")
    assert right.verified_on == world.day(1).date()


def test_reaching_somebody_verifies_them(world):
    placement = world.reserve()
    CompanyContact.objects.update(verified_on=None)
    record_call(
        placement,
        by=world.tutor,
        outcome=CallOutcome.REACHED,
        contact=world.slot.tutor,
        now=world.day(1),
    )
    world.slot.tutor.refresh_from_db()
    assert world.slot.tutor.verified_on == world.day(1).date()
