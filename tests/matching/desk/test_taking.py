"""Actions are taken and given back, one by one or ticked."""

import pytest

from matching.enums import PlacementStage
from matching.placements.actions.reserved import CALL_COMPANY
from matching.placements.actions.sent import ANSWER
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor
from psf.workflow.models import Action

from .conftest import queue

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Stage = PlacementStage


def test_take_and_give_back_in_one_tap(client, two_services, file_at, open_actions):
    action = open_actions(placement=file_at(Stage.SENT), verb=CALL_COMPANY.verb)[0]
    with perimeter([two_services.saint_denis]):
        Action.objects.filter(pk=action.pk).update(person=None)
    here = queue(onglet="mon-equipe")
    response = client.post("/admin/suivi/actions/", {"prendre": action.pk, "next": here})
    assert response.headers["location"] == here
    assert open_actions(pk=action.pk)[0].person == two_services.coordinator
    assert "est à vous" in client.get(here).content.decode()
    client.post("/admin/suivi/actions/", {"rendre": action.pk, "next": here})
    assert open_actions(pk=action.pk)[0].person is None


def test_the_ticked_ones_are_taken_and_those_of_somebody_else_are_told(
    client, two_services, file_at, open_actions
):
    file_at(Stage.SENT), file_at(Stage.RESERVED)
    actions = open_actions(actor=Actor.TUTOR)
    with perimeter([two_services.saint_denis]):
        Action.objects.filter(pk__in=[a.pk for a in actions[1:]]).update(person=None)
    keys = [action.pk for action in actions]
    page = client.post("/admin/suivi/actions/", {"actions": keys}, follow=True).content.decode()
    assert f"{len(keys) - 1} actions sont à vous." in page
    assert "s&#x27;en occupe déjà" in page
    assert [a.person for a in open_actions(pk__in=keys[1:])] == [two_services.coordinator] * (
        len(keys) - 1
    )


def test_what_a_company_owes_cannot_be_taken(client, two_services, file_at, open_actions):
    action = open_actions(placement=file_at(Stage.SENT), verb=ANSWER.verb)[0]
    client.post("/admin/suivi/actions/", {"actions": [action.pk]})
    assert open_actions(pk=action.pk)[0].person is None


def test_nothing_ticked_is_said(client):
    page = client.post("/admin/suivi/actions/", follow=True).content.decode()
    assert "Cochez d&#x27;abord" in page


def test_hands_lead_nowhere_else(client):
    response = client.post("/admin/suivi/actions/", {"next": "https://exemple.invalid/"})
    assert response.headers["location"] == queue()
