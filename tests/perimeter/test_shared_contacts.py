"""Whoever may write a contact moves the messages of their own files, and of nobody else's."""

import ast
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching.messages import recipients
from matching.placements import undelivered
from matching.placements.calls import record_call
from matching.placements.workflow import PLACEMENTS
from offers.enums import BuyerContactRole, ContactRole
from offers.models import BuyerContact, CompanyContact, CompanyContactAddress, Contract
from psf.accounts.roles import Role
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor, CallOutcome
from psf.workflow.machine import Guest
from tests.editing.every_form import on_page
from tests.factories.accounts import UserFactory
from tests.factories.offers import CompanyFactory, OfferFactory
from tests.perimeter.shared import BUYER, COLLEAGUE, EVIL, HOST, file_of_nice, shared_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ROOT = Path(__file__).parents[2]
EVIL_PHONE = "06 39 98 66 66"


@pytest.fixture
def shared(two_services, brisk):
    return shared_file(two_services)


@pytest.fixture
def intruder(two_services, signed_in):
    return signed_in(two_services.tutor_nice)


def edit(client, viewset, row, change):
    """Save the form of a record as somebody would, once `change` has filled in its fields."""
    address = reverse(f"wagtailsnippets_offers_{viewset}:edit", args=[row.pk])
    form = on_page(client.get(address))
    change(form)
    answer = client.post(address, form)
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    return answer


def with_row(form, contact, **values):
    """Change the inline row of this contact."""
    [prefix] = [
        name.removesuffix("-id")
        for name, value in form.items()
        if name.endswith("-id") and value == [str(contact.pk)]
    ]
    form |= {f"{prefix}-{name}": [value] for name, value in values.items()}


def with_new_row(form, **values):
    number = int(form["contacts-TOTAL_FORMS"][0])
    form["contacts-TOTAL_FORMS"] = [str(number + 1)]
    row = {"id": "", "phone": "", "email": "", "left_on": "", "ORDER": "", "DELETE": ""} | values
    form |= {f"contacts-{number}-{name}": [value] for name, value in row.items()}


# Attacks: each takes (shared, client of a tutor of Nice, two_services).


def types_another_address(shared, client, two_services):
    edit(client, "company", shared.company, lambda f: with_row(f, shared.host, email=EVIL))


def types_another_telephone(shared, client, two_services):
    edit(client, "company", shared.company, lambda f: with_row(f, shared.host, phone=EVIL_PHONE))


def leaves_only_a_mobile(shared, client, two_services):
    edit(
        client,
        "company",
        shared.company,
        lambda f: with_row(f, shared.host, email="", phone=EVIL_PHONE),
    )


def types_both_and_the_order_of_calls(shared, client, two_services):
    edit(
        client,
        "company",
        shared.company,
        lambda f: with_row(f, shared.host, email=EVIL, phone=EVIL_PHONE, rank="0"),
    )


def adds_somebody_to_call_first(shared, client, two_services):
    edit(
        client,
        "company",
        shared.company,
        lambda f: with_new_row(
            f, name="Alix Faux", role=ContactRole.TUTOR, email=EVIL, rank="0", function=""
        ),
    )


def notes_a_wrong_person(shared, client, two_services):
    placement = file_of_nice(two_services, shared)
    with perimeter([two_services.nice]):
        record_call(
            placement,
            by=two_services.tutor_nice,
            outcome=CallOutcome.WRONG_PERSON,
            contact=CompanyContact.objects.get(name="Dominique Essai"),
            new_contact={
                "name": "Alix Faux",
                "role": ContactRole.TUTOR,
                "phone": "",
                "email": EVIL,
            },
        )


def redirects_by_a_link(shared, client, two_services, name="Claude Essai"):
    placement = file_of_nice(two_services, shared)
    with perimeter([two_services.nice]):
        colleague = CompanyContact.objects.get(company=shared.company, name="Dominique Essai")
        PLACEMENTS.perform(
            placement,
            "redirect",
            guest=Guest(Actor.COMPANY, colleague),
            data={"name": name, "email": EVIL, "phone": "", "function": ""},
        )


def redirects_to_nobody_known(shared, client, two_services):
    redirects_by_a_link(shared, client, two_services, name="Alix Faux")


def corrects_by_a_link(shared, client, two_services):
    """The address typed for a file of Nice receives a link, whose reader « corrects » it."""
    placement = file_of_nice(two_services, shared)
    with perimeter([two_services.nice]):
        link = Link.issue(LinkPurpose.COMPANY, placement=placement, contact=shared.host)
    guest = Client()
    page = guest.get(f"/l/{link.token}/").url
    answer = guest.post(f"{page}coordonnees/", {"function": "", "phone": "", "email": EVIL})
    assert answer.status_code == 302


def follows_the_clause_by_a_link(shared, client, two_services):
    offer = file_of_nice(two_services, shared).offer
    link = Link.issue(LinkPurpose.CLAUSE, offer=offer, contact=shared.host)
    guest = Client()
    page = guest.get(f"/l/{link.token}/").url
    answer = guest.post(f"{page}coordonnees/", {"function": "", "phone": "", "email": EVIL})
    assert answer.status_code == 302


