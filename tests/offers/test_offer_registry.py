"""Finding offers: list, filters, search, sheet, export, and who may change what."""

import csv
import io

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.log_actions import registry

from offers.models import Field, Offer, OfferBudget
from psf.perimeter.scope import perimeter
from tests.factories.offers import (
    CompanyContactFactory,
    CompanyFactory,
    ContractFactory,
    HostSlotFactory,
    OfferFactory,
    rome,
)
from tests.factories.territories import commune
from tests.offers.conftest import count_queries, offer_data, slot_data, url
from tests.refusals import Refusal, assert_refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def make_offer(service, name, place="93066", **fields):
    company = CompanyFactory(name=name)
    CompanyContactFactory(company=company)
    contract = ContractFactory(company=company)
    offer = OfferFactory(contract=contract, service=service, **fields)
    HostSlotFactory(offer=offer, commune=commune(place))
    return offer


def listed(client, **query):
    """Codes of the offers in the list, in order."""
    answer = client.get(url("offer", "list"), query)
    assert answer.status_code == 200
    return [offer.code for offer in answer.context["object_list"]]


def test_the_list_shows_what_a_coordinator_looks_for(coordinating, here):
    offer = make_offer(here, "Société du Moulin", calibre=300)
    OfferBudget.objects.filter(offer=offer).update(reserved=160)
    page = coordinating.get(url("offer", "list")).content.decode()
    for text in (
        offer.code,
        "Société du Moulin",
        offer.contract.reference,
        "Saint-Denis",
        "300 h",
        "140 h (20 jours)",
        "disponible depuis le",
        "PSAD de Saint-Denis",
        f"{offer.contract.firm_end:%d/%m/%Y}",
    ):
        assert text in page


def test_companies_sort_as_french_people_expect(coordinating, here):
    offers = {name: make_offer(here, name) for name in ("Zèbre", "Évasion", "Abeille")}
    order = listed(coordinating, ordering="company__sort_name")
    assert order == [offers[name].code for name in ("Abeille", "Évasion", "Zèbre")]


@pytest.mark.parametrize(
    "words",
    ["evasion", "ÉVASION", "saint denis", "St-Denis", "93200", "entretien des lo", "site a"],
)
def test_search_minds_neither_accents_nor_hyphens(coordinating, here, words):
    offer = make_offer(here, "Évasion")
    offer.slots.update(site="Site À")
    make_offer(here, "Autre", place="06088")
    Offer.objects.exclude(pk=offer.pk).get().contract.__class__.objects.exclude(
        pk=offer.contract_id
    ).update(title="Fournitures")
    assert listed(coordinating, q=words) == [offer.code]


def test_search_finds_codes_references_and_siret(coordinating, here):
    offer = make_offer(here, "Évasion")
    make_offer(here, "Autre")
    for words in (offer.code, offer.code.lower(), offer.contract.reference, offer.company.siret):
        assert listed(coordinating, q=words) == [offer.code]


def test_search_never_looks_for_the_name_of_a_contact(coordinating, here):
    offer = make_offer(here, "Évasion")
    offer.company.contacts.update(name="Camille Introuvable")
    assert listed(coordinating, q="introuvable") == []


def test_filters_say_what_they_do(coordinating, here, elsewhere):
    near, far = make_offer(here, "Ici"), make_offer(elsewhere, "Loin", place="06088")
    academy = near.service.department.academy
    assert listed(coordinating, department=near.service.department.pk) == [near.code]
    assert listed(coordinating, academy=academy.pk) == [near.code]
    assert listed(coordinating, region=academy.region.pk) == [near.code]
    assert listed(coordinating, watch="mine") == [near.code]
    Offer.objects.filter(pk=far.pk).update(stage="lost")
    assert listed(coordinating, stage="lost") == [far.code]
    assert set(listed(coordinating, stage=["lost", "available"])) == {near.code, far.code}


def test_an_offer_without_slot_is_found_where_it_is_followed(coordinating, here):
    offer = OfferFactory(service=here)
    assert listed(coordinating, department=here.department.pk) == [offer.code]
    assert listed(coordinating, watch="no_slot") == [offer.code]


