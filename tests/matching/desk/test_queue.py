"""The queue lists open actions and nothing else: whose, until when, what happened last."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.enums import PlacementStage
from matching.models import Placement
from matching.placements.actions.reserved import CALL_COMPANY
from matching.placements.actions.sent import ANSWER
from matching.placements.calls import record_call
from offers.workflow import declare
from psf.accounts.roles import Role
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor
from tests.factories.accounts import UserFactory
from tests.factories.offers import OfferFactory
from tests.refusals import Refusal, assert_refused

from .conftest import keys_on, queue, verbs_on

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Stage = PlacementStage


def test_a_row_says_what_who_when_for_whom_where_and_what_happened_last(client, file_at, make_late):
    placement = file_at(Stage.SENT)
    make_late(placement, 10, verb=CALL_COMPANY.verb)
    page = client.get(queue(onglet="mon-equipe", etape="sent")).content.decode()
    assert "Appeler l&#x27;entreprise" in page
    assert "en retard de 7 jours" in page
    assert placement.youth.code in page and placement.youth.initials in page
    assert "Atelier du Canal" in page and "Saint-Denis" in page
    assert "transmis" in page
    assert "Profil transmis à l&#x27;entreprise" in page and "aujourd&#x27;hui" in page
    assert "tel:0199001122" in page
    assert f"/admin/suivi/{placement.code}/" in page


def test_no_name_of_a_young_person_is_on_the_queue(client, file_at):
    placement = file_at(Stage.SENT)
    page = client.get(queue(onglet="tout")).content.decode()
    assert placement.youth.code in page
    assert placement.youth.last_name not in page
    assert placement.youth.first_name not in page


def test_done_actions_are_not_listed(client, file_at, open_actions):
    placement = file_at(Stage.MEETING)
    response = client.get(queue(onglet="tout", etape="meeting"))
    assert keys_on(response) == [action.pk for action in open_actions(placement=placement)]
    assert ANSWER.verb not in verbs_on(response)


def test_the_oldest_due_comes_first(client, file_at, make_late):
    recent, old = file_at(Stage.SENT), file_at(Stage.MEETING)
    make_late(old, 40)
    make_late(recent, 20)
    dues = [row.action.due for row in client.get(queue(onglet="tout")).context["rows"]]
    assert dues == sorted(dues)
    assert dues[0] < timezone.localdate() - timedelta(days=20)


def test_nice_sees_neither_rows_nor_numbers_of_saint_denis(
    signed_in, two_services, file_at, make_late
):
    make_late(file_at(Stage.SENT), 20)
    response = signed_in(two_services.coordinator_nice).get(queue(onglet="tout"))
    assert response.context["rows"] == []
    assert {number for _, number, _, _ in response.context["tabs"]} == {0}


def test_an_action_of_another_service_can_be_neither_taken_nor_shown(
    signed_in, two_services, file_at, open_actions
):
    action = open_actions(placement=file_at(Stage.SENT), actor=Actor.TUTOR)[0]
    nice = signed_in(two_services.coordinator_nice)
    nice.post("/admin/suivi/actions/", {"prendre": action.pk})
    nice.post("/admin/suivi/actions/", {"actions": [action.pk]})
    assert open_actions(pk=action.pk)[0].person_id == action.person_id
    assert nice.post(f"/admin/suivi/enchainer/?action={action.pk}").status_code == 404
    shown = nice.get(f"/admin/suivi/enchainer/?action={action.pk}")
    assert shown.template_name == "matching/queue/finished.html"


def test_an_offer_of_another_service_is_not_in_the_queue(client, two_services):
    offer = OfferFactory(service=two_services.nice, stage="declared")
    declare(offer)
    assert client.get(queue(onglet="tout")).context["rows"] == []


@pytest.mark.parametrize("role", [Role.WRITER, Role.DPO, Role.ADMINISTRATOR])
def test_who_follows_no_file_has_no_queue(signed_in, role):
    user = signed_in(UserFactory(roles=[role]))
    assert_refused(user.get(queue()), Refusal.BACK_HOME)
    assert "Suivi des parcours" not in user.get("/admin/").content.decode()


def test_the_queue_is_first_in_the_menu_of_tutors_and_coordinators(client, tutor_client):
    for person in (client, tutor_client):
        page = person.get("/admin/").content.decode()
        assert page.index("Suivi des parcours") < page.index("Jeunes")


def test_a_call_moves_the_row_to_its_new_date(client, two_services, file_at, make_late):
    placement = file_at(Stage.SENT)
    make_late(placement, 10, verb=CALL_COMPANY.verb)
    with perimeter([two_services.saint_denis]):
        record_call(
            Placement.objects.get(pk=placement.pk), by=two_services.tutor, outcome="message_left"
        )
    response = client.get(queue(onglet="mon-equipe", etape="sent"))
    row = response.context["rows"][0]
    assert row.card.due.startswith("dans 2 jours")
    assert row.last.label == "Appel : message laissé"
