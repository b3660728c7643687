"""ROME, fields and dated rows: loaded from files, restorable, read in the admin."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from offers import reference
from offers.models import CalibreBracket, EuropeanThreshold, Field, GratificationRate, Rome
from psf.accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.offers.conftest import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(sign_in):
    return sign_in(UserFactory(roles=[Role.ADMINISTRATOR]))


def test_the_migration_loads_the_whole_rome():
    levels = {level: Rome.objects.filter(level=level).count() for level in Rome.Level.values}
    assert levels == {"grand_domaine": 14, "domaine": 110, "fiche": 532}


def test_fifteen_plain_words_cover_every_domaine():
    assert Field.objects.count() == 15
    covered = set(Field.objects.values_list("domaines", flat=True))
    domaines = set(Rome.objects.filter(level="domaine").values_list("pk", flat=True))
    assert covered == domaines


def test_loading_again_restores_what_a_flush_empties_and_keeps_what_people_wrote():
    reference.unload()
    assert not Rome.objects.exists()
    reference.load()
    GratificationRate.objects.update(source="Vérifié au Journal officiel")
    reference.load()
    assert Rome.objects.count() == 656
    assert set(GratificationRate.objects.values_list("source", flat=True)) == {
        "Vérifié au Journal officiel"
    }


@pytest.mark.parametrize(
    ("amount", "calibre"),
    [("99999.99", 150), ("100000", 300), ("200000", 450), ("399999", 450), ("400000", 900)],
)
def test_the_amount_indicates_a_calibre(amount, calibre):
    assert CalibreBracket.objects.indicated(Decimal(amount)) == calibre


def test_a_value_of_the_law_is_asked_for_a_day():
    rates = GratificationRate.objects
    assert rates.in_force(datetime.date(2026, 5, 1)).get().hourly_rate == Decimal("4.50")
    assert rates.in_force(datetime.date(2024, 5, 1)).get().hourly_rate == Decimal("4.35")
    assert not rates.in_force(datetime.date(2025, 5, 1)).exists()
    works = EuropeanThreshold.objects.in_force(datetime.date(2027, 1, 1)).get(kind="works")
    assert works.amount == 5_404_000


def test_nothing_loaded_claims_to_have_been_checked():
    for model in (GratificationRate, EuropeanThreshold, CalibreBracket):
        assert not model.objects.filter(checked_on__isnull=False).exists()
        assert not model.objects.filter(source="").exists()


def rate_data(**fields):
    return {
        "hourly_rate": "4.60",
        "hours_threshold": 308,
        "hours_ceiling": 924,
        "valid_from": "2027-01-01",
        "valid_until": "",
        "source": "Journal officiel",
        "checked_on": "",
    } | fields


def test_an_administrator_adds_a_rate_once_the_former_one_is_ended(administrator):
    path = reverse("wagtailsnippets_offers_gratificationrate:add")
    page = administrator.post(path, rate_data()).content.decode()
    assert "Une autre ligne vaut déjà à ces dates" in page
    GratificationRate.objects.filter(valid_from="2026-01-01").update(valid_until="2026-12-31")
    administrator.post(path, rate_data())
    day = datetime.date(2027, 2, 1)
    assert GratificationRate.objects.in_force(day).get().hourly_rate == Decimal("4.60")


def test_a_coordinator_reads_rates_and_changes_none(coordinating):
    rate = GratificationRate.objects.first()
    namespace = "wagtailsnippets_offers_gratificationrate"
    assert coordinating.get(reverse(f"{namespace}:list")).status_code == 200
    answer = coordinating.post(reverse(f"{namespace}:edit", args=[rate.pk]), rate_data())
    assert answer.status_code == 302
    rate.refresh_from_db()
    assert rate.source != "Journal officiel"


@pytest.mark.parametrize("words", ["k2204", "cuisine"])
def test_the_rome_is_read_and_searched_in_the_admin(coordinating, words):
    answer = coordinating.get("/admin/offers/rome/", {"q": words})
    assert answer.status_code == 200
    assert "/edit/" not in answer.content.decode()
    assert ("Nettoyage" if words == "k2204" else "cuisine") in answer.content.decode()


def test_plain_words_are_read_in_the_admin(coordinating):
    answer = coordinating.get("/admin/offers/field/")
    assert "restauration, cuisine" in answer.content.decode()
    assert "G16" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.WRITER, Role.DPO])
def test_who_has_no_business_with_offers_opens_no_registry(sign_in, role):
    client = sign_in(UserFactory(roles=[role]))
    for model in ("offer", "company", "contract", "buyer"):
        assert client.get(url(model, "list")).status_code == 302
