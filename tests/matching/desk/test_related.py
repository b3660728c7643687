"""Sheets of a company, an offer, a contract, a young person and a file lead to each other."""

from itertools import permutations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from psf.accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.matching import PlacementFactory, YouthFactory

pytestmark = pytest.mark.django_db
NAMES = ("jeune", "dossier", "offre", "entreprise", "marché", "acheteur")
# A buyer follows contracts, and a young person knows no buyer: these go through one page more.
APART = {
    ("acheteur", "jeune"),
    ("acheteur", "dossier"),
    ("acheteur", "offre"),
    ("jeune", "acheteur"),
    ("jeune", "marché"),
}
PAIRS = [pair for pair in permutations(NAMES, 2) if pair not in APART]


def sheet(row):
    name = f"wagtailsnippets_{row._meta.app_label}_{row._meta.model_name}:inspect"
    return reverse(name, args=[row.pk])


@pytest.fixture
def pages(two_services):
    """{name: addresses of its pages} of one file and of all that hangs on it."""
    youth = YouthFactory(service=two_services.saint_denis, tutor=two_services.tutor)
    placement = PlacementFactory(
        youth=youth,
        tutor=two_services.tutor,
        host_slot__offer__service=two_services.saint_denis,
    )
    offer = placement.offer
    return {
        "jeune": [sheet(youth)],
        "dossier": [reverse("work:file", args=[placement.code])],
        "offre": [reverse("offers:life", args=[offer.code]), sheet(offer)],
        "entreprise": [sheet(offer.company)],
        "marché": [sheet(offer.contract)],
        "acheteur": [sheet(offer.contract.buyer)],
    }


def links_of(client, address) -> set[str]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = BeautifulSoup(answer.content, "html.parser")
    return {str(link["href"]).partition("#")[0] for link in page.select("main a[href]")}


@pytest.mark.parametrize(("here", "there"), PAIRS, ids=lambda name: name)
def test_one_page_leads_to_the_other(signed_in, two_services, pages, here, there):
    client = signed_in(two_services.coordinator)
    for address in pages[here]:
        assert links_of(client, address) & set(pages[there]), address


def test_both_pages_of_an_offer_lead_to_each_other(signed_in, two_services, pages):
    client = signed_in(two_services.coordinator)
    life, record = pages["offre"]
    assert record in links_of(client, life)
    assert life in links_of(client, record)


def test_a_sheet_names_no_file_of_another_service(signed_in, two_services, pages):
    (file,) = pages["dossier"]
    for user in (two_services.coordinator_nice, UserFactory(roles=[Role.NATIONAL])):
        client = signed_in(user)
        for name in ("offre", "entreprise", "marché"):
            for address in pages[name]:
                links = links_of(client, address)
                assert file not in links
                assert pages["jeune"][0] not in links
