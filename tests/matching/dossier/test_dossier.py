"""The dossier answers: what next, who, until when, what happened last, why is this closed."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.calls import record_call
from matching.enums import PlacementStage
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import perimeter
from tests.factories.journey import move_into_the_past

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", PlacementStage.values)
def test_a_file_shows_at_every_stage(client, file_at, stage):
    placement = file_at(stage)
    answer = client.get(f"/admin/suivi/{placement.code}/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert placement.code in page
    assert "À faire maintenant" in page and "Dernier événement" in page


def read(client, placement) -> str:
    return unescape(client.get(f"/admin/suivi/{placement.code}/").content.decode())


def test_it_says_what_next_who_until_when_and_why_a_button_is_closed(client, file_at):
    placement = file_at(PlacementStage.CONVENTION)
    page = read(client, placement)
    assert "Faire signer la convention" in page
    assert str(placement.tutor) in page
    assert "dans 14 jours" in page
    assert "Jeune accepté par l'entreprise" in page and "au nom de : entreprise" in page
    assert "Fermé : Emploi du temps" in page


def test_a_late_action_says_so_in_words(client, file_at, two_services):
    placement = file_at(PlacementStage.SENT)
    with perimeter([two_services.saint_denis]):
        move_into_the_past(placement, 10)
    assert "en retard de 7 jours" in read(client, placement)


def test_consulting_it_is_logged_once_without_a_value(client, file_at, two_services):
    placement = file_at()
    read(client, placement)
    with perimeter([two_services.saint_denis]):
        trace = AccessLog.objects.get(user=two_services.coordinator)
    assert (trace.code, trace.door) == (placement.youth.code, AccessLog.Door.FILE)


def test_it_makes_as_many_queries_for_a_long_history_as_for_a_short_one(
    client, file_at, two_services
):
    placement = file_at(PlacementStage.IN_COMPANY)
    read(client, placement)
    with CaptureQueriesContext(connection) as short:
        read(client, placement)
    with perimeter([two_services.saint_denis]):
        for _ in range(40):
            record_call(placement, by=two_services.tutor, outcome="no_answer")
    with CaptureQueriesContext(connection) as long:
        read(client, placement)
    assert len(long) == len(short)
    assert len(short) <= 60


def test_an_ended_file_says_what_follows_for_the_young_person_and_the_offer(client, file_at):
    placement = file_at(PlacementStage.NOT_RETAINED)
    page = read(client, placement)
    assert "Proposer un parcours au jeune" in page and "dans 7 jours" in page
    assert re.search(r"/admin/suivi/rapprocher/J-\d{4}-\d+/", page)


def test_a_tutor_reads_that_an_action_is_theirs(signed_in, file_at, two_services):
    page = read(signed_in(two_services.tutor), file_at())
    assert re.search(r"<dd>\s*vous\s*</dd>", page)
