"""A company or a buyer that changes its SIRET keeps its history, and is found by the former one."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from offers.filings.doubles import buyers_like
from offers.imports.known import Finder
from offers.lookups import companies_for, companies_like
from offers.models import Buyer, Company, Filing, FormerSiret, Offer
from offers.querysets import same_organisation
from offers.seeking import buyers as sought_buyers
from offers.seeking import companies as sought
from psf.seeking.words import Typed
from tests.factories.offers import BuyerFactory, CompanyFactory, OfferFactory
from tests.offers.conftest import url

pytestmark = [pytest.mark.django_db, pytest.mark.database]
FORMER, PRESENT, THIRD = "73282932000074", "73282932000082", "73282932000090"


@pytest.fixture
def moved(db):
    company = CompanyFactory(name="Toits d'Essai", siret=FORMER)
    company.siret = PRESENT
    company.save()
    return company


def posted(client, company, siret, **more):
    page = client.get(url("company", "edit", company.pk))
    form = page.context["form"]
    data = {
        "name": company.name,
        "siret": siret,
        "version": form["version"].value(),
        "contacts-TOTAL_FORMS": "0",
        "contacts-INITIAL_FORMS": "0",
    } | more
    return client.post(url("company", "edit", company.pk), data, follow=True)


def test_the_form_keeps_the_number_that_it_replaces_and_the_page_shows_it(coordinating):
    company = CompanyFactory(name="Toits d'Essai", siret=FORMER)
    posted(coordinating, company, PRESENT)
    company.refresh_from_db()
    assert company.siret == PRESENT
    former = company.former_sirets.get()
    assert (former.siret, former.ended_on) == (FORMER, timezone.localdate())
    page = coordinating.get(url("company", "inspect", company.pk)).content.decode()
    assert "Ancien SIRET" in page
    assert f"{FORMER} jusqu’au {timezone.localdate():%d/%m/%Y}" in page


def test_a_number_typed_by_mistake_is_free_again(coordinating):
    company = CompanyFactory(name="Toits d'Essai", siret=FORMER)
    posted(coordinating, company, PRESENT, never_borne=FORMER)
    company.refresh_from_db()
    assert company.siret == PRESENT and not company.former_sirets.exists()
    assert CompanyFactory(name="Un autre", siret=FORMER).pk


def test_whatever_writes_the_row_the_former_number_stays(moved):
    Company.objects.filter(pk=moved.pk).update(siret="")
    assert {each.siret for each in moved.former_sirets.all()} == {FORMER, PRESENT}


def test_who_takes_its_own_number_again_bears_it_alone_once(moved):
    moved.siret = FORMER
    moved.full_clean()
    moved.save()
    assert [each.siret for each in moved.former_sirets.all()] == [PRESENT]


def test_another_organisation_is_refused_it_by_name(moved, coordinating):
    other = CompanyFactory(name="Bois d'Essai", siret="")
    page = posted(coordinating, other, FORMER).content.decode()
    assert "« Toits d&#x27;Essai » a porté ce SIRET" in page
    other.refresh_from_db()
    assert other.siret == ""


def test_the_database_refuses_it_too(moved):
    with pytest.raises(IntegrityError), transaction.atomic():
        CompanyFactory(name="Bois d'Essai", siret=FORMER)
    other = CompanyFactory(name="Bois d'Essai", siret="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Company.objects.filter(pk=other.pk).update(siret=FORMER)
    # A commune may buy and host under one number.
    assert BuyerFactory(siret=FORMER).pk


def test_each_former_number_is_of_one_organisation(moved):
    buyer, other = BuyerFactory(siret=""), CompanyFactory(siret="")
    for wrong in (
        {"company": moved, "buyer": buyer, "siret": THIRD},
        {"siret": THIRD},
        {"company": other, "siret": FORMER},
        {"company": other, "siret": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            FormerSiret.objects.create(**wrong)


def test_every_door_finds_it_by_the_former_number(moved, coordinating):
    namesake = CompanyFactory(name="Toits d'Essai", siret=THIRD)
    assert companies_for("", FORMER) == [moved]
    assert companies_like("", FORMER, None) == [moved]
    assert companies_like("Toits d'Essai", FORMER, None) == [moved]
    assert list(Company.objects.filter(same_organisation(Company, FORMER, "Autre"))) == [moved]
    assert Finder(Company.objects.current(), {FORMER}).find(FORMER, "") == moved
    assert Finder(Company.objects.current()).search("732 829 320 00074", "Autre nom") == moved
    assert list(sought(Typed.read("732 829 320 00074"))) == [moved]
    assert list(Company.objects.matching_text(FORMER)) == [moved]
    offer = OfferFactory(company=moved)
    assert list(Offer.objects.matching_text(FORMER)) == [offer]
    assert namesake.bears(THIRD) and not namesake.bears(FORMER)
    listed = coordinating.get(url("company", "list"), {"q": FORMER})
    assert list(listed.context["object_list"]) == [moved]
    found = coordinating.post(reverse("work:seek"), {"quoi": FORMER}).content.decode()
    assert url("company", "inspect", moved.pk) in found and "Toits d" in found


def test_a_buyer_too(db):
    buyer = BuyerFactory(name="Ville d'Essai", siret=FORMER)
    Buyer.objects.filter(pk=buyer.pk).update(siret=PRESENT)
    assert list(sought_buyers(Typed.read(FORMER))) == [buyer]
    assert list(Buyer.objects.matching_text(FORMER)) == [buyer]
    assert buyers_like(Filing(siret=FORMER, organisation="Mairie")) == [buyer]
    assert not Buyer.objects.filter(Q(pk=buyer.pk) & ~same_organisation(Buyer, FORMER, "")).exists()
    with pytest.raises(ValidationError) as refused:
        Buyer(name="Autre", kind="commune", siret=FORMER).clean()
    assert "L'acheteur « Ville d'Essai » a porté ce SIRET" in str(refused.value)


def test_a_row_merged_away_leaves_its_number_and_an_import_finds_the_one_that_is_left(db):
    kept = CompanyFactory(name="Toits d'Essai", siret=PRESENT)
    gone = CompanyFactory(name="Toits Essai SAS", siret=FORMER)
    first = CompanyFactory(name="Essai père", siret=THIRD)
    first.merge_into(gone)
    Company.objects.get(pk=gone.pk).merge_into(kept)
    assert {each.siret for each in kept.former_sirets.all()} == {FORMER, THIRD}
    for siret in (FORMER, THIRD):
        assert Finder(Company.objects.current()).search(siret, "Toits Essai SAS") == kept


def test_a_row_without_number_takes_that_of_the_one_merged_into_it(db):
    kept = CompanyFactory(name="Toits d'Essai", siret="")
    gone = CompanyFactory(name="Toits Essai SAS", siret=FORMER)
    gone.merge_into(kept)
    kept.refresh_from_db()
    assert kept.siret == FORMER and not kept.former_sirets.exists()
