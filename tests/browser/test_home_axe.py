"""Public pages in a real browser: accessible, whole, and silent towards others."""

from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from home import reference
from home.models import HomePage, LegalPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESK = 390, 1280


@pytest.fixture
def site(live_server):
    """The address of a server that shows the home page and a legal page."""
    if not HomePage.objects.exists():
        reference.load()
    body = "<h2>Éditeur</h2><p>Ministère</p>"
    HomePage.objects.get().add_child(instance=LegalPage(title="Mentions légales", body=body))
    return live_server.url


@contextmanager
def opened(chromium, address, width):
    """The page at `address`, and what went wrong or elsewhere meanwhile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 844})
        trouble = []
        page.on("console", lambda message: trouble.extend(_complaint(message)))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", lambda request: trouble.extend(_elsewhere(request.url, address)))
        page.goto(address, wait_until="networkidle")
        yield page, trouble
        browser.close()


def _complaint(message):
    return [message.text] if message.type in {"error", "warning"} else []


def _elsewhere(url, address):
    host = urlsplit(url).netloc
    return [f"request to {host}"] if host and host != urlsplit(address).netloc else []


def assert_accessible(page):
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_public_pages_are_accessible_and_call_nobody(chromium, site, width):
    with opened(chromium, f"{site}/", width) as (page, trouble):
        for path in ("/", "/mentions-legales/"):
            page.goto(f"{site}{path}", wait_until="networkidle")
            assert page.locator("h1").count() == 1
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert trouble == []
        page.goto(f"{site}/nulle-part/")
        assert page.locator("h1").inner_text() == "Page introuvable"
        assert_accessible(page)


def test_on_a_phone_the_menu_leads_to_the_sign_in_page(chromium, site):
    with opened(chromium, f"{site}/", PHONE) as (page, trouble):
        page.get_by_role("button", name="Menu").click()
        link = page.locator("#menu").get_by_role("link", name="Se connecter")
        link.wait_for()
        assert_accessible(page)
        assert trouble == []
        link.click()
        page.wait_for_url("**/compte/connexion/**")


def test_a_keyboard_skips_to_the_content_and_the_theme_can_be_dark(chromium, site):
    with opened(chromium, f"{site}/", DESK) as (page, trouble):
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
        assert trouble == []
