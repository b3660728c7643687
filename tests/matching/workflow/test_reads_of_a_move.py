"""A move reads its file once, under its lock, and once what is open on it: whatever it writes and tells."""

import re
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.models import Placement
from matching.placements.workflow import PLACEMENTS
from psf.workflow.agenda import close_actions, open_action
from psf.workflow.at_hand import during_a_move, hold, is_held, open_actions_of
from psf.workflow.errors import Refused
from psf.workflow.journal import Journal
from psf.workflow.kinds import kind_of
from psf.workflow.locks import lock_subject
from psf.workflow.models import Action
from tests.matching.workflow.test_life import meet, perform, send, verbs

pytestmark = pytest.mark.database
READ = re.compile(r'^SELECT .*? FROM "(\w+)"', re.DOTALL)


def reads(captured) -> Counter:
    found = (READ.match(query["sql"]) for query in captured)
    return Counter(each.group(1) for each in found if each)


@pytest.mark.parametrize("name", ["send", "plan_meeting"])
def test_a_move_reads_its_file_and_its_own_actions_once(world, name, monkeypatch):
    placement, counted = world.reserve(), {}
    former = PLACEMENTS.perform

    def counting(subject, move, **kwargs):
        with CaptureQueriesContext(connection) as captured:
            event = former(subject, move, **kwargs)
        own = [q for q in captured if '"workflow_action"."placement_id" = ' in q["sql"]]
        counted[move] = reads(captured), reads(own)
        return event

    monkeypatch.setattr(PLACEMENTS, "perform", counting)
    send(world, placement)
    meet(world, placement)
    everything, own = counted[name]
    assert everything["matching_placement"] == 1
    assert own["workflow_action"] == 1


def test_the_row_given_is_as_the_database_holds_it(world):
    placement = world.reserve()
    placement.youth.first_name = "Avant"
    send(world, placement)
    read_again = Placement.objects.get(pk=placement.pk)
    for field in Placement._meta.concrete_fields:
        assert getattr(placement, field.attname) == getattr(read_again, field.attname), field
    assert placement.youth.first_name != "Avant"


def test_what_is_at_hand_follows_what_a_move_opens_and_closes(world):
    placement = world.reserve()
    with during_a_move():
        locked = lock_subject(placement)
        hold(locked)
        for _twice in range(2):
            assert {each.verb for each in open_actions_of(locked)} == verbs(placement=placement)
            close_actions(locked, journal=Journal())
        assert open_actions_of(locked) == []
        open_action(locked, kind_of("answer"), journal=Journal())
        assert [each.verb for each in open_actions_of(placement)] == ["answer"]
        assert verbs(placement=placement) == {"answer"}
    assert not is_held(placement)


def test_a_move_refused_within_another_leaves_nothing_at_hand(world):
    placement = world.reserve()
    with during_a_move():
        hold(placement)
        known = {each.pk for each in open_actions_of(placement)}
        with pytest.raises(Refused):
            perform(world, placement, "plan_meeting", 2)
        Action.objects.filter(pk=min(known)).update(done_at=world.day(1))
        assert {each.pk for each in open_actions_of(placement)} == known - {min(known)}
