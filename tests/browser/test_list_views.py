"""« Mes vues » in a real browser: by keyboard, in a hand, and without JavaScript."""

from urllib.parse import parse_qs, unquote_plus, urlsplit

import pytest
from django.db import transaction
from playwright.sync_api import expect

from matching.enums import Situation
from psf.list_views.models import SavedView
from psf.perimeter.scope import perimeter
from tests.browser.conftest import DESK, PHONE
from tests.browser.sound import THUMB, assert_accessible, assert_fits
from tests.factories.matching import YouthFactory

pytestmark = pytest.mark.browser
YOUTHS = "/admin/jeunes/"
BAR = ".psf-views"
EITHER = {
    "every": False,
    "groups": [
        {
            "every": True,
            "conditions": [{"field": "situation", "operator": "in", "values": ["to_contact"]}],
        },
        {
            "every": True,
            "conditions": [
                {"field": "situation", "operator": "in", "values": ["ready"]},
                {"field": "depuis", "operator": "last", "values": ["30"]},
            ],
        },
    ],
}


@pytest.fixture
def people(two_services):
    with transaction.atomic(), perimeter([two_services.saint_denis]):
        for number in range(12):
            YouthFactory(
                service=two_services.saint_denis,
                last_name=f"Évrard{number:02}",
                first_name="Zoé",
                phone=f"01 99 00 00 {number:02}",
                situation=Situation.TO_CONTACT if number % 2 else Situation.READY,
            )


@pytest.fixture
def kept(two_services, people):
    with transaction.atomic():
        return SavedView.objects.create(
            owner=two_services.coordinator,
            kind="jeunes",
            name="À rappeler",
            columns=["phone", "situation", "code"],
            conditions=EITHER,
            density="tight",
        )


def menu(page, name):
    return page.locator(f"{BAR} summary").filter(has_text=name)


def heads(page):
    return [head.strip() for head in page.locator("table.listing thead th").all_inner_texts()]


def test_a_view_is_made_by_keyboard_and_opens_the_list(browse, shot, two_services, people):
    page = browse(two_services.coordinator, DESK)
    asked = []
    page.on("request", lambda request: asked.append(unquote_plus(request.url)))
    page.goto(YOUTHS)
    menu(page, "Colonnes").focus()
    page.keyboard.press("Enter")
    box = page.get_by_label("Téléphone", exact=True)
    box.focus()
    page.keyboard.press("Space")
    up = page.get_by_role("button", name="Monter Téléphone")
    up.focus()
    for _ in range(12):
        page.keyboard.press("Enter")
    expect(up).to_be_focused()
    assert page.locator(".psf-views__columns li").first.inner_text().strip() == "Téléphone"
    assert_accessible(page, within=BAR)
    shot(page, "vues-bureau-colonnes")
    page.keyboard.press("Escape")
    expect(menu(page, "Colonnes")).to_be_focused()
    expect(box).to_be_hidden()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Appliquer").first.click()
    page.wait_for_url("**/?vue=*")
    assert heads(page)[:2] == ["Nom", "Téléphone"]
    # A filter of Wagtail's, and the view stays in the address.
    page.get_by_role("button", name="Afficher les filtres").click()
    page.get_by_role("button", name="Situation", exact=True).click()
    page.get_by_label("à contacter").check()
    expect(page.locator("table.listing tbody tr")).to_have_count(6)
    query = parse_qs(urlsplit(page.url).query)
    assert query["situation"] == ["to_contact"] and query["vue"]
    assert heads(page)[:2] == ["Nom", "Téléphone"]
    page.keyboard.press("Escape")
    menu(page, "Enregistrer").click()
    page.get_by_label("Nom de la vue").fill("À rappeler")
    page.get_by_label("Ouvrir la liste par cette vue").check()
    shot(page, "vues-bureau-enregistrer")
    page.get_by_role("button", name="Enregistrer cette vue").click()
    expect(page.locator(".psf-views__sentence")).to_have_text("Jeunes – Situation : à contacter")
    page.goto(YOUTHS)
    expect(menu(page, "Vue :")).to_contain_text("À rappeler")
    expect(page.locator("table.listing tbody tr")).to_have_count(6)
    assert_fits(page)
    shot(page, "vues-bureau-liste")
    assert not [url for url in asked if "vrard" in url or "rappeler" in url.lower()]
    assert page.trouble == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_page_of_a_view_is_readable_and_accessible(browse, shot, two_services, kept, width):
    page = browse(two_services.coordinator, width)
    page.goto(f"/admin/vues/jeunes/?vue={kept.key}")
    expect(page.locator(".psf-views__count")).to_contain_text("12 lignes")
    assert_fits(page)
    assert_accessible(page, within=".psf-view-settings")
    shot(page, f"vues-{width}-reglage")
    page.goto("/admin/vues/")
    assert_fits(page)
    assert_accessible(page, within=".psf-view-settings")
    shot(page, f"vues-{width}-mes-vues")
    assert page.trouble == []


def test_in_a_hand_one_button_leads_to_all(browse, shot, two_services, kept):
    page = browse(two_services.coordinator, PHONE)
    page.goto(f"{YOUTHS}?vue={kept.key}")
    buttons = page.locator(f"{BAR} summary:visible, {BAR} .button:visible")
    expect(buttons).to_have_count(1)
    assert buttons.first.bounding_box()["height"] >= THUMB
    buttons.first.click()
    assert_fits(page)
    assert_accessible(page, within=BAR)
    shot(page, "vues-telephone-menu")
    page.get_by_role("link", name="Régler cette vue").click()
    page.wait_for_url("**/admin/vues/jeunes/**")
    assert page.trouble == []
