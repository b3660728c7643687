"""Calls from a file: one tap for most outcomes, each dates the next call."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from matching.enums import PlacementStage
from matching.placements.actions.reserved import CALL_COMPANY
from offers.models import CompanyContact
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action, Event
from tests.factories.offers import CompanyContactFactory

pytestmark = pytest.mark.django_db
Stage = PlacementStage


@pytest.fixture
def placement(file_at):
    return file_at(Stage.SENT)


@pytest.fixture
def call(client, placement):
    """`call(outcome=…)`: the answer to the call's form about the file."""

    def post(**data):
        return client.post(f"/admin/suivi/{placement.code}/appel/", data)

    return post


def next_call(placement):
    with perimeter([placement.service_id]):
        return Action.objects.open().get(placement=placement, verb=CALL_COMPANY.verb)


def host(placement) -> CompanyContact:
    with perimeter([placement.service_id]):
        return placement.host_slot.tutor


def test_the_file_shows_whom_to_call_and_whether_they_were_verified(client, placement):
    page = unescape(client.get(f"/admin/suivi/{placement.code}/").content.decode())
    assert 'href="tel:0199001122"' in page
    assert "à vérifier (dernière fois le 15/01/2026)" in page


@pytest.mark.parametrize(
    ("outcome", "days"), [("no_answer", 1), ("message_left", 2), ("reached", 5)]
)
def test_an_outcome_in_one_tap_dates_the_next_call(call, placement, outcome, days):
    assert call(outcome=outcome, contact=host(placement).pk).status_code == 302
    assert next_call(placement).due == timezone.localdate() + timedelta(days=days)


def test_call_back_asks_for_its_day_and_keeps_the_note(call, placement):
    refused = call(outcome="call_back", text="En réunion")
    assert refused.status_code == 200
    page = unescape(refused.content.decode())
    assert "Indiquez le jour où rappeler" in page and "En réunion" in page
    day = timezone.localdate() + timedelta(days=9)
    assert call(outcome="call_back", call_back_on=day.isoformat()).status_code == 302
    assert next_call(placement).due == day


def test_the_right_person_replaces_the_wrong_one(call, placement, client):
    wrong = host(placement)
    answer = call(
        outcome="wrong_person", contact=wrong.pk, new_name="Alix Essai", new_phone="01 99 00 77 88"
    )
    assert answer.status_code == 302
    wrong.refresh_from_db()
    assert wrong.left_on == timezone.localdate()
    right = CompanyContact.objects.get(name="Alix Essai")
    assert right.is_verified
    page = client.get(f"/admin/suivi/{placement.code}/").content.decode()
    assert 'href="tel:0199007788"' in page and 'href="tel:0199001122"' not in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"new_name": "Alix Essai"}, "Indiquez un téléphone ou une adresse électronique."),
        ({"new_phone": "01 99 00 77 88"}, "Indiquez le nom de la bonne personne."),
        ({"new_name": "Alix", "new_email": "alix@"}, "adresse"),
    ],
)
def test_a_right_person_half_said_is_asked_again(call, placement, fields, sentence):
    answer = call(outcome="wrong_person", contact=host(placement).pk, **fields)
    assert answer.status_code == 200
    page = unescape(answer.content.decode())
    assert sentence in page
    for value in fields.values():
        assert value in page
    assert not CompanyContact.objects.filter(name__startswith="Alix").exists()


def test_an_unknown_outcome_or_somebody_elses_contact_is_refused(call, placement):
    assert "Dites comment" in unescape(call(outcome="").content.decode())
    stranger = CompanyContactFactory()
    answer = call(outcome="reached", contact=stranger.pk)
    assert "n'est plus dans l'entreprise" in unescape(answer.content.decode())
    with perimeter([placement.service_id]):
        assert not Event.objects.filter(placement=placement, kind="call").exists()


def test_one_takes_gives_back_and_is_told_when_somebody_else_has_it(
    client, signed_in, two_services, placement
):
    action = next_call(placement)
    url = f"/admin/suivi/{placement.code}/actions/{action.pk}"
    taken = client.post(f"{url}/prendre/", follow=True)
    assert "s'en occupe déjà" in unescape(taken.content.decode())
    tutor = signed_in(two_services.tutor)
    assert "rendue à l'équipe" in unescape(
        tutor.post(f"{url}/rendre/", follow=True).content.decode()
    )
    assert "est à vous" in unescape(client.post(f"{url}/prendre/", follow=True).content.decode())
    assert next_call(placement).person == two_services.coordinator
    refused = client.post(f"{url}/fait/", follow=True)
    assert "se termine par une étape" in unescape(refused.content.decode())
    assert client.get(f"{url}/prendre/").status_code == 302
    assert client.post(f"{url}/manger/").status_code == 404
