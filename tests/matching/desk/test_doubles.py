"""« Doubles possibles »: found with their reason, in sight alone, merged or said to be two."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching.desk.doubles.views import PER_PAGE
from matching.models import DistinctYouths, Youth
from matching.youths.doubles import EMAIL, NAMES, PHONE, SLIP, set_apart, youth_doubles
from matching.youths.merge import merge
from offers.models import DistinctBuyers, DistinctCompanies
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import perimeter
from tests.factories.matching import YouthFactory
from tests.factories.offers import BuyerFactory, CompanyFactory, ContractFactory, OfferFactory
from tests.factories.territories import commune

pytestmark = [pytest.mark.django_db, pytest.mark.database]
BORN = date(2009, 3, 5)


def of(service, last, first, **fields):
    known = {"birth_date": BORN, "phone": ""}
    return YouthFactory(service=service, last_name=last, first_name=first, **known | fields)


def found(service) -> list[tuple[str, str, str]]:
    with perimeter([service]):
        return [(one.first.full_name, one.second.full_name, one.why) for one in youth_doubles()[:]]


@pytest.mark.parametrize(
    ("one", "other", "fields", "why"),
    [
        (("Dupond", "Léa"), ("Dupont", "Lea"), {}, NAMES),
        (("Léa", "Dupont"), ("Dupont", "Léa"), {}, NAMES),
        (("N'Guyên", "Anne-Sophie"), ("Nguyen", "Anne Sophie"), {}, NAMES),
        (("Dupont", "Léa"), ("Dupont", "Léa"), {"birth_date": date(2009, 5, 3)}, SLIP),
        (("Dupont", "Léa"), ("Dupont", "Léa"), {"birth_date": date(2008, 3, 5)}, SLIP),
        (("Dupont", "Léa"), ("Martin", "Léa"), {"phone": "06 39 98 00 07"}, PHONE),
        (("Dupont", "Léa"), ("Martin", "Léa"), {"email": "Lea@exemple.invalid"}, EMAIL),
    ],
    ids=["names", "exchanged", "marks", "day and month", "year", "telephone", "mail"],
)
def test_the_same_person_twice_is_found_and_why(two_services, one, other, fields, why):
    service = two_services.saint_denis
    shared = {name: value for name, value in fields.items() if name != "birth_date"}
    shared = {name: value.lower() if name == "email" else value for name, value in shared.items()}
    of(service, *one, **shared)
    other_day = {} if why == NAMES or "birth_date" in fields else {"birth_date": date(2007, 8, 9)}
    of(service, *other, **fields | other_day)
    assert [pair[2] for pair in found(service)] == [why]


@pytest.mark.parametrize(
    ("one", "other", "fields"),
    [
        (("Dupont", "Léa"), ("Dupont", "Tristan"), {"phone": "06 39 98 00 07"}),
        (("Dupont", "Léa"), ("Dupont", "Léa"), {"birth_date": date(2007, 4, 6)}),
        (("Dupont", "Léa"), ("Dupont", "Léa"), {"ine": "123456789AB"}),
    ],
    ids=["twins of one telephone", "namesakes", "two INE"],
)
def test_two_people_are_not(two_services, one, other, fields):
    service = two_services.saint_denis
    phone = {"phone": fields["phone"]} if "phone" in fields else {}
    of(service, *one, ine="123456789AC", **phone)
    of(service, *other, **fields)
    assert found(service) == []


def test_a_pair_of_another_service_is_of_nobody_here(two_services, signed_in):
    of(two_services.nice, "Canari", "Léa")
    of(two_services.nice, "Canari", "Lea")
    page = signed_in(two_services.coordinator).get("/admin/suivi/doubles/jeunes/")
    assert "Aucun double possible" in page.content.decode()
    assert "Canari" not in page.content.decode()


def test_one_record_in_sight_and_one_not_tells_nothing(two_services):
    of(two_services.nice, "Canari", "Léa")
    of(two_services.saint_denis, "Canari", "Léa")
    assert found(two_services.saint_denis) == []


def test_what_differs_is_marked_and_the_page_leads_to_the_merge(two_services, signed_in):
    service = two_services.saint_denis
    first = of(service, "Dupond", "Léa")
    second = of(service, "Dupont", "Lea", phone="06 39 98 00 07")
    answer = signed_in(two_services.coordinator).get("/admin/suivi/doubles/jeunes/")
    page = answer.content.decode()
    assert (
        reverse("wagtailsnippets_matching_youth:merge_preview", args=[first.pk, second.pk]) in page
    )
    assert '<td class="doubles-differs">06 39 98 00 07</td>' in page
    with perimeter([service]):
        assert AccessLog.objects.get(door="list", user=two_services.coordinator).count == 2


def test_the_day_of_a_record_is_that_of_paris(two_services, signed_in):
    service = two_services.saint_denis
    of(service, "Dupond", "Léa")
    second = of(service, "Dupont", "Léa")
    with perimeter([service]):
        late = datetime(2026, 1, 15, 23, 30, tzinfo=UTC)
        Youth.objects.filter(pk=second.pk).update(created_at=late)
    page = signed_in(two_services.coordinator).get("/admin/suivi/doubles/jeunes/")
    assert "16/01/2026" in page.content.decode()


def test_only_the_rows_of_a_page_are_loaded(two_services, signed_in):
    for number in range(PER_PAGE + 3):
        day = date(2006, 1, 1) + timedelta(days=number)
        for first in ("Léa", "Lea"):
            of(two_services.saint_denis, "Dupont", first, birth_date=day)
    with perimeter([two_services.saint_denis]):
        found = youth_doubles()
        with CaptureQueriesContext(connection) as asked:
            pairs = found[:2]
    assert len(found) > PER_PAGE and len(pairs) == 2
    (query,) = asked.captured_queries
    listed = re.findall(r" IN \(([^)]*)\)", query["sql"])[-1].split(", ")
    assert set(map(int, listed)) == {row.pk for p in pairs for row in (p.first, p.second)}
    client = signed_in(two_services.coordinator)
    assert client.get("/admin/suivi/doubles/jeunes/?p=2").content.decode().count("work-block") >= 3


def test_said_to_be_two_they_come_back_no_more(two_services, signed_in):
    service = two_services.saint_denis
    first, second = of(service, "Dupond", "Léa"), of(service, "Dupont", "Léa")
    client = signed_in(two_services.coordinator)
    data = {"first": second.pk, "second": first.pk}
    for _again in range(2):
        answer = client.post("/admin/suivi/doubles/jeunes/", data, follow=True)
    assert "Aucun double possible" in answer.content.decode()
    with perimeter([service]):
        said = DistinctYouths.objects.get()
        assert (said.youth, said.other, said.by) == (first, second.pk, two_services.coordinator)


@pytest.mark.parametrize("other", ["of another service", "itself", "nothing"])
def test_only_two_records_in_sight_are_said_to_be_two(two_services, signed_in, other):
    here = of(two_services.saint_denis, "Dupont", "Léa")
    there = of(two_services.nice, "Dupont", "Léa")
    second = {"of another service": there.pk, "itself": here.pk, "nothing": "9" * 30}[other]
    answer = signed_in(two_services.coordinator).post(
        "/admin/suivi/doubles/jeunes/", {"first": here.pk, "second": second}
    )
    assert answer.status_code == 404
    with perimeter([two_services.saint_denis, two_services.nice]):
        assert not DistinctYouths.objects.exists()


@pytest.mark.parametrize("twice", ["the other way", "itself"])
def test_the_database_holds_a_pair_once(two_services, twice):
    service, by = two_services.saint_denis, two_services.coordinator
    first, second = of(service, "Un", "Léa"), of(service, "Deux", "Léa")
    with perimeter([service]):
        DistinctYouths.objects.create(youth=second, other=first.pk, by=by)
        other = second if twice == "the other way" else first
        with pytest.raises(IntegrityError), transaction.atomic():
            DistinctYouths.objects.create(youth=first, other=other.pk, by=by)


def test_after_a_merge_what_was_said_of_either_is_said_of_the_one_that_is_left(two_services):
    service = two_services.saint_denis
    names = ("Un", "Deux", "Trois", "Quatre", "Cinq")
    absorbed, third, fourth, kept, fifth = (of(service, name, "Léa") for name in names)
    with perimeter([service]):
        for pair in [(absorbed, kept), (absorbed, third), (kept, third), (kept, fourth)]:
            set_apart({each.pk for each in pair}, by=two_services.coordinator)
        set_apart({absorbed.pk, fifth.pk}, by=two_services.coordinator)
        merge(kept, absorbed, by=two_services.coordinator)
        said = DistinctYouths.objects.values_list("youth", "other")
        assert sorted(sorted(pair) for pair in said) == sorted(
            sorted([kept.pk, each.pk]) for each in (third, fourth, fifth)
        )


def test_companies_and_buyers_have_their_tabs(two_services, signed_in):
    place = commune("93066")
    one, other = (
        CompanyFactory(name=name, siret="", commune=place) for name in ("Essai", "Essai SA")
    )
    buyers = [BuyerFactory(name=name, siret="", commune=place) for name in ("Ville X", "ville x")]
    client = signed_in(two_services.coordinator)
    page = client.get("/admin/suivi/doubles/entreprises/").content.decode()
    assert f"/admin/entreprises/fusion/?kept={one.pk}&amp;absorbed={other.pk}" in page
    page = client.get("/admin/suivi/doubles/acheteurs/").content.decode()
    assert f"/admin/acheteurs/fusion/?kept={buyers[0].pk}&amp;absorbed={buyers[1].pk}" in page
    data = {"first": one.pk, "second": other.pk}
    page = client.post("/admin/suivi/doubles/entreprises/", data, follow=True).content.decode()
    assert "Aucun double possible" in page and DistinctCompanies.objects.count() == 1
    data = {"first": buyers[0].pk, "second": buyers[1].pk}
    page = client.post("/admin/suivi/doubles/acheteurs/", data, follow=True).content.decode()
    assert "Aucun double possible" in page and DistinctBuyers.objects.count() == 1


def test_a_company_elsewhere_is_proposed_to_who_has_an_offer_there(two_services, signed_in):
    far = commune("06088")
    one, _other = (
        CompanyFactory(name=name, siret="", commune=far) for name in ("Loin", "Loin SAS")
    )
    client = signed_in(two_services.coordinator)
    assert "Aucun double" in client.get("/admin/suivi/doubles/entreprises/").content.decode()
    with perimeter([two_services.saint_denis]):
        OfferFactory(contract=ContractFactory(company=one), service=two_services.saint_denis)
    assert "Loin SAS" in client.get("/admin/suivi/doubles/entreprises/").content.decode()


def test_who_merges_nothing_sees_no_page(two_services, signed_in):
    client = signed_in(two_services.tutor)
    for kind in ("", "jeunes/", "entreprises/", "acheteurs/"):
        assert client.get(f"/admin/suivi/doubles/{kind}").status_code in (302, 403)
    assert "Doubles possibles" not in client.get("/admin/").content.decode()
    client = signed_in(two_services.coordinator)
    assert client.get("/admin/suivi/doubles/").url.endswith("/doubles/jeunes/")
    assert client.get("/admin/suivi/doubles/autres/").status_code == 404
    assert "Doubles possibles" in client.get("/admin/").content.decode()


def test_the_page_costs_the_same_for_two_pairs_and_for_ten(
    two_services, signed_in, django_assert_max_num_queries
):
    for number in range(10):
        day = date(2008, 1, 1 + number)
        for first in ("Léa", "Lea"):
            of(two_services.saint_denis, f"{'abcdefghij'[number] * 9}", first, birth_date=day)
    client = signed_in(two_services.coordinator)
    client.get("/admin/suivi/doubles/jeunes/")
    with django_assert_max_num_queries(40):
        page = client.get("/admin/suivi/doubles/jeunes/").content.decode()
    assert page.count("Comparer et fusionner") == 10
