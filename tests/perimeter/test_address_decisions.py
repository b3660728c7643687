"""An address heard by one service: at once for its files, in one tap for the others'."""

from importlib import import_module

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.urls import reverse

from matching.messages import recipients
from matching.placements.calls import record_call
from matching.placements.clock.running import run
from matching.youths.handover import hand_over
from offers.actions import DECIDE_ADDRESS, DECIDE_BUYER_ADDRESS
from offers.enums import ContactRole
from offers.models import (
    BuyerContact,
    BuyerContactAddress,
    Company,
    CompanyContact,
    CompanyContactAddress,
)
from offers.proposals import proposals_of_company
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from psf.workflow.enums import CallOutcome
from psf.workflow.models import Action
from tests.factories.accounts import tutor
from tests.factories.links import link_to
from tests.factories.matching import PlacementFactory, YouthFactory
from tests.factories.offers import HostSlotFactory, OfferFactory
from tests.factories.territories import ServiceFactory
from tests.perimeter.attacks import edit, with_new_row, with_row
from tests.perimeter.shared import BUYER, COLLEAGUE, HOST, file_of_nice, shared_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NEW = "nouvelle.adresse@exemple.fr"


@pytest.fixture
def shared(two_services, brisk):
    return shared_file(two_services)


@pytest.fixture
def mine(two_services, signed_in):
    """A tutor of Saint-Denis, who follows the file."""
    return signed_in(two_services.tutor)


@pytest.fixture
def theirs(two_services, signed_in):
    return signed_in(two_services.tutor_nice)


def asked(verb=DECIDE_ADDRESS.verb):
    return Action.objects.open().filter(verb=verb)


def sheet_of(company):
    return reverse("wagtailsnippets_offers_company:inspect", args=[company.pk])


def banner(client, address):
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return page.select_one(".psf-proposal")


def tap(client, address, choice):
    """Press one of the two buttons of the banner on a page."""
    form = banner(client, address).select_one("form")
    fields = {each["name"]: each["value"] for each in form.select("input[type=hidden]")}
    fields.pop("csrfmiddlewaretoken", None)
    return client.post(form["action"], fields | {"choice": choice}, follow=True)


def heard(client, shared, **said):
    edit(client, "company", shared.company, lambda form: with_row(form, shared.host, **said))


def test_a_company_followed_by_one_service_is_edited_as_ever(shared, mine):
    heard(mine, shared, email=NEW)
    assert shared.written_to() == {NEW, COLLEAGUE, BUYER}
    assert not asked().exists()
    assert banner(mine, sheet_of(shared.company)) is None
    edit(
        mine,
        "company",
        shared.company,
        lambda form: with_new_row(
            form, name="Alix Essai", role=ContactRole.HR, email="alix@exemple.fr", rank="0"
        ),
    )
    assert "alix@exemple.fr" in shared.written_to()
    assert banner(mine, sheet_of(shared.company)) is None


def test_an_address_heard_by_telephone_serves_ones_own_files_at_once(shared, two_services):
    placement = file_of_nice(two_services, shared)
    with perimeter([two_services.nice]):
        record_call(
            placement,
            by=two_services.tutor_nice,
            outcome=CallOutcome.WRONG_PERSON,
            contact=CompanyContact.objects.get(name="Dominique Essai"),
            new_contact={"name": "Alix", "role": ContactRole.TUTOR, "phone": "", "email": NEW},
        )
        found = recipients.company_contacts(placement)
        assert NEW in [recipients.company(each, placement.service_id).email for each in found]
    said = CompanyContact.objects.get(name="Alix")
    assert (said.address_by, said.address_source) == (two_services.tutor_nice, "call")


def test_the_others_take_it_in_one_tap_from_the_page_of_the_company(
    shared, mine, theirs, two_services
):
    heard(theirs, shared, email=NEW)
    words = banner(mine, sheet_of(shared.company)).get_text(" ", strip=True)
    for part in (NEW, HOST, "saisie dans la fiche", "Claude Essai", "Adopter cette adresse"):
        assert part in words
    assert f"par {two_services.tutor_nice}" in words
    tap(mine, sheet_of(shared.company), "adopt")
    assert shared.written_to() == {NEW, COLLEAGUE, BUYER}
    assert banner(mine, sheet_of(shared.company)) is None
    assert not asked().exists()


