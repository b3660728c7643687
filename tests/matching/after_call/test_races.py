"""Two who press at once: one row, and a sentence for whoever comes second."""

from django.test import Client

from matching.desk.views import after_call
from offers.models import Company, Offer
from tests.editing.test_races import Race
from tests.matching.after_call.conftest import URL, errors_of, told
from tests.own_database import db  # noqa: F401


def held_once_written(race, monkeypatch):
    """The first stops when all of it is written, before its request commits."""
    enter = after_call.enter_after_call

    def slowly(*args, **kwargs):
        offer = enter(*args, **kwargs)
        race.hold()
        return offer

    monkeypatch.setattr(after_call, "enter_after_call", slowly)


def of(client: Client) -> Client:
    """The same person on another connection."""
    other = Client()
    other.cookies = client.cookies
    return other


def test_a_double_tap_at_the_same_instant_makes_one_offer(coordinating, monkeypatch):
    race, sent = Race(), told(company_siret="", no_siret="to_ask")
    held_once_written(race, monkeypatch)
    first, second = race.run(
        lambda: coordinating.post(URL, sent), lambda: of(coordinating).post(URL, sent)
    )
    assert first.status_code == second.status_code == 302 and first.url == second.url
    assert Offer.objects.count() == Company.objects.count() == 1


def test_two_who_write_the_same_siret_find_one_company(coordinating, monkeypatch):
    race = Race()
    held_once_written(race, monkeypatch)
    other = told(company_name="Ateliers du Port de Saint-Denis", site="Dépôt")
    first, second = race.run(
        lambda: coordinating.post(URL, told()), lambda: of(coordinating).post(URL, other)
    )
    assert first.status_code == 302
    assert "Ce SIRET est celui de « Ateliers du Port »" in errors_of(second)["company_siret"][0]
    assert "Une entreprise porte déjà ce SIRET." in errors_of(second)["__all__"]
    assert Company.objects.count() == Offer.objects.count() == 1
