"""Filters narrow the queue; what they cannot mean is left out."""

import pytest
from django.utils import timezone

from matching.enums import PlacementStage
from matching.placements.actions.reserved import CALL_COMPANY
from offers.enums import ActionSort
from psf.perimeter.scope import perimeter
from psf.workflow.kinds import kinds
from psf.workflow.models import Action

from .conftest import keys_on, queue, verbs_on

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Stage = PlacementStage


def test_filters_narrow_and_are_taken_off_by_the_same_link(client, file_at, make_late):
    sent, met = file_at(Stage.SENT), file_at(Stage.MEETING)
    make_late(sent, 10, verb=CALL_COMPANY.verb)
    late = client.get(queue(onglet="tout", retard="1", etape="sent"))
    assert verbs_on(late) == [CALL_COMPANY.verb]
    meeting = client.get(queue(onglet="tout", type="reunion"))
    assert {row.action.placement_id for row in meeting.context["rows"]} == {met.pk}
    on = [choice for choice in late.context["quick"] if choice.on]
    assert [choice.url for choice in on] == ["?onglet=tout&etape=sent"]


def test_a_filter_that_means_nothing_is_left_out(client, file_at):
    file_at(Stage.SENT)
    odd = {"onglet": "x", "etape": "x", "type": "x", "service": "1'", "veille": "x", "p": "zz"}
    assert client.get(queue(**odd)).status_code == 200


def test_an_empty_filter_says_so_and_leads_back(client, file_at):
    file_at(Stage.SENT)
    page = client.get(queue(onglet="tout", etape="review")).content.decode()
    assert "Aucune action ne répond à ce filtre" in page


def test_each_action_has_one_kind_in_the_filter():
    assert {kind.sort for kind in kinds()} == set(ActionSort)


def test_a_climbed_action_is_marked(client, two_services, file_at, open_actions):
    action = open_actions(placement=file_at(Stage.SENT))[0]
    with perimeter([two_services.saint_denis]):
        Action.objects.filter(pk=action.pk).update(escalated_on=timezone.localdate())
    response = client.get(queue(onglet="tout", remontee="1"))
    assert keys_on(response) == [action.pk]
    assert "retard signalé aux coordonnateurs du service" in response.content.decode()


def test_today_is_said_in_words(client, two_services, file_at, open_actions):
    action = open_actions(placement=file_at(Stage.SENT))[0]
    with perimeter([two_services.saint_denis]):
        Action.objects.filter(pk=action.pk).update(due=timezone.localdate())
    row = client.get(queue(onglet="tout")).context["rows"][0]
    assert (row.action.pk, row.card.due) == (action.pk, "aujourd'hui")