@pytest.mark.parametrize("page", ["work:file", "offers:life"])
def test_the_file_and_the_offer_show_it_too(shared, mine, theirs, two_services, signed_in, page):
    heard(theirs, shared, email=NEW)
    subject = shared.placement if page == "work:file" else shared.offer
    client = mine if page == "work:file" else signed_in(two_services.coordinator)
    address = reverse(page, args=[subject.code])
    assert NEW in banner(client, address).get_text()
    tap(client, address, "adopt")
    assert NEW in shared.written_to()


def test_the_queue_asks_and_the_answer_ends_it(shared, theirs, two_services, signed_in):
    heard(theirs, shared, email=NEW)
    action = asked().get()
    assert (action.service, action.contact) == (two_services.saint_denis, shared.host)
    coordinator = signed_in(two_services.coordinator)
    queue = coordinator.get(reverse("work:queue")).content.decode()
    assert "Adopter ou non l&#x27;adresse, ou le départ" in queue
    chain = f"{reverse('work:chain')}?action={action.pk}"
    assert NEW in banner(coordinator, chain).get_text()
    tap(coordinator, chain, "keep")
    assert shared.written_to() == {HOST, COLLEAGUE, BUYER}
    action.refresh_from_db()
    assert not action.is_open
    assert action.done_by == two_services.coordinator
    # Another service's queue never had it.
    nice = signed_in(two_services.coordinator_nice).get(reverse("work:queue")).content.decode()
    assert "Adopter ou non l&#x27;adresse, ou le départ" not in nice


def test_what_was_kept_is_asked_again_only_for_another_address(shared, mine, theirs):
    heard(theirs, shared, email=NEW)
    tap(mine, sheet_of(shared.company), "keep")
    assert banner(mine, sheet_of(shared.company)) is None
    run()
    assert not asked().exists()
    heard(theirs, shared, email="autre@exemple.fr")
    assert "autre@exemple.fr" in banner(mine, sheet_of(shared.company)).get_text()
    assert asked().count() == 1


def test_an_address_taken_back_asks_nothing_any_more(shared, mine, theirs):
    heard(theirs, shared, email=NEW)
    heard(theirs, shared, email=HOST)
    assert not asked().exists()
    assert banner(mine, sheet_of(shared.company)) is None


def test_a_telephone_brings_along_no_address_that_nobody_looked_at(shared, mine, theirs):
    """The form shows what was said last; whoever corrects the telephone said nothing of the rest."""
    heard(theirs, shared, email=NEW)
    heard(mine, shared, phone="01 99 00 77 77")
    assert shared.written_to() == {HOST, COLLEAGUE, BUYER}
    known = shared.host.address_for(shared.service)
    assert (known.email, known.phone) == (HOST, "01 99 00 77 77")
    assert NEW in banner(mine, sheet_of(shared.company)).get_text()


def test_somebody_new_is_proposed_and_written_to_once_adopted(shared, mine, theirs):
    row = {"name": "Alix Essai", "role": ContactRole.TUTOR, "email": NEW, "rank": "0"}
    edit(theirs, "company", shared.company, lambda form: with_new_row(form, **row))
    assert "Contact proposé : Alix Essai" in banner(mine, sheet_of(shared.company)).get_text()
    assert NEW not in shared.written_to()
    tap(mine, sheet_of(shared.company), "adopt")
    assert NEW in shared.written_to()


def test_somebody_new_set_aside_is_never_written_to(shared, mine, theirs):
    row = {"name": "Alix Essai", "role": ContactRole.TUTOR, "email": NEW, "rank": "0"}
    edit(theirs, "company", shared.company, lambda form: with_new_row(form, **row))
    tap(mine, sheet_of(shared.company), "keep")
    assert banner(mine, sheet_of(shared.company)) is None
    assert NEW not in shared.written_to()


def test_whoever_begins_to_follow_takes_what_nobody_disputes(shared, theirs, two_services):
    third = ServiceFactory(name="PSAD de Créteil")
    OfferFactory(contract=None, company=shared.company, service=third)
    assert shared.host.address_for(third).email == HOST
    heard(theirs, shared, email=NEW)
    assert shared.host.address_for(third).email == HOST
    fourth = ServiceFactory(name="PSAD de Melun")
    OfferFactory(contract=None, company=shared.company, service=fourth)
    assert shared.host.address_for(fourth).is_empty
    # Its people choose: one tap.
    [proposal] = proposals_of_company(shared.company, [fourth.pk])
    assert proposal.contact == shared.host


