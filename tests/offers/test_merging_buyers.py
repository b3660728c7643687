"""Two rows of one buyer become one; imports, choosers and lists know the one that is left."""

import pytest
from django.core.exceptions import ValidationError

from offers.doubles import NAMES_ALONE, SAME_EMAIL, SAME_SIREN, buyer_doubles, company_doubles
from offers.models import Buyer
from offers.seeking import buyers as sought
from psf.seeking.words import Typed
from tests.factories.offers import (
    BuyerContactFactory,
    BuyerFactory,
    CompanyContactFactory,
    CompanyFactory,
    ContractFactory,
    OfferFactory,
)
from tests.factories.territories import commune
from tests.offers.conftest import url

pytestmark = pytest.mark.django_db
HEAD_OFFICE, SECOND_SITE = "73282932000074", "73282932000082"


def merge(client, kept, absorbed, **fields):
    data = {"kept": kept.pk, "absorbed": absorbed.pk} | fields
    return client.post("/admin/acheteurs/fusion/", data, follow=True).content.decode()


@pytest.fixture
def two_rows(db):
    kept = BuyerFactory(name="Ville d'Essai", siret="", commune=commune("93066"))
    absorbed = BuyerFactory(name="Ville d’essai", siret=HEAD_OFFICE, commune=commune("93066"))
    BuyerContactFactory(buyer=kept, name="Alix Un")
    contact = BuyerContactFactory(buyer=absorbed, name="alix un")
    ContractFactory(buyer=absorbed, contact=contact, reference="2026-01")
    return kept, absorbed


def test_the_preview_tells_and_the_merge_moves_everything(coordinating, two_rows):
    kept, absorbed = two_rows
    page = merge(coordinating, kept, absorbed)
    assert "Marchés : 1" in page and "Contacts : 1" in page and "Contacts en double" in page
    absorbed.refresh_from_db()
    assert absorbed.merged_into is None
    merge(coordinating, kept, absorbed, confirm="1")
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    assert absorbed.merged_into == kept and kept.siret == HEAD_OFFICE
    assert kept.contracts.get().contact.name == "alix un"
    assert kept.contacts.count() == 2
    sheet = coordinating.get(url("buyer", "inspect", kept.pk)).content.decode()
    assert "Fiches fusionnées ici" in sheet
    listed = coordinating.get(url("buyer", "list")).context["object_list"]
    assert kept in listed and absorbed not in listed
    assert list(sought(Typed.read("ville essai"))) == [kept]


def test_a_row_merged_before_follows_to_the_one_that_is_left(two_rows):
    kept, absorbed = two_rows
    last = BuyerFactory(name="Commune d'Essai")
    absorbed.merge_into(kept)
    Buyer.objects.get(pk=kept.pk).merge_into(last)
    assert set(last.merged.values_list("pk", flat=True)) == {kept.pk, absorbed.pk}


def test_two_marches_of_one_reference_are_looked_at_first(coordinating, two_rows):
    kept, absorbed = two_rows
    ContractFactory(buyer=kept, reference="2026-01")
    page = merge(coordinating, kept, absorbed, confirm="1")
    assert "un marché de même référence" in page
    assert absorbed.contracts.count() == 1


def test_twice_or_with_itself_is_refused(coordinating, two_rows):
    kept, absorbed = two_rows
    assert "Choisissez deux acheteurs différents" in merge(coordinating, kept, kept)
    merge(coordinating, kept, absorbed, confirm="1")
    assert "il vient peut-être d&#x27;être fusionné" in merge(
        coordinating, kept, absorbed, confirm="1"
    )
    with pytest.raises(ValidationError, match="vient d'être fusionnée"):
        absorbed.merge_into(kept)


def test_a_tutor_merges_no_buyer(tutoring, two_rows):
    kept, absorbed = two_rows
    merge(tutoring, kept, absorbed, confirm="1")
    absorbed.refresh_from_db()
    assert absorbed.merged_into is None


def test_a_number_freed_by_a_merge_is_refused_to_a_second_row(coordinating, two_rows):
    kept, absorbed = two_rows
    absorbed.merge_into(kept)
    again = Buyer(name="Encore", kind="local", siret=HEAD_OFFICE)
    with pytest.raises(ValidationError, match="porte déjà ce SIRET"):
        again.full_clean()


def test_what_may_be_one_organisation(two_services):
    place = commune("93066")
    services = [two_services.saint_denis.pk]
    CompanyFactory(name="Nettoyage du Nord", siret=HEAD_OFFICE, commune=place)
    CompanyFactory(name="NDN", siret=SECOND_SITE, commune=place)
    one, other = (CompanyFactory(name=n, siret="", commune=place) for n in ("Alpha", "Bêta"))
    for company in (one, other):
        CompanyContactFactory(company=company, email="Accueil@exemple.invalid")
    assert {(p.first.name, p.second.name, p.why) for p in company_doubles(services)[:]} == {
        ("Nettoyage du Nord", "NDN", SAME_SIREN),
        ("Alpha", "Bêta", SAME_EMAIL),
    }
    assert not company_doubles([two_services.nice.pk])
    assert not buyer_doubles(services)


def test_two_legal_persons_of_one_name_are_two(two_services):
    place = commune("93066")
    for siret in (HEAD_OFFICE, "55210055400013"):
        CompanyFactory(name="Propre", siret=siret, commune=place)
    assert not company_doubles([two_services.saint_denis.pk])


def test_a_double_that_stands_elsewhere_or_nowhere_is_found_too(two_services):
    here, elsewhere = commune("93066"), commune("06088")
    mine = CompanyFactory(name="Alpha", siret="", commune=here)
    far = CompanyFactory(name="Bêta", siret="", commune=elsewhere)
    for company, address in ((mine, "accueil@exemple.invalid"), (far, "Accueil@Exemple.invalid")):
        CompanyContactFactory(company=company, email=address)
    CompanyFactory(name="Propre", siret="", commune=here)
    CompanyFactory(name="SARL Propre", siret="", commune=None)
    CompanyFactory(name="Propre", siret="", commune=elsewhere)
    services = [two_services.saint_denis.pk]
    assert {(p.first.name, p.second.name, p.why) for p in company_doubles(services)[:]} == {
        ("Alpha", "Bêta", SAME_EMAIL),
        ("Propre", "SARL Propre", NAMES_ALONE),
    }


def test_a_company_without_a_place_is_compared_with_the_whole_country(two_services):
    service = two_services.saint_denis
    placeless = CompanyFactory(name="Propre", siret="", commune=None)
    OfferFactory(company=placeless, service=service)
    CompanyFactory(name="Propre SAS", siret="", commune=commune("06088"))
    (pair,) = company_doubles([service.pk])[:]
    assert (pair.first.name, pair.second.name) == ("Propre", "Propre SAS")
    assert pair.why == NAMES_ALONE
