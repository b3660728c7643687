"""A departure that one service notes silences nobody else: each service takes it or sets it aside."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching.placements.clock.running import run
from offers.models import BuyerContact, CompanyContact, CompanyContactAddress, Contract
from offers.proposals import proposals_of_company, proposals_of_contract
from psf.links.enums import LinkPurpose
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action
from tests.factories.links import link_to
from tests.perimeter.attacks import edit, notes_a_wrong_person, with_row
from tests.perimeter.shared import BUYER, COLLEAGUE, HOST, shared_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def shared(two_services, brisk):
    return shared_file(two_services)


@pytest.fixture
def intruder(two_services, signed_in):
    return signed_in(two_services.tutor_nice)


def today():
    return timezone.localdate().strftime("%d/%m/%Y")


def marks_the_company_s_people_as_gone(shared, client, two_services):
    def change(form):
        for contact in shared.company.contacts.all():
            with_row(form, contact, left_on=today())

    edit(client, "company", shared.company, change)


def marks_the_buyer_as_gone(shared, client, two_services):
    edit(
        client,
        "buyer",
        shared.contract.buyer,
        lambda form: with_row(form, shared.buyer, left_on=today()),
    )


def marks_everybody_as_gone_by_statement(shared, client, two_services):
    with perimeter([two_services.nice]), connection.cursor() as cursor:
        cursor.execute("update offers_companycontact set left_on = current_date")
        cursor.execute("update offers_buyercontact set left_on = current_date")


def marks_them_and_says_another_address(shared, client, two_services):
    marks_everybody_as_gone_by_statement(shared, client, two_services)
    with perimeter([two_services.nice]):
        CompanyContact.objects.update(left_on=None, email="ailleurs@attaque.exemple")


@pytest.mark.parametrize(
    "attack",
    [
        marks_the_company_s_people_as_gone,
        marks_the_buyer_as_gone,
        marks_everybody_as_gone_by_statement,
        marks_them_and_says_another_address,
        notes_a_wrong_person,
    ],
    ids=lambda attack: attack.__name__,
)
def test_nobody_else_is_silenced(shared, intruder, two_services, attack):
    with perimeter([shared.service]):
        theirs = link_to(LinkPurpose.COMPANY, placement=shared.placement, contact=shared.host)
        buyers = link_to(LinkPurpose.BUYER, contract=shared.contract, buyer_contact=shared.buyer)
    attack(shared, intruder, two_services)
    assert shared.written_to() == {HOST, COLLEAGUE, BUYER}
    for link in (theirs, buyers):
        page = Client().get(f"/l/{link.token}/", follow=True)
        assert "n’est plus pour vous" not in page.content.decode()
        assert page.status_code == 200


def departure(shared, two_services):
    with perimeter([two_services.nice]):
        contact = CompanyContact.objects.get(pk=shared.host.pk)
        contact.left_on = timezone.localdate()
        contact.save()
    return CompanyContact.objects.get(pk=shared.host.pk)


@pytest.mark.parametrize(
    ("choice", "written", "said"),
    [
        ("adopt", {COLLEAGUE, BUYER}, "départ noté pour vos dossiers"),
        ("keep", {HOST, COLLEAGUE, BUYER}, "vos dossiers continuent avec cette personne"),
    ],
)
def test_a_service_takes_it_or_sets_it_aside_in_one_tap(
    shared, two_services, signed_in, choice, written, said
):
    contact = departure(shared, two_services)
    client = signed_in(two_services.tutor)
    sheet = reverse("wagtailsnippets_offers_company:inspect", args=[shared.company.pk])
    page = client.get(sheet).content.decode()
    assert f"Départ annoncé : {contact.name}" in page
    assert "Noter son départ" in page and "Toujours là" in page
    answer = client.post(
        reverse("offers_decide_company_address", args=[contact.pk]),
        {"choice": choice, "seen": contact.address_seen, "next": sheet},
        follow=True,
    )
    page = answer.content.decode()
    assert said in page and "Départ annoncé" not in page
    assert shared.written_to() == written
    with perimeter([shared.service]):
        assert not proposals_of_company(shared.company, [shared.service.pk])
        assert not CompanyContact.objects.disputed().exists()


def test_it_serves_at_once_who_noted_it(shared, two_services):
    with perimeter([shared.service]):
        CompanyContact.objects.filter(pk=shared.host.pk).update(left_on=timezone.localdate())
    assert shared.written_to() == {COLLEAGUE, BUYER}


def test_a_departure_noted_by_mistake_is_taken_back_with_its_address(shared, two_services):
    row = CompanyContactAddress.objects.filter(contact=shared.host, service=shared.service)
    known = row.values("email", "phone", "bounced_on", "left_on").get()
    with perimeter([shared.service]):
        CompanyContact.objects.filter(pk=shared.host.pk).update(left_on=timezone.localdate())
        CompanyContact.objects.filter(pk=shared.host.pk).update(left_on=None)
    assert row.values("email", "phone", "bounced_on", "left_on").get() == known
    assert HOST in shared.written_to()


def test_the_queue_asks_who_follows_the_file_and_the_clock_who_is_out_of_sight(
    shared, two_services
):
    departure(shared, two_services)
    run()
    with perimeter([shared.service]):
        asked = Action.objects.open().filter(verb="decide_address", contact=shared.host)
        assert [action.service for action in asked] == [shared.service]


def test_the_service_that_follows_the_contract_decides_about_the_buyer(shared, two_services):
    with perimeter([two_services.nice]):
        buyer = BuyerContact.objects.get(pk=shared.buyer.pk)
        buyer.left_on = timezone.localdate()
        buyer.save()
    with perimeter([shared.service]):
        contract = Contract.objects.get(pk=shared.contract.pk)
        [proposal] = proposals_of_contract(contract)
        assert proposal.is_departure
        proposal.contact.adopt(proposal.services)
        assert proposals_of_contract(contract) == []
    assert BUYER not in shared.written_to()


def test_nobody_else_brings_back_who_left(shared, two_services):
    with perimeter([shared.service]):
        CompanyContact.objects.filter(pk=shared.host.pk).update(left_on=timezone.localdate())
        BuyerContact.objects.filter(pk=shared.buyer.pk).update(left_on=timezone.localdate())
        theirs = link_to(
            LinkPurpose.COMPANY, placement=shared.placement, contact=shared.host, address=HOST
        )
        buyers = link_to(
            LinkPurpose.BUYER, contract=shared.contract, buyer_contact=shared.buyer, address=BUYER
        )
    with perimeter([two_services.nice]):
        CompanyContact.objects.update(left_on=None)
        BuyerContact.objects.update(left_on=None)
    for link in (theirs, buyers):
        assert Client().get(f"/l/{link.token}/", follow=True).status_code == 410
    assert shared.written_to() == {COLLEAGUE}
