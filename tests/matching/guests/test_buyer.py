"""The buyer's four ticks, and the company's « Où en est ma clause ? »."""

import pytest

from matching.enums import PlacementStage
from matching.placements import clock
from offers.models import BuyerContact
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from tests.factories.journey import move_into_the_past
from tests.factories.links import link_to
from tests.factories.offers import BuyerContactFactory, ContractFactory, OfferFactory
from tests.matching.guests.conftest import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent(file_at, two_services, seen):
    """A company silent for ten days: the buyer is asked to step in."""
    placement = file_at(Stage.SENT)
    with perimeter([two_services.saint_denis]):
        move_into_the_past(placement, 10)
    clock.run()
    assert "ask_buyer" in seen(placement).verbs
    return placement


def test_four_ticks_a_number_and_no_code(visit, file_at, buyer_link):
    placement = file_at(Stage.CONVENTION)
    visitor = visit(buyer_link(placement))
    page = visitor.page()
    text = page.content.decode()
    assert "Parcours 1" in text
    assert [bool(day) for _, day in page.context["page"].rows[0].ticks] == [
        True,
        True,
        False,
        False,
    ]
    for label in ("Contact pris", "Réunion tenue", "Convention signée", "Bilan remis"):
        assert label in text
    assert placement.code not in text
    with perimeter([placement.service_id]):
        assert placement.youth.code not in text
        assert placement.youth.first_name not in text


@pytest.mark.parametrize("stage", PlacementStage.values)
def test_each_stage_has_a_row_for_the_buyer_and_the_company(
    visit, file_at, buyer_link, clause_link, stage
):
    placement = file_at(stage)
    rows = visit(buyer_link(placement)).page().context["page"].rows
    lines = visit(clause_link(placement)).page().context["page"].lines
    sent = stage not in (Stage.RESERVED, Stage.EXPIRED, Stage.WITHDRAWN)
    assert len(rows) == len(lines) == (1 if sent else 0)


def test_the_buyer_takes_it_then_says_it_is_done(visit, silent, buyer_link, seen):
    visitor = visit(buyer_link(silent))
    assert "votre appel peut tout débloquer" in visitor.text()
    due = seen(silent).verbs["ask_buyer"].due
    answer = visitor.client.post(f"{visitor.url}buyer_takes/", {"parcours": "1"})
    assert answer.status_code == 302
    assert seen(silent).verbs["ask_buyer"].due > due
    assert seen(silent).last.guest == "buyer"
    answer = visitor.client.post(
        f"{visitor.url}buyer_called/", {"parcours": "1", "text": "Mme Essai rappelle demain"}
    )
    assert answer.status_code == 302
    found = seen(silent)
    assert "ask_buyer" not in found.verbs
    assert found.last.text == "Mme Essai rappelle demain"
    assert "call_company" in found.verbs


@pytest.mark.parametrize("number", ["", "0", "2", "x", "1' or 1=1"])
def test_a_parcours_that_is_not_there_is_refused(visit, silent, buyer_link, seen, number):
    visitor = visit(buyer_link(silent))
    page = visitor.client.post(f"{visitor.url}buyer_called/", {"parcours": number})
    assert page.status_code == 409
    assert "ask_buyer" in seen(silent).verbs


def test_a_successor_takes_every_contract_over_with_a_link_of_their_own(visit, file_at, buyer_link):
    placement = file_at()
    link = buyer_link(placement)
    visitor = visit(link)
    answer = visitor.answers(
        "successeur", {"name": "Alix Suite", "role": "buyer", "email": "alix.suite@exemple.fr"}
    )
    assert "reçoit son propre lien" in answer.content.decode()
    person = BuyerContact.objects.get(name="Alix Suite")
    link.buyer_contact.refresh_from_db()
    assert link.buyer_contact.successor == person
    assert visitor.page().status_code == 410
    message = Message.objects.get(buyer_contact=person)
    assert message.address == "alix.suite@exemple.fr"
    assert visit(message.link).page().status_code == 200


def test_another_contact_follows_the_contract_too(visit, file_at, buyer_link):
    placement = file_at()
    visitor = visit(buyer_link(placement))
    data = {"name": "Alix Service", "role": "prescriber", "email": "service@exemple.fr"}
    for _ in range(2):
        assert visitor.answers("contact", data).status_code == 302
    person = BuyerContact.objects.get(name="Alix Service")
    placement.offer.contract.refresh_from_db()
    assert placement.offer.contract.prescriber == person
    assert "Alix Service" in visitor.text()


def test_the_other_contracts_of_the_same_person_open_from_one_page(visit, file_at, buyer_link):
    placement = file_at()
    contract = placement.offer.contract
    link = buyer_link(placement)
    mine = ContractFactory(buyer=contract.buyer, contact=link.buyer_contact, title="Espaces verts")
    OfferFactory(contract=mine, service=placement.offer.service)
    theirs = ContractFactory(
        buyer=contract.buyer,
        contact=BuyerContactFactory(buyer=contract.buyer),
        title="Gardiennage secret",
    )
    visitor = visit(link)
    text = visitor.text()
    assert "Espaces verts" in text
    assert "Gardiennage secret" not in text
    assert f"Marché {mine.reference}" in visitor.text(f"?marche={mine.pk}")
    assert f"Marché {contract.reference}" in visitor.text(f"?marche={theirs.pk}")


def test_a_company_that_is_stuck_is_called_by_the_coordinator(visit, file_at, clause_link):
    placement = file_at()
    visitor = visit(clause_link(placement))
    text = visitor.text()
    assert placement.code in text
    assert "répondre à la proposition" in text
    for _ in range(2):
        assert visitor.answers("ask_call", {"text": "Personne ne rappelle"}).status_code == 302
    action = placement.offer.actions.open().get(verb="call_back_offer")
    assert action.actor == "coordinator"


def test_one_link_is_one_contract(visit, file_at, buyer_link):
    link = buyer_link(file_at())
    other = link_to("buyer", contract=ContractFactory(), buyer_contact=BuyerContactFactory())
    visitor = visit(link)
    page = visitor.client.get(f"/lien/{other.key}/")
    assert page.status_code == 404
