"""Whoever may write a contact moves the messages of their own files, and of nobody else's."""

import ast
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, transaction
from django.urls import reverse

from matching.messages import recipients
from matching.placements import undelivered
from offers.enums import ContactRole
from offers.models import CompanyContact, CompanyContactAddress, Contract
from psf.accounts.roles import Role
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor
from tests.editing.every_form import on_page
from tests.factories.accounts import UserFactory
from tests.factories.offers import CompanyFactory, OfferFactory
from tests.perimeter.attacks import (
    ATTACKS,
    edit,
    gives_the_contract_by_statement,
    moves_the_place_of_a_file,
    types_another_address,
    types_another_telephone,
    with_row,
)
from tests.perimeter.shared import BUYER, COLLEAGUE, EVIL, HOST, file_of_nice, shared_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def shared(two_services, brisk):
    return shared_file(two_services)


@pytest.fixture
def intruder(two_services, signed_in):
    return signed_in(two_services.tutor_nice)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_messages_of_a_file_go_where_its_own_service_says(
    shared, intruder, two_services, settings, attack
):
    settings.MESSAGES_SMS_CHANNEL = "psf.messaging.channels.console.ConsoleChannel"
    assert shared.written_to() == {HOST, COLLEAGUE, BUYER}
    attack(shared, intruder, two_services)
    written = shared.written_to()
    assert written <= {HOST, COLLEAGUE, BUYER}
    # Nobody is silenced either: the company and the buyer still hear.
    if attack is not gives_the_contract_by_statement:
        assert BUYER in written
    assert written & {HOST, COLLEAGUE}


def test_a_file_on_another_services_offer_keeps_its_people(shared, two_services):
    """Whoever follows the offer chooses its place, not whom the file's service writes to."""
    moves_the_place_of_a_file(shared, None, two_services)
    assert EVIL not in shared.written_to()


def test_only_a_transaction_that_sees_a_service_writes_its_addresses(shared, two_services):
    row = CompanyContactAddress.objects.get(contact=shared.host, service=two_services.saint_denis)
    for scope in ([], [two_services.nice]):
        for gesture in (
            lambda: CompanyContactAddress.objects.filter(pk=row.pk).update(email=EVIL),
            lambda: CompanyContactAddress.objects.filter(pk=row.pk).update(
                service=two_services.nice
            ),
            lambda: CompanyContactAddress.objects.filter(pk=row.pk).delete(),
            lambda: shared.host.adopt([two_services.saint_denis]),
            lambda: shared.host.keep_former([two_services.saint_denis]),
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), perimeter(scope):
                gesture()
    assert shared.written_to() == {HOST, COLLEAGUE, BUYER}


def test_a_contact_on_whom_another_service_relies_is_not_removed(shared, intruder):
    address = reverse("wagtailsnippets_offers_company:edit", args=[shared.company.pk])
    form = on_page(intruder.get(address))
    colleague = shared.company.contacts.get(name="Camille Essai")
    with_row(form, colleague, DELETE="on")
    answer = intruder.post(address, form)
    assert answer.status_code == 200
    assert "sert encore ailleurs" in answer.content.decode()
    assert CompanyContact.objects.filter(pk=colleague.pk).exists()


def test_a_telephone_typed_by_another_service_is_not_the_one_to_call(
    shared, intruder, two_services, signed_in
):
    types_another_telephone(shared, intruder, two_services)
    file = signed_in(two_services.tutor).get(reverse("work:file", args=[shared.placement.code]))
    numbers = [link["href"] for link in soup(file).select("a.work-phone[href^='tel:']")]
    assert numbers and "tel:+33639986666" not in numbers
    assert not any("639986666" in number for number in numbers)


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def test_the_form_of_a_contact_refuses_nothing_to_whoever_follows_nothing(shared, intruder):
    """A proposal is no refusal: what was heard is kept, with who said so."""
    edit(intruder, "company", shared.company, lambda f: with_row(f, shared.host, email=EVIL))
    said = CompanyContact.objects.get(pk=shared.host.pk)
    assert (said.email, said.address_source) == (EVIL, "form")
    assert said.address_by.username == "tutrice.nice"


def test_an_address_that_fails_for_one_service_does_not_silence_another(shared, two_services):
    """A bounce marks the address that bounced."""
    placement = file_of_nice(two_services, shared)
    with perimeter([two_services.nice]):
        host = CompanyContact.objects.get(pk=shared.host.pk)
        host.email = EVIL
        host.save()
        message = Message(
            recipient=Actor.COMPANY,
            contact=host,
            address=EVIL,
            service=two_services.nice,
            placement=placement,
            youth=placement.youth,
        )
        undelivered.receive(message)
        assert not recipients.company(host, two_services.nice).email
    assert HOST in shared.written_to()


def test_a_merge_takes_what_each_service_knew_along(shared, two_services):
    """The same person on both sides: whoever reached them by one row reaches them by the other."""
    kept = CompanyFactory(name="Atelier du Canal SA")
    with perimeter([two_services.saint_denis]):
        CompanyContact.objects.create(
            company=kept, name="Claude Essai", role=ContactRole.TUTOR, phone="01 99 00 11 22"
        )
    with perimeter([two_services.nice]):
        shared.company.merge_into(kept, by=two_services.coordinator_nice)
    assert shared.written_to() == {HOST, COLLEAGUE, BUYER}


def test_a_seen_address_that_changed_is_not_adopted(shared, intruder, two_services, signed_in):
    """Somebody writes another one between the page and the tap."""
    client = signed_in(two_services.tutor)
    types_another_telephone(shared, intruder, two_services)
    sheet = reverse("wagtailsnippets_offers_company:inspect", args=[shared.company.pk])
    form = soup(client.get(sheet)).select_one("form.psf-proposal__choices")
    seen = form.select_one("[name=seen]")["value"]
    types_another_address(shared, intruder, two_services)
    client.post(form["action"], {"seen": seen, "choice": "adopt"})
    assert shared.written_to() == {HOST, COLLEAGUE, BUYER}


def test_the_contract_of_another_service_is_followed_by_its_first_offer(shared, two_services):
    OfferFactory(
        contract=shared.contract,
        service=two_services.nice,
        declared_on=shared.contract.notified_on,
    )
    assert Contract.objects.get(pk=shared.contract.pk).service_id == two_services.saint_denis.pk


def test_whoever_may_change_no_contact_decides_nothing(shared, intruder, two_services, signed_in):
    types_another_address(shared, intruder, two_services)
    for client in (signed_in(UserFactory(roles=[Role.NATIONAL])), intruder):
        client.post(
            reverse("offers_decide_company_address", args=[shared.host.pk]),
            {
                "seen": CompanyContact.objects.get(pk=shared.host.pk).address_seen,
                "choice": "adopt",
            },
        )
    assert shared.written_to() == {HOST, COLLEAGUE, BUYER}


RECIPIENTS = {"matching/messages/recipients.py"}


def test_one_place_turns_a_contact_into_a_recipient():
    """A message that took the address from the contact itself would go where anybody says."""
    found = {
        str(path.relative_to(ROOT))
        for folder in ("matching", "offers")
        for path in (ROOT / folder).rglob("*.py")
        if makes_recipients(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == RECIPIENTS


def makes_recipients(tree) -> bool:
    """Whether this source builds a recipient from a company's or a buyer's contact."""
    calls = (each for each in ast.walk(tree) if isinstance(each, ast.Call))
    made = (each.keywords for each in calls if getattr(each.func, "id", "") == "Recipient")
    return any({"contact", "buyer_contact"} & {each.arg for each in given} for given in made)
