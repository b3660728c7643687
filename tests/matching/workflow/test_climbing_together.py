"""Late actions climb many at a time: the same as one by one, and one that fails loses no other."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.placements import clock
from matching.placements.clock import late, running
from matching.youths.actions import SEE_YOUTH
from psf.workflow.agenda import open_action
from psf.workflow.journal import Journal
from psf.workflow.models import Action, Event, RuleFiring
from tests.factories.matching import YouthFactory

pytestmark = pytest.mark.database
LATE = 10


def late_youths(world, count: int) -> list[Action]:
    opened = []
    for _ in range(count):
        youth = YouthFactory(service=world.service, situation="followed")
        opened.append(open_action(youth, SEE_YOUTH, journal=Journal(), now=world.day(0)))
    Action.objects.filter(pk__in=[each.pk for each in opened]).update(due=world.day(0).date())
    return opened


def only_lateness(monkeypatch, **changed):
    (rule,) = late.RULES
    monkeypatch.setattr(running, "RULES", [replace(rule, **changed)])


def climbed(actions) -> list[tuple]:
    rows = Action.objects.filter(pk__in=[each.pk for each in actions]).order_by("pk")
    return list(rows.values_list("escalated_on", "escalated_to"))


def told(actions) -> list[str]:
    events = Event.objects.filter(name="escalate", youth__in=[each.youth_id for each in actions])
    return sorted(events.values_list("label", flat=True))


def test_many_climb_as_one_does(world, monkeypatch):
    actions = late_youths(world, 3)
    only_lateness(monkeypatch, act_on_all=None)
    clock.run(now=world.day(LATE))
    alone = climbed(actions), told(actions)
    Event.objects.filter(name="escalate").delete()
    RuleFiring.objects.all().delete()
    Action.objects.update(escalated_on=None, escalated_to="")
    only_lateness(monkeypatch)
    report = clock.run(now=world.day(LATE))
    assert (climbed(actions), told(actions)) == alone
    assert alone[0] == [(world.day(LATE).date(), "coordinator")] * 3
    assert len(alone[1]) == 3 and report.done["escalate"] >= 3
    assert RuleFiring.objects.filter(rule="escalate").count() == report.done["escalate"]
    assert clock.run(now=world.day(LATE)).total == 0


def test_ten_more_cost_no_query_more(world, monkeypatch):
    only_lateness(monkeypatch)
    late_youths(world, 2)
    with CaptureQueriesContext(connection) as few:
        clock.run(now=world.day(LATE))
    late_youths(world, 12)
    with CaptureQueriesContext(connection) as many:
        report = clock.run(now=world.day(LATE))
    assert report.done["escalate"] == 12
    assert len(many) <= len(few)


def test_one_that_fails_keeps_no_other_down(world, monkeypatch):
    first, broken, last = actions = late_youths(world, 3)
    former = late.is_due_to_climb

    def fails_on_one(action, today):
        if action.pk == broken.pk:
            raise ZeroDivisionError
        return former(action, today)

    monkeypatch.setattr(late, "is_due_to_climb", fails_on_one)
    only_lateness(monkeypatch)
    report = clock.run(now=world.day(LATE))
    day = world.day(LATE).date()
    assert climbed(actions) == [(day, "coordinator"), (None, ""), (day, "coordinator")]
    assert report.failed == [f"escalate Action {broken.pk}"]
    assert len(told([first])) == len(told([last])) == 1 and told([broken]) == []


def test_what_was_done_meanwhile_climbs_no_more(world):
    done, still = late_youths(world, 2)
    Action.objects.filter(pk=done.pk).update(done_at=world.day(1))
    assert late.escalate_all([done.pk, still.pk], world.day(LATE)) == [still.pk]


def test_a_dry_run_of_many_changes_nothing(world, monkeypatch):
    actions = late_youths(world, 2)
    only_lateness(monkeypatch)
    report = clock.run(now=world.day(LATE), dry_run=True)
    assert report.done["escalate"] >= 2
    assert climbed(actions) == [(None, "")] * 2
