"""Public pages in a real browser: accessible, whole, and silent towards others."""

from urllib.parse import urlsplit

import pytest

from home.models import HomePage, LegalPage
from tests.browser.conftest import DESK, PHONE
from tests.browser.sound import assert_accessible, assert_fits, each_width

pytestmark = pytest.mark.browser


@pytest.fixture
def site(live_server):
    """The address of a server that shows the home page and a legal page."""
    body = "<h2>Éditeur</h2><p>Ministère</p>"
    HomePage.objects.get().add_child(instance=LegalPage(title="Mentions légales", body=body))
    return live_server.url


@pytest.fixture
def visit(open_page, site):
    """`visit(width)`: the home page, whose `trouble` also lists warnings and requests elsewhere."""

    def visit(width):
        page = open_page(width)
        page.on("console", lambda message: page.trouble.extend(_warning(message)))
        page.on("request", lambda request: page.trouble.extend(_elsewhere(request.url, site)))
        page.goto("/")
        return page

    return visit


def _warning(message):
    return [message.text] if message.type == "warning" else []


def _elsewhere(url, address):
    host = urlsplit(url).netloc
    return [f"request to {host}"] if host and host != urlsplit(address).netloc else []


def test_public_pages_are_accessible_and_call_nobody(visit):
    page = visit(DESK)
    for path in ("/", "/mentions-legales/"):
        page.goto(path)
        assert page.locator("h1").count() == 1
        for _ in each_width(page):
            assert_accessible(page)
            assert_fits(page)
    assert page.trouble == []
    page.goto("/nulle-part/")
    assert page.locator("h1").inner_text() == "Page introuvable"
    assert_accessible(page)


def test_on_a_phone_the_menu_leads_to_the_sign_in_page(visit):
    page = visit(PHONE)
    page.get_by_role("button", name="Menu").click()
    link = page.locator("#menu").get_by_role("link", name="Se connecter")
    link.wait_for()
    assert_accessible(page)
    assert page.trouble == []
    link.click()
    page.wait_for_url("**/compte/connexion/**")
    assert_accessible(page)
    assert page.title() == "Connexion — Parcours Solidaire de Formation"


def test_a_keyboard_skips_to_the_content_and_the_theme_can_be_dark(visit):
    page = visit(DESK)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Contenu"
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("id") == "contenu"

    page.get_by_role("button", name="Paramètres d’affichage").click()
    page.get_by_text("Thème sombre").click()
    assert page.locator("html").get_attribute("data-fr-theme") == "dark"
    page.get_by_role("dialog").get_by_role("button", name="Fermer").click()
    page.get_by_role("dialog").wait_for(state="hidden")
    assert_accessible(page)
    assert page.trouble == []
