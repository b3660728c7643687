"""«Relances automatiques»: every rule in words, and what it did last, for whoever may open it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from matching.placements import clock
from psf.accounts.roles import Role
from psf.perimeter.scope import perimeter
from psf.workflow.models import ClockRun, StagePolicy
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey, move_into_the_past
from tests.refusals import Refusal, assert_refused

pytestmark = pytest.mark.django_db
PAGE = "/admin/suivi/relances/"


@pytest.fixture
def late_file(two_services):
    placement = journey(two_services.saint_denis)
    with perimeter([two_services.saint_denis]):
        move_into_the_past(placement, 7)
    return placement


def text(answer):
    return " ".join(strip_tags(answer.content.decode()).replace("&#x27;", "'").split())


def test_each_rule_says_its_days_and_what_it_did(late_file, two_services, signed_in):
    clock.run()
    answer = signed_in(two_services.coordinator).get(PAGE)
    page = text(answer)
    for rule in clock.RULES:
        assert rule.label in page
    assert "sans réponse depuis 28 jours" in page
    assert "1 fois en 30 jours" in page
    assert f'href="/admin/suivi/{late_file.code}/"' in answer.content.decode()


def test_the_days_are_those_of_the_reader_s_academy(two_services, signed_in):
    academy = two_services.saint_denis.department.academy
    StagePolicy.objects.create(academy=academy, reason="Essai", release_days=33)
    assert "depuis 33 jours" in text(signed_in(two_services.coordinator).get(PAGE))
    assert "depuis 28 jours" in text(signed_in(two_services.coordinator_nice).get(PAGE))


@pytest.mark.parametrize("role", [Role.NATIONAL, Role.ADMINISTRATOR, Role.BASIN])
def test_no_code_of_a_file_that_the_reader_may_not_open(late_file, two_services, signed_in, role):
    clock.run()
    reader = UserFactory(roles=[role], place=two_services.nice if role == Role.BASIN else None)
    page = text(signed_in(reader).get(PAGE))
    assert "1 fois en 30 jours Dans d'autres services que les vôtres." in page
    assert late_file.code not in page


def test_a_clock_that_stands_still_is_said(two_services, signed_in):
    client = signed_in(two_services.coordinator)
    assert "encore jamais passées" in text(client.get(PAGE))
    clock.run()
    assert "toutes les heures" in text(client.get(PAGE))
    ClockRun.objects.update(started_at=timezone.now() - timedelta(hours=3))
    assert "en retard" in text(client.get(PAGE))


def test_who_follows_no_file_does_not_see_it(two_services, signed_in):
    assert_refused(signed_in(two_services.tutor).get(PAGE), Refusal.BACK_HOME)
    writer = signed_in(UserFactory(roles=[Role.WRITER]))
    assert_refused(writer.get(PAGE), Refusal.BACK_HOME)