def test_filter_by_plain_word_reaches_fiches_and_domaines(coordinating, here):
    cook, clerk = make_offer(here, "Cantine"), make_offer(here, "Bureau")
    for offer, code in ((cook, "G1602"), (clerk, "M16")):
        slot = offer.slots.get()
        slot.romes.set([rome(code)])
        slot.save()
    field = Field.objects.get(label="restauration, cuisine")
    assert listed(coordinating, field=field.pk) == [cook.code]


def test_filter_by_hours_left(coordinating, here):
    empty, full = make_offer(here, "Vide"), make_offer(here, "Pleine")
    OfferBudget.objects.filter(offer=empty).update(consumed=450)
    assert listed(coordinating, hours=1) == [full.code]
    OfferBudget.objects.filter(offer=full).update(reserved=200)
    assert listed(coordinating, hours=300) == []


def test_contracts_that_end_soon_and_contacts_to_verify(coordinating, here):
    soon, quiet = make_offer(here, "Bientôt"), make_offer(here, "Muette")
    today = timezone.localdate()
    soon.contract.firm_end = today + timezone.timedelta(days=90)
    soon.contract.save()
    quiet.company.contacts.update(verified_on=today - timezone.timedelta(days=184))
    assert listed(coordinating, watch="ending_soon") == [soon.code]
    assert listed(coordinating, watch="contacts_to_verify") == [quiet.code]
    with perimeter([here]):
        quiet.company.contacts.update(left_on=today)
    assert listed(coordinating, watch="contacts_to_verify") == [quiet.code]


@pytest.mark.parametrize("query", ["", "?export=csv"])
def test_the_list_asks_as_many_questions_for_10_and_100_rows(
    coordinating, here, django_assert_num_queries, query
):
    company = CompanyFactory()
    tutor = CompanyContactFactory(company=company)
    contract = ContractFactory(company=company)
    path = url("offer", "list") + query

    def add(count, site):
        for number in range(count):
            offer = OfferFactory(contract=contract, service=here)
            HostSlotFactory(offer=offer, tutor=tutor, site=f"{site} {number}")

    add(10, "Premier")
    count_queries(coordinating, path)
    few = count_queries(coordinating, path)
    add(90, "Second")
    with django_assert_num_queries(few):
        coordinating.get(path)


def test_the_sheet_is_readable_and_calls_in_one_tap(coordinating, offer):
    contact = offer.company.contacts.get(role="tutor")
    page = coordinating.get(url("offer", "inspect", offer.pk)).content.decode()
    assert 'href="tel:0199005678"' in page
    assert contact.name in page
    assert f"Vérifié le {contact.verified_on:%d/%m/%Y}" in page
    assert "450 h (3 mois : 65 jours, soit 13 semaines)" in page
    assert "Minimum légal : 2" in page and "025" in page
    assert offer.contract.contact.name in page


def test_a_contact_is_verified_in_one_tap_and_the_history_names_nobody(coordinating, offer):
    contact = offer.company.contacts.get(role="hr")
    contact.verified_on = None
    contact.save()
    page = coordinating.get(url("offer", "inspect", offer.pk)).content.decode()
    assert "jamais confirmé" in page
    answer = coordinating.post(
        f"/admin/entreprises/contacts/{contact.pk}/verifie/",
        {"next": url("offer", "inspect", offer.pk)},
    )
    assert answer.url == url("offer", "inspect", offer.pk)
    contact.refresh_from_db()
    assert contact.is_verified
    assert "jamais confirmé" not in coordinating.get(answer.url).content.decode()
    history = coordinating.get(url("company", "history", offer.company_id)).content.decode()
    assert "Contact vérifié" in history
    assert contact.name not in history


