"""«Enchaîner»: oldest first, an outcome in one tap, then the next, whoever else works meanwhile."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.enums import PlacementStage
from matching.models import Placement
from matching.placements.actions.presence import CHECK_IN
from matching.placements.actions.reserved import CALL_COMPANY
from matching.placements.actions.sent import ASK_BUYER
from matching.placements.calls import record_call
from matching.youths.actions import SEE_YOUTH
from matching.youths.situations import change_situation
from offers.actions import VERIFY_OFFER
from offers.workflow import declare
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor, CallOutcome
from psf.workflow.kinds import kinds
from psf.workflow.models import Action, Event
from psf.workflow.scripts import script_of
from tests.factories.matching import YouthFactory
from tests.factories.offers import OfferFactory

pytestmark = pytest.mark.django_db
Stage = PlacementStage
TEAM = {"onglet": "mon-equipe"}


def chain(**params) -> str:
    return reverse("work:chain", query={**TEAM, **params})


@pytest.fixture
def late_files(file_at, make_late):
    """Three files sent, the first the latest."""
    files = [file_at(Stage.SENT) for _ in range(3)]
    for number, placement in enumerate(files):
        make_late(placement, 30 - 5 * number)
    return files


def shown(response):
    return response.context["row"].action


def test_the_oldest_comes_first_with_number_script_lines_and_progress(client, late_files):
    response = client.get(chain(type="appeler"))
    page = response.content.decode()
    assert shown(response).placement_id == late_files[0].pk
    assert "<strong>1 sur 3</strong>" in page
    assert 'href="tel:0199001122"' in page
    assert "Nous avons transmis le" in page and "Bonjour, je suis" in page
    assert late_files[0].youth.code in page and "mineur" in page
    assert "Atelier du Canal, Atelier principal" in page
    assert "Profil transmis à l&#x27;entreprise" in page
    assert late_files[0].youth.last_name not in page


def test_an_outcome_is_recorded_and_the_next_action_comes(client, late_files, two_services):
    first = client.get(chain(type="appeler"))
    answer = client.post(first.context["call_url"], {"outcome": "no_answer"}, follow=True)
    assert shown(answer).placement_id == late_files[1].pk
    assert "<strong>2 sur 3</strong>" in answer.content.decode()
    assert "Appel : pas de réponse" in answer.content.decode()
    with perimeter([two_services.saint_denis]):
        call = Event.objects.get(call_outcome=CallOutcome.NO_ANSWER)
        again = Action.objects.open().get(placement=late_files[0], verb=CALL_COMPANY.verb)
    assert (call.placement_id, call.by) == (late_files[0].pk, two_services.coordinator)
    assert again.due == timezone.localdate() + timedelta(days=1)


def test_skipping_leaves_the_action_and_goes_on(client, late_files, open_actions):
    first = client.get(chain(type="appeler"))
    second = client.get(first.context["skip_url"])
    assert shown(second).placement_id == late_files[1].pk
    assert (second.context["number"], second.context["total"]) == (2, 3)
    assert open_actions(pk=shown(first).pk)


def test_the_end_says_what_was_done_and_what_was_passed(client, late_files):
    page = client.get(chain(type="appeler"))
    page = client.get(page.context["skip_url"])
    for _ in range(2):
        page = client.post(page.context["call_url"], {"outcome": "message_left"}, follow=True)
    text = page.content.decode()
    assert "C'est tout : 2 actions faites." in text
    assert "1 action reste à faire" in text
    assert shown(client.get(page.context["restart_url"])).placement_id == late_files[0].pk


def test_what_is_not_due_yet_waits_until_asked_for(client, file_at):
    placement = file_at(Stage.SENT)
    page = client.get(chain(type="appeler"))
    assert "Rien à faire aujourd'hui" in page.content.decode()
    ahead = client.get(page.context["to_come_url"])
    assert shown(ahead).placement_id == placement.pk


def test_the_position_is_in_the_address_and_names_nobody(client, late_files):
    first = client.get(chain(type="appeler"))
    names = set(parse_qs(urlsplit(first.context["skip_url"]).query))
    assert names == {"onglet", "type", "apres", "faits"}
    before = dict(client.session)
    client.get(first.context["skip_url"])
    assert dict(client.session) == before


@pytest.mark.parametrize(
    "odd", ["x", "2026-13-45.1", "2026-01-01", "2026-01-01.x", "..", "\0", "2026-01-01." + "9" * 19]
)
def test_an_odd_position_starts_again_from_the_oldest(client, late_files, odd):
    response = client.get(chain(type="appeler", apres=odd, faits="-3"))
    assert shown(response).placement_id == late_files[0].pk
    assert client.post(chain(action=odd), {"fait": "1"}).status_code == 404
    assert (
        client.post("/admin/suivi/actions/", {"actions": [odd], "prendre": odd}).status_code == 302
    )


def test_a_day_to_call_back_is_asked_for_and_kept(client, late_files, open_actions):
    first = client.get(chain(type="appeler"))
    url = first.context["call_url"]
    missing = client.post(url, {"outcome": "call_back", "text": "En réunion"})
    page = missing.content.decode()
    assert "Indiquez le jour où rappeler" in page and "En réunion" in page
    day = timezone.localdate() + timedelta(days=4)
    client.post(url, {"outcome": "call_back", "call_back_on": day.isoformat()})
    again = open_actions(placement=late_files[0], verb=CALL_COMPANY.verb)
    assert [action.due for action in again] == [day]


def test_an_outcome_that_does_not_exist_changes_nothing(client, late_files, two_services):
    url = client.get(chain(type="appeler")).context["call_url"]
    page = client.post(url, {"outcome": "abracadabra"}).content.decode()
    assert "Dites comment l&#x27;appel s&#x27;est terminé." in page
    with perimeter([two_services.saint_denis]):
        assert not Event.objects.filter(kind="call").exists()


def test_somebody_else_named_by_a_call_is_not_dropped_by_another_button(
    client, late_files, two_services
):
    url = client.get(chain(type="appeler")).context["call_url"]
    typed = {"outcome": "reached", "new_name": "Claude Nouvelle", "new_phone": "01 99 00 77 88"}
    page = client.post(url, typed).content.decode()
    assert "Vous avez noté une autre personne" in page
    assert "Claude Nouvelle" in page and "01 99 00 77 88" in page
    with perimeter([two_services.saint_denis]):
        assert not Event.objects.filter(kind="call").exists()


@pytest.mark.parametrize("outcome", ["no_answer", "message_left", "wrong_person"])
def test_coordinates_that_nobody_can_have_given_are_neither_kept_nor_dropped(
    client, late_files, two_services, outcome
):
    url = client.get(chain(type="appeler")).context["call_url"]
    typed = {"outcome": outcome, "contact": late_files[0].host_slot.tutor_id}
    page = client.post(url, typed | {"own_phone": "01 99 00 77 88"}).content.decode()
    assert "Personne n&#x27;a pu vous les donner" in page and "01 99 00 77 88" in page
    with perimeter([two_services.saint_denis]):
        assert not Event.objects.filter(kind="call").exists()


@pytest.mark.parametrize("outcome", ["reached", "call_back"])
def test_the_number_that_somebody_gives_of_their_own_is_noted_with_the_call(
    client, late_files, two_services, outcome
):
    url = client.get(chain(type="appeler")).context["call_url"]
    contact = late_files[0].host_slot.tutor
    day = timezone.localdate() + timedelta(days=7)
    typed = {"outcome": outcome, "contact": contact.pk, "call_back_on": day.isoformat()}
    assert client.post(url, typed | {"own_phone": "01 99 00 77 88"}).status_code == 302
    with perimeter([two_services.saint_denis]):
        assert Event.objects.get(kind="call").call_outcome == outcome
        known = contact.address_for(late_files[0].service_id)
    assert known.phone == "01 99 00 77 88"


def test_a_call_recorded_by_somebody_else_is_told_and_what_was_typed_is_kept(
    client, late_files, two_services
):
    url = client.get(chain(type="appeler")).context["call_url"]
    with perimeter([two_services.saint_denis]):
        placement = Placement.objects.get(pk=late_files[0].pk)
        record_call(placement, by=two_services.tutor, outcome="message_left")
    response = client.post(url, {"outcome": "reached", "text": "Elle rappelle demain"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "vient de le faire" in page and "Appel : message laissé" in page
    assert "Elle rappelle demain" in page
    again = client.post(response.context["call_url"], {"outcome": "reached"}, follow=True)
    assert shown(again).placement_id == late_files[1].pk


def test_an_action_done_by_somebody_else_is_told_then_the_next_comes(
    client, late_files, two_services
):
    url = client.get(chain(type="appeler")).context["call_url"]
    with perimeter([two_services.saint_denis]):
        action = Action.objects.open().get(placement=late_files[0], verb=CALL_COMPANY.verb)
        Action.objects.filter(pk=action.pk).update(
            done_at=timezone.now(), done_by=two_services.tutor, outcome="done"
        )
    response = client.post(url, {"outcome": "reached", "text": "Très bien"}, follow=True)
    page = response.content.decode()
    assert str(two_services.tutor) in page and "vient de le faire" in page
    assert "Très bien" in page
    assert shown(response).placement_id == late_files[1].pk
    assert "vient de le faire" in client.get(chain(action=action.pk)).content.decode()


def test_the_same_button_pressed_twice_records_one_call(client, late_files, two_services):
    url = client.get(chain(type="appeler")).context["call_url"]
    client.post(url, {"outcome": "reached"})
    client.post(url, {"outcome": "reached"})
    with perimeter([two_services.saint_denis]):
        assert Event.objects.filter(kind="call").count() == 1


def test_what_needs_no_form_is_done_in_one_tap_and_comes_back_to_the_chain(
    client, file_at, make_late, open_actions
):
    placement = file_at(Stage.IN_COMPANY)
    make_late(placement, 40)
    response = client.get(chain(type="suivre"))
    step = response.context["sheet"].steps[0]
    assert step.at_once
    after = response.context["after_url"]
    answer = client.post(step.url, {"seen": response.context["sheet"].seen, "next": after})
    assert answer.headers["location"] == after
    due = [a.due for a in open_actions(placement=placement, verb=CHECK_IN.verb)]
    assert due == [timezone.localdate() + timedelta(days=7)]
    assert client.get(after).status_code == 200


def test_a_move_with_a_form_leads_there_and_back(client, file_at, make_late):
    placement = file_at(Stage.MEETING)
    make_late(placement, 40)
    response = client.get(chain(type="reunion"))
    labels = [step.label for step in response.context["sheet"].steps]
    assert labels[0] == "Réunion tenue : accepté"
    closed = [step for step in response.context["sheet"].steps if step.refusal]
    page = response.content.decode()
    assert all(step.refusal.replace("'", "&#x27;") in page for step in closed)
    assert f"/admin/suivi/{placement.code}/not_retained/?next=%2Fadmin%2Fsuivi%2F" in page


def test_what_is_done_by_saying_so_takes_a_note(client, file_at, two_services, open_actions):
    placement = file_at(Stage.SENT)
    with perimeter([two_services.saint_denis]):
        keys = Placement.objects.get(pk=placement.pk).as_subject()
        action = Action.objects.create(
            verb=ASK_BUYER.verb,
            actor=Actor.COORDINATOR,
            due=timezone.localdate(),
            opened_at=timezone.now(),
            **keys,
        )
    response = client.get(chain(type="debloquer"))
    assert "titulaire du marché" in response.content.decode()
    client.post(response.context["call_url"], {"fait": "1", "text": "Il écrit à l'entreprise"})
    assert not open_actions(pk=action.pk)
    with perimeter([two_services.saint_denis]):
        assert Event.objects.get(name="done_ask_buyer").text == "Il écrit à l'entreprise"


def test_a_note_beyond_the_limit_is_refused_whole_and_nothing_is_done(
    client, file_at, two_services, open_actions
):
    placement = file_at(Stage.SENT)
    with perimeter([two_services.saint_denis]):
        keys = Placement.objects.get(pk=placement.pk).as_subject()
        action = Action.objects.create(
            verb=ASK_BUYER.verb,
            actor=Actor.COORDINATOR,
            due=timezone.localdate(),
            opened_at=timezone.now(),
            **keys,
        )
    response = client.get(chain(type="debloquer"))
    long = "é" * 501
    again = client.post(response.context["call_url"], {"fait": "1", "text": long})
    assert long in again.content.decode()
    assert "500 caractères" in again.content.decode()
    assert open_actions(pk=action.pk)


def test_what_a_transition_does_is_not_done_by_saying_so(client, file_at, make_late, open_actions):
    placement = file_at(Stage.MEETING)
    make_late(placement, 40)
    response = client.get(chain(type="reunion"))
    again = client.post(response.context["call_url"], {"fait": "1"})
    assert "se termine par une étape" in again.content.decode()
    assert open_actions(pk=shown(response).pk)


def test_calling_a_young_person_shows_the_number_and_is_logged(client, two_services):
    youth = YouthFactory(service=two_services.saint_denis, tutor=None, phone="06 39 98 00 01")
    with perimeter([two_services.saint_denis]):
        change_situation(youth, "supported")
    response = client.get(chain(type="jeune", avenir="1"))
    assert 'href="tel:0639980001"' in response.content.decode()
    assert youth.last_name not in response.content.decode()
    client.post(response.context["call_url"], {"fait": "1"})
    with perimeter([two_services.saint_denis]):
        assert AccessLog.objects.get(code=youth.code).door == AccessLog.Door.FILE
        following = Action.objects.open().get(verb=SEE_YOUTH.verb)
    assert following.pk != shown(response).pk


def test_the_queue_alone_logs_no_consultation(client, late_files, two_services):
    client.get(reverse("work:queue", query={"onglet": "tout"}))
    client.get(chain(type="appeler"))
    with perimeter([two_services.saint_denis]):
        assert not AccessLog.objects.exists()


def test_offers_and_young_people_have_their_next_step(client, two_services):
    offer = OfferFactory(service=two_services.saint_denis, stage="declared")
    declare(offer)
    response = client.get(chain(type="offre", avenir="1"))
    step = response.context["sheet"].steps[0]
    assert (step.label, step.at_once) == ("Prendre en charge", True)
    answer = client.post(step.url, {"next": response.context["after_url"]})
    assert answer.status_code == 302
    called = client.get(chain(type="appeler", avenir="1"))
    assert shown(called).verb == VERIFY_OFFER.verb
    client.post(called.context["call_url"], {"outcome": "message_left"})
    assert Event.objects.filter(offer=offer, call_outcome="message_left").exists()


def test_a_young_person_to_place_leads_to_the_search(client, two_services):
    youth = YouthFactory(service=two_services.saint_denis)
    with perimeter([two_services.saint_denis]):
        change_situation(youth, "ready")
    page = client.get(chain(type="proposer", avenir="1")).content.decode()
    assert f"/admin/suivi/rapprocher/{youth.code}/" in page


def test_no_script_says_the_name_of_a_young_person(client, two_services, file_at, open_actions):
    for stage in (Stage.RESERVED, Stage.SENT, Stage.MEETING, Stage.CONVENTION, Stage.IN_COMPANY):
        placement = file_at(stage)
        with perimeter([two_services.saint_denis]):
            placement = Placement.objects.for_file().get(pk=placement.pk)
            placement.youth.last_name = placement.youth.first_name = "Nomrare"
            for kind in kinds("placement"):
                action = Action(verb=kind.verb, **placement.as_subject())
                words = script_of(action, two_services.tutor)
                assert "Nomrare" not in words
                assert bool(words) == bool(kind.script)
