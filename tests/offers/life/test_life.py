"""The life of an offer on one page: its moves, its calls, its slots, and who only reads."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from matching.enums import PlacementStage
from offers.enums import OfferStage
from offers.models import CompanyContact
from offers.workflow import declare
from psf.accounts.roles import Role
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey, realistic_slot
from tests.factories.offers import HostSlotFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(signed_in, two_services):
    return signed_in(two_services.coordinator)


@pytest.fixture
def offer(two_services):
    """Declared today by the service of Saint-Denis."""
    offer = realistic_slot(two_services.saint_denis).offer
    offer.stage = OfferStage.DECLARED
    offer.save()
    declare(offer)
    return offer


def url_of(offer, name="") -> str:
    return f"/admin/offres/{offer.code}/suivi/{name}"


def words(answer) -> str:
    return unescape(answer.content.decode())


def stage_of(offer) -> str:
    offer.refresh_from_db()
    return offer.stage


def test_an_offer_is_taken_verified_suspended_resumed_and_closed(client, offer):
    page = words(client.get(url_of(offer)))
    assert "Prendre l'offre en charge" in page and "dans 2 jours" in page
    client.post(url_of(offer, "take_charge/"))
    assert stage_of(offer) == OfferStage.TO_CALL
    contact = CompanyContact.objects.get(name="Camille Essai")
    assert "Qui a confirmé l'offre ?" in words(client.get(url_of(offer, "verify/")))
    client.post(url_of(offer, "verify/"), {"contact": contact.pk})
    contact.refresh_from_db()
    assert stage_of(offer) == OfferStage.AVAILABLE and contact.is_verified
    until = (timezone.localdate() + timedelta(days=20)).isoformat()
    client.post(url_of(offer, "suspend/"), {"suspended_until": until, "reason": "season"})
    assert stage_of(offer) == OfferStage.SUSPENDED
    client.post(url_of(offer, "resume/"))
    assert stage_of(offer) == OfferStage.AVAILABLE
    client.post(url_of(offer, "close/"), {"reason": "agreed"})
    assert stage_of(offer) == OfferStage.CLOSED
    assert client.post(url_of(offer, "resume/")).status_code == 409


def test_a_refusal_is_said_beside_the_field_and_keeps_what_was_typed(client, offer):
    offer.stage = OfferStage.AVAILABLE
    offer.save()
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    answer = client.post(
        url_of(offer, "suspend/"),
        {"suspended_until": yesterday, "reason": "season", "text": "Fermé en été"},
    )
    page = words(answer)
    assert answer.status_code == 200
    assert "Indiquez une date de reprise à venir." in page and "Fermé en été" in page
    assert "Choisissez un motif." in words(client.post(url_of(offer, "lose/")))
    assert stage_of(offer) == OfferStage.AVAILABLE


def test_a_call_is_logged_on_the_offer(client, offer):
    client.post(url_of(offer, "take_charge/"))
    contact = CompanyContact.objects.get(name="Camille Essai")
    url = f"/admin/suivi/offres/{offer.code}/appel/"
    assert url in words(client.get(url_of(offer)))
    assert client.get(url).status_code == 200
    answer = client.post(url, {"outcome": "message_left", "contact": contact.pk}, follow=True)
    assert answer.redirect_chain == [(url_of(offer), 302)]
    assert "Appel : message laissé" in words(answer)
    action = Action.objects.open().get(offer=offer, verb="verify_offer")
    assert action.due == timezone.localdate() + timedelta(days=2)


def test_a_slot_says_who_is_there_only_to_those_who_follow_that_young_person(
    client, signed_in, two_services
):
    slot = realistic_slot(two_services.nice)
    HostSlotFactory(offer=slot.offer)
    placement = journey(two_services.saint_denis, to=PlacementStage.RESERVED, slot=slot)
    ours = words(client.get(url_of(slot.offer)))
    assert placement.code in ours and "Libre" in ours
    theirs = words(signed_in(two_services.coordinator_nice).get(url_of(slot.offer)))
    assert placement.code not in theirs and placement.youth.code not in theirs
    assert "Occupé" in theirs and "suivi par un autre service" in theirs
    assert "Proposer un jeune" in theirs


@pytest.mark.parametrize("role", [Role.NATIONAL, Role.TUTOR])
def test_others_read_and_are_told_why_they_only_read(signed_in, two_services, offer, role):
    place = two_services.saint_denis if role == Role.TUTOR else None
    reader = signed_in(UserFactory(roles=[role], place=place))
    page = words(reader.get(url_of(offer)))
    expected = "Réservé à : coordonnateur." if role == Role.TUTOR else "suivie par un autre service"
    assert expected in page
    for answer in (
        reader.get(url_of(offer, "take_charge/")),
        reader.post(url_of(offer, "take_charge/")),
    ):
        assert answer.status_code == 403 and expected in words(answer)
    assert stage_of(offer) == OfferStage.DECLARED


def test_another_service_reads_but_does_not_act(signed_in, two_services, offer):
    nice = signed_in(two_services.coordinator_nice)
    assert nice.get(url_of(offer)).status_code == 200
    assert nice.post(url_of(offer, "take_charge/")).status_code == 403
    action = Action.objects.open().get(offer=offer)
    assert nice.post(url_of(offer, f"actions/{action.pk}/prendre/")).status_code == 403
    answer = nice.post(f"/admin/suivi/offres/{offer.code}/appel/", {"outcome": "no_answer"})
    assert answer.status_code == 403


def test_who_sees_no_offers_is_told(signed_in, offer):
    writer = signed_in(UserFactory(roles=[Role.WRITER]))
    assert writer.get(url_of(offer)).status_code == 403


def test_a_coordinator_undoes_a_step_of_the_offer(client, offer, two_services):
    client.post(url_of(offer, "take_charge/"))
    assert client.post(url_of(offer, "annuler/"), {"text": "Trop vite"}).status_code == 302
    assert stage_of(offer) == OfferStage.DECLARED
    with perimeter([two_services.saint_denis]):
        assert Action.objects.open().filter(offer=offer, verb="take_charge").exists()