def test_a_file_on_anothers_offer_begins_with_its_addresses(shared, two_services, theirs):
    third = ServiceFactory(name="PSAD de Créteil")
    slot = HostSlotFactory(offer=shared.offer, site="Annexe", tutor=None)
    heard(theirs, shared, email=NEW)
    PlacementFactory(youth=YouthFactory(service=third), host_slot=slot, offer=shared.offer)
    assert shared.host.address_for(third).email == HOST


def test_a_file_handed_over_keeps_being_written_to(shared, two_services):
    third = ServiceFactory(name="PSAD de Créteil")
    with perimeter([two_services.saint_denis]):
        hand_over(
            shared.placement.youth,
            third,
            by=two_services.coordinator,
            reason="Déménagement",
            tutor=tutor(third),
        )
    shared.service = third
    assert shared.written_to() >= {HOST, COLLEAGUE}


def test_the_clock_asks_whoever_has_a_file_there_and_nothing_else(shared, theirs, two_services):
    """Only the clock sees that a file of Créteil is under way at this company."""
    third = ServiceFactory(name="PSAD de Créteil")
    slot = HostSlotFactory(offer=shared.offer, site="Annexe", tutor=None)
    PlacementFactory(youth=YouthFactory(service=third), host_slot=slot, offer=shared.offer)
    heard(theirs, shared, email=NEW)
    assert not asked().filter(service=third).exists()
    report = run()
    assert report.done["company_addresses"] == 1
    assert asked().filter(service=third).count() == 1
    assert not run().done["company_addresses"]


# The buyer


def say_of_buyer(client, shared, **said):
    edit(client, "buyer", shared.contract.buyer, lambda form: with_row(form, shared.buyer, **said))


def test_the_buyer_confirms_from_the_former_address(shared, theirs):
    say_of_buyer(theirs, shared, email=NEW)
    message = Message.objects.get(kind="buyer_address")
    assert message.address == BUYER
    assert NEW not in message.body
    guest = Client()
    page = guest.get(f"/l/{message.link.token}/").url
    assert NEW in guest.get(page).content.decode()
    form = BeautifulSoup(guest.get(f"{page}adresse/").content, "html.parser")
    seen = form.select_one("[name=address_seen]")["value"]
    assert guest.post(f"{page}adresse/", {"address_seen": "autre"}).status_code == 200
    assert BUYER in shared.written_to()
    done = guest.post(f"{page}adresse/", {"address_seen": seen}).content.decode()
    assert "un nouveau part à l’adresse que vous avez donnée" in done
    assert shared.written_to() == {HOST, COLLEAGUE, NEW}
    assert not asked(DECIDE_BUYER_ADDRESS.verb).exists()


def test_the_service_that_follows_the_contract_confirms_for_a_buyer_who_left(
    shared, theirs, two_services, signed_in
):
    say_of_buyer(theirs, shared, email=NEW)
    action = asked(DECIDE_BUYER_ADDRESS.verb).get()
    assert (action.offer, action.service) == (shared.offer, two_services.saint_denis)
    coordinator = signed_in(two_services.coordinator)
    chain = f"{reverse('work:chain')}?action={action.pk}"
    tap(coordinator, chain, "adopt")
    assert shared.written_to() == {HOST, COLLEAGUE, NEW}
    assert not asked(DECIDE_BUYER_ADDRESS.verb).exists()


def test_a_successor_whom_the_buyer_names_is_written_to_at_once(shared):
    """The reader of the address in force says so: no other service had to."""
    with perimeter([shared.service]):
        link = link_to("buyer", contract=shared.contract, buyer_contact=shared.buyer)
    guest = Client()
    page = guest.get(f"/l/{link.token}/").url
    said = {"name": "Alix Essai", "role": "buyer", "phone": "", "email": NEW}
    assert guest.post(f"{page}successeur/", said).status_code == 200
    assert shared.written_to() == {HOST, COLLEAGUE, NEW}
    assert BuyerContact.objects.get(name="Alix Essai").address_source == "colleague"


def test_one_mail_asks_the_buyer_once(shared, theirs):
    say_of_buyer(theirs, shared, email=NEW)
    run()
    run()
    assert Message.objects.filter(kind="buyer_address").count() == 1


def test_no_page_of_a_company_asks_whoever_does_not_follow_it(shared, mine, theirs, two_services):
    heard(theirs, shared, email=NEW)
    assert banner(theirs, sheet_of(shared.company)) is None
    other = Company.objects.exclude(pk=shared.company.pk).first()
    assert other is None or banner(mine, sheet_of(other)) is None


