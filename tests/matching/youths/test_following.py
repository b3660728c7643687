"""Nobody accompanied, ready or in a parcours is left without an open action."""

from collections import Counter
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from matching.enums import FOLLOWED, Situation
from matching.placements import clock
from matching.placements.integrity import broken_promises
from matching.placements.reservation import reserve
from matching.youths.actions import (
    CALL_BACK_GUARDIAN,
    PROPOSE_PLACEMENT,
    SEE_YOUTH,
    TELL_YOUTH,
)
from matching.youths.following import POINTS_A_DAY, keep_followed, quiet_day
from matching.youths.situations import change_situation, start_following
from psf.perimeter.scope import all_services, perimeter
from psf.territories.calendars import is_working_day
from psf.workflow import assignment
from psf.workflow.agenda import open_action
from psf.workflow.journal import Journal
from psf.workflow.models import Action
from tests.factories.journey import realistic_slot
from tests.factories.matching import YouthFactory

pytestmark = pytest.mark.django_db
LEFT_ALONE = frozenset(Situation) - FOLLOWED


@pytest.fixture
def forget(two_services):
    """`forget(situation, count)`: young people of Saint-Denis about whom nothing is open."""

    def forgotten(situation=Situation.SUPPORTED, count=1, **fields):
        fields = {"service": two_services.saint_denis, "tutor": two_services.tutor, **fields}
        return [YouthFactory(situation=situation, **fields) for _ in range(count)]

    return forgotten


@pytest.fixture
def opened(two_services):
    def found(**lookup):
        with perimeter([two_services.saint_denis, two_services.nice]):
            return list(Action.objects.open().filter(**lookup).oldest_first())

    return found


@pytest.mark.parametrize("situation", sorted(FOLLOWED))
def test_the_check_names_whoever_is_forgotten_and_fails(forget, situation, capsys):
    [youth] = forget(situation)
    with all_services("test"):
        assert [line for line in broken_promises() if youth.code in line]
    with pytest.raises((CommandError, SystemExit)):
        call_command("check_queue")


@pytest.mark.parametrize("situation", sorted(LEFT_ALONE))
def test_nobody_else_needs_an_action(forget, situation):
    forget(situation)
    with all_services("test"):
        assert broken_promises() == []


@pytest.mark.parametrize("situation", sorted(FOLLOWED))
def test_the_clock_opens_what_is_missing_once(forget, opened, situation):
    [youth] = forget(situation)
    clock.run()
    [action] = opened(youth=youth)
    assert action.verb == (
        PROPOSE_PLACEMENT.verb if situation == Situation.READY else SEE_YOUTH.verb
    )
    clock.run()
    assert opened(youth=youth) == [action]
    with all_services("test"):
        assert broken_promises() == []


def test_done_was_the_last_action_so_the_next_one_opens_at_once(forget, opened, two_services):
    [youth] = forget()
    with perimeter([two_services.saint_denis]):
        start_following(youth)
        [action] = Action.objects.open().filter(youth=youth)
        assignment.complete(action, by=two_services.tutor, text="Vu ce matin")
    [following] = opened(youth=youth)
    assert following.verb == SEE_YOUTH.verb and following.pk != action.pk


def test_done_while_something_else_is_open_opens_nothing(forget, opened, two_services):
    [youth] = forget()
    with perimeter([two_services.saint_denis]):
        start_following(youth)
        told = open_action(youth, TELL_YOUTH, journal=Journal())
        assignment.complete(told, by=two_services.tutor)
    assert [action.verb for action in opened(youth=youth)] == [SEE_YOUTH.verb]


def test_done_about_somebody_who_left_opens_nothing(forget, opened, two_services):
    [youth] = forget(Situation.SOLUTION_JOB)
    with perimeter([two_services.saint_denis]):
        told = open_action(youth, TELL_YOUTH, journal=Journal())
        assignment.complete(told, by=two_services.tutor)
    assert opened(youth=youth) == []


