"""«Rapprocher» in a real browser: from the wishes to the reservation, on a phone and on a desk."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import assert_accessible, assert_fits
from tests.factories.offers import HostSlotFactory
from tests.matching.ranking.conftest import FAR, cook, list_of, place
from tests.matching.ranking.test_pages import list_of_slot

pytestmark = pytest.mark.browser
widths = pytest.mark.parametrize("width", [PHONE, DESK])


def assert_good(page):
    assert_fits(page)
    assert_accessible(page)
    assert page.trouble == []


@pytest.fixture
def kitchen(two_services):
    """The best place for a cook, among others that are not so good, taken or too far."""
    service = two_services.saint_denis
    today = timezone.localdate()
    soon = today + timedelta(days=24)
    best = place(
        service,
        "G1602",
        company="Restaurant du Canal",
        site="Cuisine centrale",
        window_from=today,
        tasks="Préparation des légumes, dressage, plonge ; présentation de la restauration collective.",
    )
    place(service, "M1601", company="Accueil et Compagnie", site="Siège", window_from=soon)
    long = {"calibre": 900, "splittable": False}
    place(service, "N1105", company="Logistique du Nord", site="Entrepôt", offer=long)
    place(service, "G1602", company="Cantine voisine", busy=True)
    place(service, "G1603", company="Brasserie", adults_only=True)
    place(service, "G1602", company="Plage", at=FAR)
    return best


@widths
def test_from_the_wishes_to_the_reservation(browse, shot, kitchen, two_services, width):
    youth = cook(two_services.saint_denis, two_services.tutor)
    page = browse(two_services.tutor, width)
    page.goto(list_of(youth))
    assert page.get_by_role("checkbox", name="restauration, cuisine").is_checked()
    shot(page, f"rapprocher-{width}")
    assert_good(page)

    page.get_by_text("Comment ces points sont comptés").first.click()
    page.get_by_text("poids 45").first.wait_for()

    page.get_by_role("radio", name="50 km").check()
    page.get_by_role("button", name="Voir les places").click()
    page.get_by_text("pour 50 km souhaités").first.wait_for()
    shot(page, f"rapprocher-50-km-{width}")

    page.get_by_role("link", name="Réserver cette place").first.click()
    page.get_by_role("heading", name="Réserver cette place ?").wait_for()
    assert page.get_by_role("link", name="Appeler").first.is_visible()
    shot(page, f"reserver-{width}")
    assert_good(page)
    page.get_by_role("button", name="Réserver 150 h").click()
    page.wait_for_url("**/admin/suivi/P-*/")
    assert "Restaurant du Canal" in page.inner_text("main")
    assert page.trouble == []


@widths
def test_an_empty_list_opens_with_one_tap(browse, shot, kitchen, two_services, width):
    youth = cook(two_services.saint_denis, radius_km=1)
    page = browse(two_services.tutor, width)
    page.goto(list_of(youth))
    shot(page, f"rapprocher-vide-{width}")
    assert_good(page)
    page.get_by_role("link", name="Chercher ainsi").click()
    page.get_by_role("link", name="Réserver cette place").first.wait_for()
    assert page.trouble == []


@widths
def test_from_an_offer_to_a_young_person(browse, shot, kitchen, two_services, width):
    service = two_services.saint_denis
    for since in (5, 60, 200):
        cook(service, situation_since=timezone.localdate() - timedelta(days=since))
    cook(service, situation="supported")
    HostSlotFactory(offer=kitchen.offer, site="Cafétéria", busy=True)
    page = browse(two_services.coordinator, width)
    page.goto(reverse("work:ranking_offer", args=[kitchen.offer.code]))
    shot(page, f"rapprocher-offre-{width}")
    assert_good(page)
    page.get_by_role("link", name="Chercher un jeune").click()
    page.get_by_role("link", name="Réserver pour ce jeune").first.wait_for()
    shot(page, f"rapprocher-place-{width}")
    assert_good(page)

    page.get_by_role("link", name="Réserver pour ce jeune").first.click()
    page.get_by_role("button", name="Réserver 150 h").click()
    page.wait_for_url("**/admin/suivi/P-*/")
    page.goto(list_of_slot(kitchen))
    page.get_by_text("Cette place est prise").wait_for()
    shot(page, f"rapprocher-place-prise-{width}")
    assert page.trouble == []


def test_everything_works_without_script(browse, kitchen, two_services):
    youth = cook(two_services.saint_denis, two_services.tutor)
    page = browse(two_services.tutor, PHONE)
    page.route("**/*.js", lambda route: route.abort())
    page.goto(list_of(youth))
    page.get_by_role("radio", name="50 km").check()
    page.get_by_role("button", name="Voir les places").click()
    page.get_by_role("link", name="Réserver cette place").first.click()
    page.get_by_role("button", name="Réserver 150 h").click()
    page.wait_for_url("**/admin/suivi/P-*/")