def test_the_addresses_of_before_go_on_for_whoever_used_them(shared, two_services):
    """What the migrations write of a database that had one address for all."""
    offers = import_module("offers.migrations.0007_keep_addresses")
    matching = import_module("matching.migrations.0011_files_take_addresses")
    file_of_nice(two_services, shared)
    both = [two_services.saint_denis, two_services.nice]
    columns = ("contact", "service", "email", "phone")
    tables = (CompanyContactAddress, BuyerContactAddress)
    with perimeter(both), connection.cursor() as cursor:
        before = [set(table.objects.values_list(*columns)) for table in tables]
        for table in tables:
            table.objects.all().delete()
        for statement in (*offers.FORMER, matching.FORMER):
            cursor.execute(statement)
        assert [set(table.objects.values_list(*columns)) for table in tables] == before
    assert not CompanyContact.objects.disputed().exists()


# What screens say


def rows_in_queue(client):
    page = client.get(f"{reverse('work:queue')}?onglet=mon-equipe").content
    return BeautifulSoup(page, "html.parser").select("tr.queue-row")


def number_of(shared, contact, phone):
    """The number in force of a contact for the service of the file."""
    with perimeter([shared.service]):
        contact = type(contact).objects.get(pk=contact.pk)
        contact.phone = phone
        contact.save()
        contact.adopt([shared.service])


def test_the_action_about_a_buyers_number_calls_that_person_at_the_one_in_force(
    shared, theirs, two_services, signed_in
):
    number_of(shared, shared.buyer, "01 99 00 11 11")
    say_of_buyer(theirs, shared, phone="01 99 00 22 22")
    action = asked(DECIDE_BUYER_ADDRESS.verb).get()
    coordinator = signed_in(two_services.coordinator)
    page = coordinator.get(f"{reverse('work:chain')}?action={action.pk}").content
    main = BeautifulSoup(page, "html.parser").select_one(".chain")
    assert [each["href"] for each in main.select("a[href^=tel]")] == ["tel:0199001111"]
    words = main.get_text(" ", strip=True)
    assert "Nouveau numéro :" in words
    assert "Nouvelle adresse" not in words
    assert "Adopter ce numéro" in words
    assert f"par {two_services.tutor_nice}, {two_services.nice.name}" in words
    (row,) = (each for each in rows_in_queue(coordinator) if "de l'acheteur" in each.get_text(" "))
    assert row.select_one("a[href^=tel]")["href"] == "tel:0199001111"
    assert shared.buyer.name in row.get_text(" ")


def test_the_action_about_a_companys_address_names_and_calls_that_person(shared, mine, theirs):
    number_of(shared, shared.host, "01 99 00 33 33")
    heard(theirs, shared, email=NEW, phone="01 99 00 44 44")
    (row,) = (each for each in rows_in_queue(mine) if "Adopter ou non" in each.get_text(" "))
    words = row.get_text(" ", strip=True)
    assert shared.host.name in words
    assert "Nouvelle adresse et nouveau numéro" in words
    assert row.select_one("a[href^=tel]")["href"] == "tel:0199003333"


def test_the_form_says_whom_it_serves_and_who_decides(shared, theirs, two_services):
    answer = edit(
        theirs, "company", shared.company, lambda form: with_row(form, shared.host, email=NEW)
    )
    sheet = theirs.get(answer.url) if answer.status_code == 302 else answer
    words = f"Vaut pour vos dossiers. Proposé à {two_services.saint_denis.name}, qui décidera."
    assert words in sheet.content.decode()


def test_a_change_stands_in_the_history_without_a_name_and_undoes_the_verification(
    shared, mine, two_services
):
    with perimeter([shared.service]):
        shared.host.verify()
        heard(mine, shared, email=NEW)
        host = CompanyContact.objects.get(pk=shared.host.pk)
        assert host.verified_on is None
        record_call(
            shared.placement,
            by=two_services.tutor,
            outcome=CallOutcome.REACHED,
            contact=host,
            new_address={"phone": "01 99 00 55 55"},
        )
    host.refresh_from_db()
    assert host.is_verified
    assert (host.email, host.phone, host.address_source) == (NEW, "01 99 00 55 55", "call")
    with perimeter([shared.service]):
        assert host.address_for(shared.service).phone == "01 99 00 55 55"
    history = mine.get(
        reverse("wagtailsnippets_offers_company:history", args=[shared.company.pk])
    ).content.decode()
    for way in ("dans la fiche", "par téléphone"):
        assert f"Coordonnées d&#x27;un contact modifiées ({way})" in history
    assert NEW not in history
