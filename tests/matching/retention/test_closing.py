"""« Suivi clos le »: a fact of the record, from which the time of conservation counts."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from matching.enums import OVER, PlacementStage, Situation
from matching.models import Youth
from matching.placements.workflow import PLACEMENTS
from matching.youths.situations import change_situation, start_following, start_following_all
from psf.perimeter.scope import perimeter
from tests.factories.journey import journey
from tests.factories.matching import PlacementFactory, YouthFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def youth(two_services):
    with perimeter([two_services.saint_denis]):
        yield YouthFactory(service=two_services.saint_denis)


def closed_on(youth):
    return Youth.objects.values_list("closed_on", flat=True).get(pk=youth.pk)


@pytest.mark.parametrize("situation", Situation)
def test_the_following_ends_with_a_solution_or_a_departure_and_with_nothing_else(youth, situation):
    day = timezone.localdate() - timedelta(days=3)
    change_situation(youth, situation, since=day)
    assert closed_on(youth) == (day if situation in OVER else None)


def test_it_begins_again_when_the_person_comes_back(youth):
    change_situation(youth, Situation.LEFT_REFUSAL)
    change_situation(youth, Situation.SUPPORTED)
    assert closed_on(youth) is None


def test_another_solution_does_not_make_the_file_live_longer(youth):
    first = timezone.localdate() - timedelta(days=200)
    change_situation(youth, Situation.SOLUTION_JOB, since=first)
    change_situation(youth, Situation.SOLUTION_TRAINING)
    assert closed_on(youth) == first


@pytest.mark.parametrize("stage", [PlacementStage.RESERVED, PlacementStage.REVIEW])
def test_it_is_never_closed_while_a_parcours_is_open(youth, stage):
    PlacementFactory(youth=youth, stage=stage)
    change_situation(youth, Situation.SOLUTION_JOB)
    assert closed_on(youth) is None


def test_a_last_parcours_that_ends_closes_it_and_undoing_opens_it_again(two_services):
    placement = journey(two_services.saint_denis, to=PlacementStage.CLOSED, by=two_services.tutor)
    with perimeter([two_services.saint_denis]):
        assert closed_on(placement.youth) == placement.closed_on
        PLACEMENTS.undo(placement, by=two_services.coordinator, text="Erreur")
        assert closed_on(placement.youth) is None


def test_a_new_record_and_an_imported_one_begin_closed(two_services):
    day = timezone.localdate() - timedelta(days=40)
    with perimeter([two_services.saint_denis]):
        fields = {
            "service": two_services.saint_denis,
            "situation_since": day,
            "closed_on": None,
        }
        typed, imported = [YouthFactory(situation=Situation.LEFT_AGE, **fields) for _ in range(2)]
        start_following(typed)
        start_following_all([imported])
        assert closed_on(typed) == closed_on(imported) == day


def test_the_migration_closes_what_is_over_since_its_situation_or_its_last_parcours(two_services):
    migration = import_module("matching.migrations.0023_closed_follow_ups")
    day = timezone.localdate() - timedelta(days=90)
    with perimeter([two_services.saint_denis]):
        fields = {
            "service": two_services.saint_denis,
            "situation_since": day,
            "closed_on": None,
        }
        over = YouthFactory(situation=Situation.SOLUTION_JOB, **fields)
        ended = YouthFactory(situation=Situation.SOLUTION_JOB, **fields)
        PlacementFactory(
            youth=ended, stage=PlacementStage.CLOSED, closed_on=day + timedelta(days=30)
        )
        under_way = YouthFactory(situation=Situation.SOLUTION_JOB, **fields)
        PlacementFactory(youth=under_way, stage=PlacementStage.REVIEW)
        followed = YouthFactory(situation=Situation.SUPPORTED, **fields)
        with connection.cursor() as cursor:
            cursor.execute(migration.CLOSED)
        assert [closed_on(each) for each in (over, ended, under_way, followed)] == [
            day,
            day + timedelta(days=30),
            None,
            None,
        ]
