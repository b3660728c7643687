"""When the telephone rings: found by what the caller says, within the perimeter, without a name anywhere."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.models import Youth
from matching.retention.archiving import archive
from offers.models import CompanyContact
from psf.accounts.roles import Role
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import perimeter
from tests.factories.accounts import UserFactory
from tests.factories.matching import GuardianFactory, PlacementFactory, YouthFactory
from tests.factories.offers import (
    BuyerContactFactory,
    BuyerFactory,
    CompanyContactFactory,
    CompanyFactory,
    FilingFactory,
    HostSlotFactory,
    OfferFactory,
    siret,
)
from tests.factories.territories import commune

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SEEK = "/admin/suivi/chercher/"


@pytest.fixture
def seek(signed_in, two_services):
    """`seek(typed)`: {kind: titles} as Saint-Denis sees them while typing; `by` somebody else."""

    def ask(typed, by=None, *, typing=True):
        client = signed_in(by or two_services.coordinator)
        headers = {"X-Requested-With": "XMLHttpRequest"} if typing else {}
        answer = client.post(SEEK, {"quoi": typed}, headers=headers)
        assert answer.status_code == 200
        ask.answer = answer
        return {
            group.label: [result.title for result in group.results]
            for group in answer.context["search"].groups
        }

    return ask


@pytest.fixture
def saint_denis(two_services):
    return two_services.saint_denis


YOUTHS = [
    ("N'Guyên", "Minh", ["nguyen", "guyen", "minh nguyen", "NGUYEN minh", "n'guyên", "n’guyen m"]),
    ("O'Brien", "Sean", ["obrien", "o'brien", "brien", "sean ob"]),
    ("Le Goff", "Yann", ["legoff", "le goff", "goff", "yann legoff", "goff yann", "legof"]),
    ("d'Orval", "Inès", ["orval", "dorval", "d'orval", "ines orval"]),
    ("Martin", "Anne-Sophie", ["anne-sophie", "annesophie", "anne sophie", "sophie martin"]),
    ("Łukasz", "Øyvind", ["lukasz", "oyvind", "łukasz", "oyvind lukasz"]),
]
CASES = [(last, first, typed) for last, first, all_typed in YOUTHS for typed in all_typed]


@pytest.mark.parametrize(("last", "first", "typed"), CASES)
def test_a_young_person_is_found_by_name(seek, saint_denis, last, first, typed):
    YouthFactory(service=saint_denis, last_name=last, first_name=first)
    YouthFactory(service=saint_denis, last_name="Zola", first_name="Zoé")
    assert seek(typed) == {"Jeunes": [f"{first} {last}"]}


@pytest.mark.parametrize(("last", "first", "typed"), CASES)
def test_the_list_of_young_people_finds_the_same(saint_denis, last, first, typed):
    YouthFactory(service=saint_denis, last_name=last, first_name=first)
    YouthFactory(service=saint_denis, last_name="Zola", first_name="Zoé")
    with perimeter([saint_denis]):
        found = Youth.objects.matching_text(typed).values_list("last_name", flat=True)
        assert list(found) == [last]


@pytest.mark.parametrize("typed", ["06 39.98.12.34", "+33 6 39981234", "0033639981234", "981234"])
def test_a_number_finds_whoever_answers_it(seek, saint_denis, typed):
    number = "06 39 98 12 34"
    YouthFactory(service=saint_denis, last_name="Appel", first_name="Lou", phone=number)
    child = YouthFactory(service=saint_denis, last_name="Mineur", first_name="Léo")
    GuardianFactory(youth=child, last_name="Parent", phone=number)
    CompanyContactFactory(name="Claude Chantier", phone=number)
    BuyerContactFactory(name="Dominique Achat", phone=number)
    found = seek(typed)
    assert found["Jeunes"] == ["Lou Appel", "Léo Mineur"]
    assert found["Contacts"] == ["Claude Chantier", "Dominique Achat"]
    assert "Parent" in seek.answer.content.decode()
    assert seek("06 39 98 99 99") == {}


def test_a_guardian_leads_to_the_young_person(seek, saint_denis):
    child = YouthFactory(service=saint_denis, last_name="Mineur", first_name="Léo")
    GuardianFactory(youth=child, last_name="O'Connor", first_name="Maëva", email="mo@exemple.fr")
    for typed in ("oconnor", "maeva oconnor", "mo@exemple.fr"):
        assert seek(typed) == {"Jeunes": ["Léo Mineur"]}


def test_a_code_finds_its_page_however_it_is_said(seek, saint_denis):
    youth = YouthFactory(service=saint_denis, last_name="Codé", first_name="Lou")
    placement = PlacementFactory(youth=youth)
    with perimeter([saint_denis]):
        filing = FilingFactory(service=saint_denis, code="E-2026-54321")
    offer = placement.offer
    for code, kind in (
        (youth.code, "Jeunes"),
        (placement.code, "Parcours"),
        (offer.code, "Offres"),
        (placement.host_slot.code, "Offres"),
        (filing.code, "Demandes en ligne"),
    ):
        number = code.rsplit("-", 1)[1]
        for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", " "), number):
            found = seek(typed)
            assert len(found[kind]) == 1, (typed, found)
            page = BeautifulSoup(seek.answer.content, "html.parser")
            assert page.select("[role=option]")


def test_a_company_brings_its_people_offers_and_parcours(seek, saint_denis):
    company = CompanyFactory(name="Ateliers d’Orval", siret=siret(7), commune=commune("93066"))
    contact = CompanyContactFactory(company=company, name="Claude O’Hara", email="co@orval.fr")
    offer = OfferFactory(company=company, contract=None, service=saint_denis)
    slot = HostSlotFactory(offer=offer, tutor=contact, site="Entrepôt Nord")
    youth = YouthFactory(service=saint_denis, last_name="Accueilli", first_name="Lou")
    PlacementFactory(youth=youth, host_slot=slot)
    for typed in ("orval", "dorval", "ateliers orv", siret(7), siret(7)[:9], "orval saint-denis"):
        found = seek(typed)
        assert found["Entreprises"] == ["Ateliers d’Orval"], typed
        assert found["Offres"] == ["Ateliers d’Orval"]
        assert found["Parcours"] == ["Lou Accueilli chez Ateliers d’Orval"]
    for typed in ("ohara", "claude ohara", "co@orval", "o'hara claude"):
        assert seek(typed)["Contacts"] == ["Claude O’Hara"], typed
    assert seek("entrepot nord")["Offres"] == ["Ateliers d’Orval"]


def test_a_contract_is_found_by_reference_buyer_and_title(seek, saint_denis):
    buyer = BuyerFactory(name="Hospices d’Évry")
    offer = OfferFactory(
        service=saint_denis,
        contract__buyer=buyer,
        contract__reference="2026-045-M12",
        contract__title="Entretien des espaces verts",
    )
    for typed in ("2026-045-M12", "2026045m12", "espaces verts", "evry", "hospices"):
        found = seek(typed)
        assert found["Marchés"] == ["2026-045-M12"], typed
        assert found["Offres"] == [str(offer.company)]
    assert seek("hospices evry")["Acheteurs"] == ["Hospices d’Évry"]


def test_a_commune_narrows_and_finds(seek, saint_denis):
    YouthFactory(service=saint_denis, last_name="Ici", first_name="Lou", commune=commune("93066"))
    YouthFactory(service=saint_denis, last_name="Ici", first_name="Léa", commune=commune("93001"))
    for typed in ("ici saint-denis", "ici saint denis", "lou ici saint d", "ici 93200"):
        assert seek(typed)["Jeunes"] == ["Lou Ici"], typed
    assert seek("saint-denis")["Jeunes"] == ["Lou Ici"]


def test_nobody_is_found_out_of_the_perimeter(seek, two_services):
    youth = YouthFactory(
        service=two_services.nice, last_name="Caché", first_name="Lou", phone="06 39 98 77 66"
    )
    GuardianFactory(youth=youth, last_name="Discret", phone="06 39 98 77 65")
    placement = PlacementFactory(youth=youth, host_slot__offer__service=two_services.nice)
    with perimeter([two_services.nice]):
        filing = FilingFactory(
            service=two_services.nice, code="E-2026-00777", name="Sylvie Secrète"
        )
    for typed in ("cache", "discret", "0639987766", "0639987765", youth.code, "secrete"):
        assert seek(typed) == {}, typed
    assert "Parcours" not in seek(placement.code)
    assert "Demandes en ligne" not in seek(filing.code)
    assert seek("cache", by=two_services.tutor_nice)["Jeunes"] == ["Lou Caché"]


def test_records_merged_anonymised_or_archived_are_not_found(seek, saint_denis):
    kept = YouthFactory(service=saint_denis, last_name="Gardé", first_name="Lou")
    with perimeter([saint_denis]):
        merged = YouthFactory(service=saint_denis, last_name="Double", merged_into=kept)
        gone = YouthFactory(
            service=saint_denis, last_name="Effacé", anonymised_on=timezone.localdate()
        )
    put_away = YouthFactory(service=saint_denis, last_name="Rangé")
    with perimeter([saint_denis]):
        codes = [each.code for each in (merged, gone, put_away)]
        archive(Youth.objects.select_related("service").get(pk=put_away.pk))
    for typed in ("double", "efface", "range", *codes):
        assert seek(typed) == {}, typed


def test_a_company_merged_away_is_not_found(seek):
    kept = CompanyFactory(name="Maison Mère")
    away = CompanyFactory(name="Maison Fille", merged_into=kept)
    CompanyContactFactory(company=away, name="Camille Fille")
    assert seek("maison") == {"Entreprises": ["Maison Mère"]}
    assert seek("fille") == {}


def test_of_people_who_left_the_name_alone_finds(seek):
    left = timezone.localdate() - timedelta(days=3)
    CompanyContactFactory(name="Claude Parti", phone="06 39 98 55 44", left_on=left)
    assert seek("parti")["Contacts"] == ["Claude Parti"]
    assert "ancien contact" in seek.answer.content.decode()
    assert seek("06 39 98 55 44") == {}


def test_a_contact_is_found_where_the_page_of_the_company_shows_them(seek, signed_in, two_services):
    offer = OfferFactory(service=two_services.saint_denis)
    contact = CompanyContactFactory(name="Claude Contesté", company=offer.company)
    with perimeter([two_services.saint_denis]):
        known = contact.addresses.get(service=two_services.saint_denis)
        known.left_on = timezone.localdate()
        known.save()
    sheet = reverse("wagtailsnippets_offers_company:inspect", args=[contact.company_id])
    for user in (two_services.coordinator, two_services.coordinator_nice):
        page = signed_in(user).get(sheet).content.decode()
        assert bool(seek("conteste", by=user)) == ("Claude Contesté" in page)


def test_the_number_by_which_ones_service_knows_a_contact_finds_them(seek, two_services):
    offer = OfferFactory(service=two_services.saint_denis)
    contact = CompanyContactFactory(
        name="Claude Chantier", phone="06 39 98 00 01", company=offer.company
    )
    with perimeter([two_services.nice]):
        mine = CompanyContact.objects.get(pk=contact.pk)
        mine.phone = "06 39 98 00 02"
        mine.save()
    assert seek("0639980001")["Contacts"] == ["Claude Chantier"]
    assert seek("0639980001", by=two_services.coordinator_nice) == {}
    assert seek("0639980002", by=two_services.coordinator_nice)["Contacts"] == ["Claude Chantier"]


def test_nothing_typed_stands_in_an_address_a_session_or_a_log(
    seek, saint_denis, signed_in, two_services, caplog
):
    YouthFactory(service=saint_denis, last_name="Marelle", first_name="Lou")
    for typing in (True, False):
        assert seek("marelle", typing=typing)
        links = re.findall(r'(?:href|action)="([^"]*)"', seek.answer.content.decode())
        assert not [link for link in links if "marelle" in link.lower()]
        assert "no-store" in seek.answer["Cache-Control"]
    assert not [row for row in Session.objects.all() if "marelle" in str(row.get_decoded()).lower()]
    assert "marelle" not in caplog.text.lower()
    answer = signed_in(two_services.coordinator).get(SEEK, {"quoi": "marelle"})
    assert answer.url == SEEK
    assert signed_in(two_services.coordinator).get(SEEK).status_code == 200


def test_names_that_are_shown_are_consultations(seek, saint_denis, two_services):
    youth = YouthFactory(service=saint_denis, last_name="Marelle", first_name="Lou")
    PlacementFactory(youth=youth)
    seek("marelle")
    with perimeter([saint_denis]):
        (trace,) = AccessLog.objects.all()
    assert (trace.user, trace.door, trace.count) == (
        two_services.coordinator,
        AccessLog.Door.SEARCH,
        1,
    )


@pytest.mark.parametrize("role", [Role.WRITER, Role.PUBLISHER, Role.REVIEWER])
def test_who_sees_no_registry_has_no_box(signed_in, role):
    client = signed_in(UserFactory(roles=[role]))
    assert client.post(SEEK, {"quoi": "marelle"}).status_code in (302, 403)
    assert 'id="psf-seek"' not in client.get("/admin/").content.decode()


def test_the_national_team_finds_organisations_and_nobody_young(seek, saint_denis):
    user = UserFactory(roles=[Role.NATIONAL])
    YouthFactory(service=saint_denis, last_name="Marelle")
    CompanyFactory(name="Marelle Bâtiment")
    assert seek("marelle", by=user) == {"Entreprises": ["Marelle Bâtiment"]}


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/suivi/", "/admin/jeunes/", "/admin/account/", SEEK]
)
def test_the_box_stands_on_every_page(signed_in, two_services, address):
    page = BeautifulSoup(signed_in(two_services.tutor).get(address).content, "html.parser")
    box = page.select_one("form.psf-seek[method=post]")
    assert box["action"] == SEEK
    assert box.select_one("input[role=combobox]")["aria-controls"] == "psf-seek-list"


@pytest.mark.parametrize("typed", ["", " ", "é", "'", "%", "a" * 5000, "\\", "':*", "<b>", "🙂"])
def test_whatever_is_typed_has_an_answer(seek, typed):
    assert seek(typed) == {}


def test_queries_do_not_grow_with_what_is_found(seek, saint_denis):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            seek("marelle")
        return len(captured)

    def one_more():
        company = CompanyFactory(name="Marelle")
        contact = CompanyContactFactory(company=company, name="Marelle")
        offer = OfferFactory(company=company, service=saint_denis, contract=None)
        youth = YouthFactory(service=saint_denis, last_name="Marelle")
        slot = HostSlotFactory(offer=offer, tutor=contact)
        PlacementFactory(youth=youth, host_slot=slot)
        BuyerContactFactory(name="Marelle")

    one_more()
    queries()
    before = queries()
    for _ in range(3):
        one_more()
    assert queries() == before
    assert before < 60


def test_an_ine_finds_its_record(seek, saint_denis):
    YouthFactory(service=saint_denis, last_name="Numéroté", first_name="Lou", ine="123456789AB")
    assert seek("123456789ab") == {"Jeunes": ["Lou Numéroté"]}
