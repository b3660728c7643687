"""What browsers ask while somebody types (psf.quantities.views)."""

import pytest

pytestmark = pytest.mark.django_db
ADDRESS = "/lecture/"


def test_what_was_understood_is_said_in_words(client):
    answer = client.post(ADDRESS, {"kind": "day", "typed": "5 fév. 2009"})
    assert answer.json() == {
        "said": "jeudi 5 février 2009",
        "plain": "05/02/2009",
        "iso": "2009-02-05",
    }
    assert "no-store" in answer["Cache-Control"]


def test_the_plain_form_needs_no_words(client):
    assert client.post(ADDRESS, {"kind": "day", "typed": "05/02/2009"}).json()["said"] == ""


@pytest.mark.parametrize("typed", ["31/02/2009", "abc", "1" * 500])
def test_what_is_not_understood_is_refused_with_what_was_typed(client, typed):
    assert typed[:40] in client.post(ADDRESS, {"kind": "day", "typed": typed}).json()["refused"]


def test_nothing_typed_says_nothing_and_an_unknown_kind_is_not_found(client):
    assert client.post(ADDRESS, {"kind": "day", "typed": " "}).json() == {}
    assert client.post(ADDRESS, {"kind": "shoe", "typed": "42"}).status_code == 404


def test_a_date_of_birth_stands_in_no_address(client):
    assert client.get(ADDRESS, {"kind": "day", "typed": "05/02/2009"}).status_code == 405
