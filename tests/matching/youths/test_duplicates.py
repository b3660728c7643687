"""The same person twice: links within the perimeter, a phone number beyond it."""

import pytest

from matching.models import Youth
from matching.youths.duplicates import Identity, find_beyond, find_within
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import perimeter, services_in_sight
from tests.factories.matching import YouthFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
BIRTH = "2009-03-14"


@pytest.mark.parametrize(
    ("last_name", "first_name", "near"),
    [
        ("Marelle", "Lou", True),
        ("MARELE", "lou", True),
        ("Lou", "Marelle", True),
        ("Marelle", "Camille", False),
        ("Martin", "Zoé", False),
    ],
)
def test_near_names_born_the_same_day_are_probably_one_person(
    two_services, last_name, first_name, near
):
    youth = YouthFactory(
        service=two_services.saint_denis, last_name="Marelle", first_name="Lou", birth_date=BIRTH
    )
    with perimeter([two_services.saint_denis]):
        youth.refresh_from_db()
        found = find_within(Identity("", last_name, first_name, youth.birth_date))
    assert bool(found) is near


def test_a_probable_duplicate_is_shown_with_its_link_and_may_be_passed(
    two_services, signed_in, page, typed
):
    youth = YouthFactory(
        service=two_services.saint_denis, last_name="Marele", first_name="Lou", birth_date=BIRTH
    )
    client = signed_in(two_services.tutor)
    answer = client.post(page("add"), typed())
    text = answer.content.decode()
    assert page("inspect", youth) in text and "C&#x27;est une autre personne" in text
    assert 'value="Marelle"' in text
    assert client.post(page("add"), typed(not_duplicate="on")).status_code == 302
    with perimeter([two_services.saint_denis]):
        assert Youth.objects.count() == 2


def test_beyond_the_perimeter_only_the_service_and_its_phone_are_said(
    two_services, signed_in, page, typed
):
    other = YouthFactory(
        service=two_services.nice,
        last_name="Marelle",
        first_name="Lou",
        birth_date=BIRTH,
        address="7 rue du Secret",
        phone="06 39 98 77 77",
    )
    answer = signed_in(two_services.tutor).post(page("add"), typed())
    text = answer.content.decode()
    assert "suivi par un autre service, contactez PSAD de Nice" in text
    assert "04 65 71 06 06" in text
    for secret in ("7 rue du Secret", "06 39 98 77 77", other.code, two_services.tutor_nice.email):
        assert secret not in text
    assert page("inspect", other) not in text
    with perimeter([two_services.nice]):
        trace = AccessLog.objects.get()
        assert (trace.door, trace.user, trace.code) == (
            "duplicate",
            two_services.tutor,
            other.code,
        )


@pytest.mark.parametrize("name", ["add", "edit"])
def test_an_ine_held_beyond_the_perimeter_is_refused_beside_the_field(
    two_services, signed_in, page, typed, name
):
    YouthFactory(service=two_services.nice, ine="123456789AB")
    client = signed_in(two_services.coordinator)
    subjects = [YouthFactory(service=two_services.saint_denis)] if name == "edit" else []
    values = typed(ine="123456789ab", not_duplicate="on")
    answer = client.post(page(name, *subjects), values)
    assert answer.status_code == 200
    [message] = answer.context["form"].errors["ine"]
    assert "contactez PSAD de Nice, 04 65 71 06 06" in message
    assert 'value="123456789ab"' in answer.content.decode()
    assert client.post(page(name, *subjects), typed(ine="", not_duplicate="on")).status_code == 302


def test_an_ine_held_in_sight_is_refused_with_the_link(two_services, signed_in, page, typed):
    youth = YouthFactory(service=two_services.saint_denis, ine="123456789AB")
    answer = signed_in(two_services.tutor).post(page("add"), typed(ine="123456789AB"))
    assert page("inspect", youth) in answer.content.decode()
    again = signed_in(two_services.tutor).post(
        page("add"), typed(ine="123456789AB", not_duplicate="on")
    )
    assert again.status_code == 200 and "déjà cet INE" in again.content.decode()


def test_the_widening_is_closed_afterwards_and_says_nothing_of_different_ine(two_services):
    youth = YouthFactory(
        service=two_services.nice, last_name="Marelle", first_name="Lou", ine="123456789AB"
    )
    same = Identity("", "MARELLE", "Loú", youth.birth_date)
    other_ine = Identity("123456788AB", "Marelle", "Lou", youth.birth_date)
    nobody = Identity("", "Marelle", "Camille", youth.birth_date)
    with perimeter([two_services.saint_denis]):
        found = find_beyond([same, other_ine, nobody], by=two_services.tutor)
        assert services_in_sight() == [two_services.saint_denis.pk]
    assert found == [two_services.nice, None, None]


def test_what_is_in_sight_is_not_beyond(two_services):
    youth = YouthFactory(service=two_services.saint_denis)
    with perimeter([two_services.saint_denis]):
        assert find_beyond([Identity.of(youth)], by=two_services.tutor) == [None]
