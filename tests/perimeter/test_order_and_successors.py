"""Who is called first, and who takes over at a buyer's, decide who is written to: each service's own."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from offers.enums import BuyerContactRole, ContactRole
from offers.models import BuyerContact, CompanyContact
from offers.proposals import proposals_of_contract
from psf.links.enums import LinkPurpose
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action
from tests.factories.links import link_to
from tests.factories.offers import ContractFactory, OfferFactory
from tests.perimeter.attacks import edit, with_row
from tests.perimeter.shared import BUYER, COLLEAGUE, HOST, shared_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]
THIRD, OTHER = "alix.tiers@exemple.fr", "dominique.achat@exemple.fr"


@pytest.fixture
def shared(two_services, brisk):
    """A third person at the company, another one at the buyer's: the service knows them all."""
    found = shared_file(two_services)
    with perimeter([found.service]):
        CompanyContact.objects.create(
            company=found.company, name="Alix Tiers", role=ContactRole.HR, email=THIRD, rank=3
        )
        BuyerContact.objects.create(
            buyer=found.contract.buyer,
            name="Dominique Achat",
            role=BuyerContactRole.BUYER,
            email=OTHER,
        )
    assert found.written_to() == {HOST, COLLEAGUE, BUYER}
    return found


@pytest.fixture
def intruder(two_services, signed_in):
    return signed_in(two_services.tutor_nice)


def other() -> BuyerContact:
    return BuyerContact.objects.get(email=OTHER)


def calls_in_another_order(shared, client, two_services):
    def change(form):
        for contact in shared.company.contacts.all():
            with_row(form, contact, rank="1" if contact.email == THIRD else "9")

    edit(client, "company", shared.company, change)


def calls_in_another_order_by_statement(shared, client, two_services):
    with perimeter([two_services.nice]), connection.cursor() as cursor:
        cursor.execute("update offers_companycontact set rank = 9 - rank")


def names_a_known_colleague(shared, client, two_services):
    edit(
        client,
        "buyer",
        shared.contract.buyer,
        lambda form: with_row(form, shared.buyer, successor=str(other().pk)),
    )


def names_a_known_colleague_and_a_departure(shared, client, two_services):
    today = timezone.localdate().strftime("%d/%m/%Y")
    edit(
        client,
        "buyer",
        shared.contract.buyer,
        lambda form: with_row(form, shared.buyer, left_on=today, successor=str(other().pk)),
    )


def names_everybody_s_successor_by_statement(shared, client, two_services):
    with perimeter([two_services.nice]), connection.cursor() as cursor:
        cursor.execute(
            "update offers_buyercontact set successor_id = %s where id <> %s",
            [other().pk, other().pk],
        )


@pytest.mark.parametrize(
    "attack",
    [
        calls_in_another_order,
        calls_in_another_order_by_statement,
        names_a_known_colleague,
        names_a_known_colleague_and_a_departure,
        names_everybody_s_successor_by_statement,
    ],
    ids=lambda attack: attack.__name__,
)
def test_another_service_changes_nothing_of_who_is_written_to(
    shared, intruder, two_services, attack
):
    attack(shared, intruder, two_services)
    assert shared.written_to() == {HOST, COLLEAGUE, BUYER}


def test_a_successor_that_the_service_took_is_not_taken_away(shared, two_services):
    names_by_its_own_service(shared)
    assert shared.written_to() == {HOST, COLLEAGUE, OTHER}
    with perimeter([two_services.nice]):
        BuyerContact.objects.filter(pk=shared.buyer.pk).update(successor=None)
    assert shared.written_to() == {HOST, COLLEAGUE, OTHER}


def names_by_its_own_service(shared) -> None:
    with perimeter([shared.service]):
        buyer = BuyerContact.objects.get(pk=shared.buyer.pk)
        buyer.successor, buyer.left_on = other(), timezone.localdate()
        buyer.save()


def test_an_order_typed_by_the_service_is_its_own(shared):
    with perimeter([shared.service]):
        CompanyContact.objects.filter(email=COLLEAGUE).update(rank=9)
    assert shared.written_to() == {HOST, THIRD, BUYER}


@pytest.mark.parametrize(("choice", "written"), [("adopt", OTHER), ("keep", BUYER)])
def test_the_service_takes_a_successor_in_one_tap(
    shared, two_services, signed_in, intruder, choice, written
):
    names_a_known_colleague(shared, intruder, two_services)
    client = signed_in(two_services.tutor)
    sheet = reverse("wagtailsnippets_offers_buyer:inspect", args=[shared.contract.buyer_id])
    page = client.get(sheet).content.decode()
    assert "Successeur annoncé : Dominique Achat, à la place de" in page
    assert "Adopter ce successeur" in page and "Ne rien changer" in page
    with perimeter([shared.service]):
        assert Action.objects.open().filter(verb="decide_buyer_address").exists()
    contact = other()
    answer = client.post(
        reverse("offers_decide_buyer_address", args=[contact.pk]),
        {"choice": choice, "seen": contact.address_seen, "next": sheet},
        follow=True,
    )
    assert "Successeur annoncé" not in answer.content.decode()
    assert shared.written_to() == {HOST, COLLEAGUE, written}
    with perimeter([shared.service]):
        assert proposals_of_contract(shared.contract) == []
        assert not BuyerContact.objects.disputed().exists()


def test_a_named_successor_s_page_shows_no_contract_of_a_service_that_has_not_taken_them(
    shared, two_services, intruder, client
):
    with perimeter([shared.service]):
        theirs = ContractFactory(buyer=shared.contract.buyer, contact=other())
        OfferFactory(contract=theirs, service=shared.service)
        link = link_to(LinkPurpose.BUYER, contract=theirs, buyer_contact=other())
    names_a_known_colleague(shared, intruder, two_services)
    page = client.get(f"/l/{link.token}/", follow=True)
    assert page.status_code == 200
    assert shared.contract.reference not in page.content.decode()
    with perimeter([shared.service]):
        other().adopt([shared.service])
    page = client.get(f"/l/{link.token}/", follow=True)
    assert shared.contract.reference in page.content.decode()
