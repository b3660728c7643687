"""A buyer has their link before any young person is proposed, and hears when a step is undone."""

from datetime import date

import pytest

from offers.enums import OfferStage
from offers.stages import said_of
from offers.workflow import OFFERS, declare
from psf.messaging.enums import MessageState
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from tests.factories.links import say
from tests.factories.offers import (
    BuyerContactFactory,
    ContractFactory,
    HostSlotFactory,
    OfferFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(two_services):
    contract = ContractFactory()
    contract.contact = BuyerContactFactory(buyer=contract.buyer)
    contract.save()
    service = two_services.saint_denis
    offer = OfferFactory(contract=contract, service=service, stage=OfferStage.DECLARED)
    HostSlotFactory(offer=offer)
    with perimeter([service]):
        declare(offer)
    say(contract.contact, service.pk, email="camille.achat@exemple.fr")
    return offer


def made(offer, name, user, **kwargs):
    with perimeter([offer.service_id]):
        return OFFERS.perform(offer, name, by=user, **kwargs)


def test_the_link_arrives_once_the_offer_is_taken_in_charge(offer, two_services):
    assert not Message.objects.filter(offer=offer).exists()
    made(offer, "take_charge", two_services.coordinator)
    first = Message.objects.get(offer=offer)
    assert (first.kind, first.address) == ("buyer_taken", "camille.achat@exemple.fr")
    assert first.link.buyer_contact == offer.contract.contact
    made(offer, "verify", two_services.coordinator)
    second = Message.objects.filter(offer=offer).latest("pk")
    assert second.kind == "buyer_verified"
    assert second.link == first.link


@pytest.mark.parametrize(
    ("move", "how"),
    [
        ("suspend", {"reason": "season", "data": {"suspended_until": date(2099, 9, 1)}}),
        ("lose", {"reason": "unwilling"}),
        ("close", {"reason": "agreed"}),
    ],
)
def test_bad_news_is_told_with_what_it_is(offer, two_services, move, how):
    made(offer, "take_charge", two_services.coordinator)
    made(offer, "verify", two_services.coordinator)
    made(offer, move, two_services.coordinator, **how)
    told = Message.objects.filter(offer=offer).latest("pk")
    assert told.kind == "buyer_stopped"
    offer.refresh_from_db()
    assert said_of(offer).buyer in told.body


def test_a_company_without_contract_writes_to_no_buyer(two_services):
    service = two_services.saint_denis
    offer = OfferFactory(contract=None, service=service, stage=OfferStage.DECLARED)
    made(offer, "take_charge", two_services.coordinator)
    assert not Message.objects.exists()


def test_a_step_undone_before_the_message_left_is_told_to_nobody(offer, two_services):
    made(offer, "take_charge", two_services.coordinator)
    with perimeter([offer.service_id]):
        OFFERS.undo(offer, by=two_services.coordinator, text="Erreur")
    assert [message.state for message in Message.objects.filter(offer=offer)] == [
        MessageState.WITHDRAWN
    ]


def test_a_step_undone_after_it_left_is_told(offer, two_services):
    made(offer, "take_charge", two_services.coordinator)
    Message.objects.filter(offer=offer).update(state=MessageState.SENT)
    with perimeter([offer.service_id]):
        OFFERS.undo(offer, by=two_services.coordinator, text="Erreur")
    undone = Message.objects.filter(offer=offer).latest("pk")
    assert undone.kind == "buyer_undone"
    assert "votre offre est prise en charge" in undone.body