def test_export_respects_filters_and_escapes_formulas(coordinating, here, elsewhere):
    mine = make_offer(here, "=cmd|' /C calc'!A0")
    make_offer(elsewhere, "Loin", place="06088")
    answer = coordinating.get(url("offer", "list"), {"watch": "mine", "export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["Code"] for row in rows] == [mine.code]
    assert rows[0]["Entreprise"] == "'=cmd|' /C calc'!A0"
    assert rows[0]["Lieux"] == "Saint-Denis"
    answer = coordinating.get(url("offer", "list"), {"watch": "mine", "export": "xlsx"})
    sheet = load_workbook(io.BytesIO(answer.getvalue())).active
    cells = dict(zip(*[[cell.value for cell in row] for row in sheet.iter_rows()], strict=True))
    assert cells["Entreprise"] == "'=cmd|' /C calc'!A0"
    assert cells["Heures restantes"] == 450
    user = get_user_model().objects.get(pk=coordinating.session["_auth_user_id"])
    assert registry.get_logs_for_instance(user).filter(action="offers.export").count() == 2


def test_a_coordinator_changes_the_offers_of_their_services_only(coordinating, here, elsewhere):
    mine, theirs = make_offer(here, "Ici"), make_offer(elsewhere, "Loin", place="06088")
    assert coordinating.get(url("offer", "edit", mine.pk)).status_code == 200
    for method in (coordinating.get, coordinating.post):
        answer = method(url("offer", "edit", theirs.pk), follow=True)
        assert answer.redirect_chain[-1][0] == url("offer", "inspect", theirs.pk)
        assert "hors de votre périmètre" in answer.content.decode()
    page = coordinating.get(url("offer", "list")).content.decode()
    assert url("offer", "edit", mine.pk) in page
    assert url("offer", "edit", theirs.pk) not in page


def test_posting_to_an_offer_of_others_changes_nothing(coordinating, here, elsewhere):
    theirs = make_offer(elsewhere, "Loin", place="06088")
    slot = theirs.slots.get()
    data = offer_data(
        theirs.contract, [slot_data(slot.tutor, id=slot.pk)], initial=1, service=here.pk
    )
    coordinating.post(url("offer", "edit", theirs.pk), data)
    theirs.refresh_from_db()
    assert theirs.service == elsewhere


def test_a_tutor_changes_the_offers_of_their_service(tutoring, offer):
    assert tutoring.get(url("offer", "edit", offer.pk)).status_code == 200


def test_the_national_team_reads_and_changes_nothing(national, offer):
    assert national.get(url("offer", "list")).status_code == 200
    assert national.get(url("offer", "inspect", offer.pk)).status_code == 200
    for action, args in (("edit", [offer.pk]), ("add", []), ("delete", [offer.pk])):
        answer = national.post(url("offer", action, *args))
        assert answer.status_code == 302
        assert "/admin/" in answer.url
    assert Offer.objects.filter(pk=offer.pk).exists()


@pytest.mark.parametrize("action", ["list", "add", "inspect", "edit", "delete", "history"])
def test_an_editor_sees_no_offer(sign_in, offer, action):
    from psf.accounts.roles import Role
    from tests.factories.accounts import UserFactory

    client = sign_in(UserFactory(roles=[Role.WRITER]))
    args = [] if action in ("list", "add") else [offer.pk]
    answer = client.get(url("offer", action, *args))
    assert answer.status_code == 302
    assert offer.company.name not in answer.content.decode()


def test_an_editor_chooses_no_contact(sign_in, offer):
    from psf.accounts.roles import Role
    from tests.factories.accounts import UserFactory

    client = sign_in(UserFactory(roles=[Role.WRITER]))
    contact = offer.company.contacts.first()
    for path in (
        f"/admin/company_contact_chooser/?company={offer.company_id}",
        f"/admin/company_contact_chooser/results/?company={offer.company_id}",
        f"/admin/company_contact_chooser/chosen/{contact.pk}/",
        f"/admin/company_contact_chooser/chosen-multiple/?id={contact.pk}",
    ):
        answer = client.get(path)
        assert contact.name not in answer.content.decode()
        assert_refused(answer, Refusal.BACK_HOME, path)


def test_even_a_superuser_deletes_no_offer_with_a_trace(sign_in, offer, here):
    from psf.perimeter.models import PerimeterGrant
    from tests.factories.accounts import UserFactory
    from tests.factories.matching import PlacementFactory, YouthFactory

    user = UserFactory(is_superuser=True)
    PerimeterGrant.objects.create(user=user, service=here, reason="Essai")
    PlacementFactory(youth=YouthFactory(service=here), host_slot=offer.slots.get())
    answer = sign_in(user).post(url("offer", "delete", offer.pk), follow=True)
    assert "ne peut pas être supprimé" in answer.content.decode()
    assert Offer.objects.filter(pk=offer.pk).exists()
