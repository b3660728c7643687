"""The telephone rings: found by keyboard alone, on a desk and on a phone, and no address ever says a name."""

from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.sound import assert_accessible, assert_fits
from tests.factories.matching import GuardianFactory, PlacementFactory, YouthFactory
from tests.factories.offers import CompanyContactFactory

pytestmark = pytest.mark.browser
SHORTCUT = "Control+Shift+F"


@pytest.fixture
def people(two_services):
    service, tutor = two_services.saint_denis, two_services.tutor
    youth = YouthFactory(
        service=service, last_name="N'Guyên", first_name="Minh", tutor=tutor, phone="06 39 98 12 34"
    )
    GuardianFactory(youth=youth, last_name="N'Guyên")
    placement = PlacementFactory(youth=youth, tutor=tutor)
    CompanyContactFactory(name="Nguyễn Claude", company=placement.offer.company)
    for number in range(8):
        YouthFactory(service=service, last_name=f"Marelle{number}", first_name="Lou")
    return placement


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_caller_is_found_by_keyboard(browse, shot, two_services, people, width):
    page = browse(two_services.coordinator, width)
    asked = []
    page.on("request", lambda request: asked.append(unquote_plus(request.url).lower()))
    page.goto("/admin/")
    assert_fits(page)
    shot(page, f"recherche-{width}-accueil")
    box = page.get_by_role("combobox", name="Un jeune, une entreprise, un numéro, un dossier")
    page.keyboard.press(SHORTCUT)
    page.keyboard.type("nguyen")
    options = page.locator("#psf-seek-list [role=option]")
    options.nth(2).wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    shot(page, f"recherche-{width}-resultats")
    assert_fits(page)
    assert_accessible(page, within=".psf-seek")
    assert page.locator(".psf-seek [role=status]").inner_text() == "3 résultats"
    page.keyboard.press("ArrowDown")
    first = options.first
    assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")
    assert first.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert not page.locator(".psf-seek__results").is_visible()
    box.fill("06.39.98.12.34")
    expect(options).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/jeunes/inspect/**")
    assert not [url for url in asked if "guy" in url or "9812" in url]
    assert page.trouble == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_enter_shows_all_of_them_on_a_page(browse, shot, two_services, people, width):
    page = browse(two_services.coordinator, width)
    page.goto("/admin/suivi/")
    assert_fits(page)
    shot(page, f"recherche-{width}-suivi")
    page.keyboard.press(SHORTCUT)
    page.keyboard.type("marelle")
    page.locator("#psf-seek-list [role=option]").nth(4).wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/suivi/chercher/")
    assert page.locator(".psf-found li").count() == 8
    assert_fits(page)
    assert_accessible(page, within="#main")
    shot(page, f"recherche-{width}-page")
    assert "marelle" not in page.url
    assert page.trouble == []


def test_the_box_leaves_the_header_of_lists_and_forms_its_room(browse, shot, two_services, people):
    page = browse(two_services.coordinator, DESK)
    for name, path in (
        ("jeunes", "/admin/jeunes/"),
        ("fiche", f"/admin/jeunes/edit/{people.youth_id}/"),
        ("dossier", f"/admin/suivi/{people.code}/"),
        ("offres", "/admin/snippets/offers/offer/"),
    ):
        page.goto(path)
        shot(page, f"recherche-{DESK}-{name}")
        covered = page.evaluate(
            """() => {
                const box = document.querySelector('.psf-seek').getBoundingClientRect();
                return [...document.querySelectorAll('.w-slim-header a, .w-slim-header button')]
                    .filter((each) => each.offsetParent)
                    .filter((each) => each.getBoundingClientRect().right > box.left + 1)
                    .map((each) => each.textContent.trim());
            }"""
        )
        assert covered == [], path
    assert page.trouble == []