@pytest.mark.parametrize("situation", sorted(FOLLOWED - {Situation.IN_PLACEMENT}))
@pytest.mark.parametrize("before", sorted(LEFT_ALONE))
def test_each_change_of_situation_leaves_an_action(forget, opened, two_services, before, situation):
    [youth] = forget(before)
    with perimeter([two_services.saint_denis]):
        change_situation(youth, situation, by=two_services.tutor)
    assert opened(youth=youth)


def test_forty_forgotten_people_do_not_wait_on_the_same_day(forget, opened):
    forget(count=40)
    clock.run()
    days = Counter(action.due for action in opened(verb=SEE_YOUTH.verb))
    assert sum(days.values()) == 40 and max(days.values()) == POINTS_A_DAY
    assert max(days) - min(days) < timedelta(weeks=4)


def test_each_person_has_days_of_their_own(forget, opened, two_services):
    forget(count=4)
    forget(count=4, service=two_services.nice, tutor=two_services.tutor_nice)
    forget(count=4, tutor=None)
    clock.run()
    first = min(action.due for action in opened())
    assert len(opened(due=first)) == 3 * POINTS_A_DAY


def test_a_quiet_day_is_counted_and_not_full():
    monday = date(2026, 12, 7)
    taken = Counter({monday: POINTS_A_DAY, monday + timedelta(days=1): 1})
    found = [quiet_day(monday, taken, lambda day: day.weekday() != 2) for _ in range(3)]
    assert found == [date(2026, 12, 8), date(2026, 12, 8), date(2026, 12, 10)]


def test_the_migration_opens_a_point_for_each_forgotten_over_weeks_and_once(
    forget, opened, two_services
):
    forgotten = forget(count=20) + forget(Situation.READY, count=2)
    forgotten += forget(Situation.IN_PLACEMENT, service=two_services.nice, tutor=None)
    [followed] = forget()
    with perimeter([two_services.saint_denis]):
        start_following(followed)
    forget(Situation.SOLUTION_JOB)
    migration = import_module("matching.migrations.0014_points_for_the_forgotten")
    with connection.schema_editor() as editor:
        migration.open_points(apps, editor)
        migration.open_points(apps, editor)
    found = opened()
    assert {action.youth_id for action in found} == {each.pk for each in [*forgotten, followed]}
    assert len(found) == len(forgotten) + 1
    days = Counter((action.person_id, action.due) for action in found)
    assert max(days.values()) <= POINTS_A_DAY
    department = two_services.saint_denis.department
    assert all(is_working_day(department, action.due) for action in found[1:])
    with all_services("test"):
        assert broken_promises() == []


def test_what_the_migration_wrote_shows_in_the_queue(forget, two_services, signed_in):
    [youth] = forget()
    migration = import_module("matching.migrations.0014_points_for_the_forgotten")
    with connection.schema_editor() as editor:
        migration.open_points(apps, editor)
    client = signed_in(two_services.coordinator)
    page = client.get(reverse("work:queue", query={"onglet": "tout"})).content.decode()
    assert SEE_YOUTH.label in page and youth.code in page


def test_two_who_finish_at_once_open_one(forget, opened, two_services):
    [youth] = forget()
    with perimeter([two_services.saint_denis]):
        assert keep_followed(youth) is not None
        assert keep_followed(youth) is None
    assert len(opened(youth=youth)) == 1


def test_the_day_is_not_before_the_delay_of_the_policy(forget, opened, two_services):
    [youth] = forget()
    with perimeter([two_services.saint_denis]):
        keep_followed(youth)
    [action] = opened(youth=youth)
    assert action.due >= timezone.localdate() + timedelta(days=SEE_YOUTH.days)


def test_a_call_that_a_family_asked_for_outlives_a_reservation(forget, two_services, opened):
    [youth] = forget(Situation.READY)
    slot = realistic_slot(two_services.saint_denis)
    with perimeter([two_services.saint_denis]):
        start_following(youth)
        open_action(youth, CALL_BACK_GUARDIAN, journal=Journal())
        reserve(youth, slot, hours=150, by=two_services.tutor)
    assert [each.verb for each in opened(youth=youth, placement=None)] == [CALL_BACK_GUARDIAN.verb]