def false_company(two_services):
    """A company of Nice's own invention, with somebody of the same name as the host."""
    company = CompanyFactory(name="Atelier du Canal bis")
    with perimeter([two_services.nice]):
        OfferFactory(contract=None, company=company, service=two_services.nice)
        for name in ("Claude Essai", "Alix Faux"):
            CompanyContact.objects.create(
                company=company, name=name, role=ContactRole.TUTOR, email=EVIL, rank=0
            )
    return company


def merges_a_false_company_in(shared, client, two_services):
    absorbed = false_company(two_services)
    with perimeter([two_services.nice]):
        absorbed.merge_into(shared.company, by=two_services.coordinator_nice)


def merges_the_company_away(shared, client, two_services):
    kept = false_company(two_services)
    with perimeter([two_services.nice]):
        shared.company.merge_into(kept, by=two_services.coordinator_nice)


def empties_then_merges(shared, client, two_services):
    """The address kept is empty once erased; the merge would fill it from the false company."""
    edit(client, "company", shared.company, lambda f: with_row(f, shared.host, email=""))
    merges_a_false_company_in(shared, client, two_services)


def types_another_address_of_the_buyer(shared, client, two_services):
    edit(client, "buyer", shared.contract.buyer, lambda f: with_row(f, shared.buyer, email=EVIL))


def names_a_successor_at_the_buyers(shared, client, two_services):
    buyer = shared.contract.buyer
    edit(
        client,
        "buyer",
        buyer,
        lambda f: with_new_row(f, name="Alix Faux", role=BuyerContactRole.BUYER, email=EVIL),
    )
    successor = BuyerContact.objects.get(name="Alix Faux")
    today = timezone.localdate().isoformat()
    edit(
        client,
        "buyer",
        buyer,
        lambda f: with_row(f, shared.buyer, left_on=today, successor=str(successor.pk)),
    )


def gives_the_contract_to_somebody_else(shared, client, two_services):
    with perimeter([two_services.nice]):
        other = BuyerContact.objects.create(
            buyer=shared.contract.buyer, name="Alix Faux", role=BuyerContactRole.BUYER, email=EVIL
        )
    address = reverse("wagtailsnippets_offers_contract:edit", args=[shared.contract.pk])
    form = on_page(client.get(address)) | {"contact": [str(other.pk)]}
    answer = client.post(address, form)
    assert "qui choisit à qui l" in answer.content.decode()


def gives_the_contract_by_statement(shared, client, two_services):
    """No form lets it through: the message then reaches nobody, and says so."""
    with perimeter([two_services.nice]):
        other = BuyerContact.objects.create(
            buyer=shared.contract.buyer, name="Alix Faux", role=BuyerContactRole.BUYER, email=EVIL
        )
    Contract.objects.filter(pk=shared.contract.pk).update(contact=other)


def declares_an_offer_of_the_contract(shared, client, two_services):
    """Follows the marché too, from today on, then says another address of the buyer's."""
    with perimeter([two_services.nice]):
        OfferFactory(contract=shared.contract, service=two_services.nice)
        contact = BuyerContact.objects.get(pk=shared.buyer.pk)
        contact.email = EVIL
        contact.save()
    with perimeter([two_services.nice]):
        assert contact.address_for(two_services.nice).email == EVIL


def moves_the_place_of_a_file(shared, client, two_services):
    """The offer is Nice's, the file on it Saint-Denis's: the place gets another company tutor."""
    with perimeter([two_services.nice]):
        shared.offer.__class__.objects.filter(pk=shared.offer.pk).update(service=two_services.nice)
        other = CompanyContact.objects.create(
            company=shared.company, name="Alix Faux", role=ContactRole.TUTOR, email=EVIL
        )
        slot = shared.placement.host_slot
        slot.tutor = other
        slot.save()


def writes_by_statement(shared, client, two_services):
    """Any door to come."""
    with perimeter([two_services.nice]), connection.cursor() as cursor:
        cursor.execute("update offers_companycontact set email = %s, phone = %s", [EVIL, ""])
        cursor.execute("update offers_buyercontact set email = %s, phone = %s", [EVIL, ""])


def writes_outside_any_perimeter(shared, client, two_services):
    CompanyContact.objects.update(email=EVIL)
    BuyerContact.objects.update(email=EVIL)


ATTACKS = [
    types_another_address,
    leaves_only_a_mobile,
    types_both_and_the_order_of_calls,
    adds_somebody_to_call_first,
    notes_a_wrong_person,
    redirects_by_a_link,
    redirects_to_nobody_known,
    corrects_by_a_link,
    follows_the_clause_by_a_link,
    merges_a_false_company_in,
    merges_the_company_away,
    empties_then_merges,
    types_another_address_of_the_buyer,
    names_a_successor_at_the_buyers,
    gives_the_contract_to_somebody_else,
    gives_the_contract_by_statement,
    declares_an_offer_of_the_contract,
    writes_by_statement,
    writes_outside_any_perimeter,
]


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


# Where a person's own words, or the address of the last message, name the recipient.
RECIPIENTS = {"matching/messages/recipients.py", "matching/guests/resend.py"}


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
