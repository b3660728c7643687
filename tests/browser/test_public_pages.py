"""The public pages in a real browser: every page type and state accessible, at two widths."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from home import page_cache, reference
from home.models import HomePage, NewsIndexPage, NewsPage
from offers import reference as figures
from offers.models import CalibreBracket
from resources.loading.loading import load
from resources.models import EngagedOrganisation
from resources.models import Testimonial as Statement
from tests.browser.conftest import DESK, PHONE
from tests.factories.offers import HostSlotFactory, OfferFactory

pytestmark = pytest.mark.browser
PATHS = [
    "/",
    "/acheteur/",
    "/jeune/",
    "/guides/",
    "/guides/calibrer/",
    "/guides/rediger/",
    "/guides/analyser-la-fiche/",
    "/kit/",
    "/offres/",
    "/questions/",
    "/glossaire/",
    "/temoignages/",
    "/engages/",
    "/actualites/",
    "/actualites/nouvelle/",
    "/contact/",
    "/contact/mlds/",
    "/contact/service/",
    "/contact/lien/",
    "/recherche/?q=calibre",
    "/recherche/?q=zigouigoui",
    "/plan-du-site/",
    "/accessibilite/",
    "/donnees-personnelles/",
]


@pytest.fixture
def site(live_server):
    """The first content, one offer, one of each thing that pages list."""
    if not HomePage.objects.exists():
        reference.load()
    if not CalibreBracket.objects.exists():
        figures.load()
    page_cache.clear()
    load()
    today = timezone.localdate()
    Statement.objects.create(
        words="Il a trouvé sa voie.",
        name="Une tutrice",
        function="Lycée professionnel",
        roles=["acheteur"],
        consent_on=today,
        ends_on=today + timedelta(days=9),
    )
    EngagedOrganisation.objects.create(kind="acheteur", name="Ville d’Essai", agreed_on=today)
    news = NewsPage(title="Nouvelle", slug="nouvelle", summary="Un résumé.")
    NewsIndexPage.objects.get().add_child(instance=news)
    slot = HostSlotFactory(offer=OfferFactory(stage="available"))
    return slot.offer


def assert_accessible(page, where):
    results = Axe().run(page)
    assert results.violations_count == 0, f"{where}\n{results.generate_report()}"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_is_accessible_and_fits(open_page, site, picture, width):
    page = open_page(width)
    for path in PATHS:
        page.goto(path)
        assert page.locator("h1").count() == 1, path
        assert_accessible(page, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        picture(page, f"pages{path.split('?')[0].replace('/', '-')}{width}")
    assert page.trouble == []


@pytest.fixture
def picture():
    """The whole public page, kept under var/screenshots."""
    from tests.browser.conftest import SCREENSHOTS

    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return lambda page, name: page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_menu_open_and_a_form_with_errors_are_accessible(open_page, site, picture, width):
    page = open_page(width)
    page.goto("/guides/")
    if width == PHONE:
        page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Vous êtes").click()
    page.get_by_role("link", name="Acheteur", exact=True).first.wait_for()
    assert_accessible(page, "menu")
    picture(page, f"pages-menu-{width}")
    page.goto(f"/parcours/{site.code}/interet/")
    page.get_by_role("button", name="Être rappelé").click()
    page.get_by_text("À corriger").wait_for()
    assert_accessible(page, "form with errors")
    picture(page, f"pages-errors-{width}")
    page.get_by_label("un jeune", exact=True).check(force=True)
    page.get_by_label("Vos nom et prénom").fill("Camille Essai")
    page.get_by_label("Téléphone").fill("01 99 00 00 01")
    page.get_by_role("button", name="Être rappelé").click()
    page.get_by_text("Message envoyé").wait_for()
    assert_accessible(page, "sent")


def test_a_buyer_finds_her_way_by_keyboard(open_page, site):
    page = open_page(DESK)
    page.goto("/acheteur/")
    step = page.locator(".psf-frise a").first
    step.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith(step.get_attribute("href"))
    fold = page.locator("details.psf-question summary").first
    fold.focus()
    page.keyboard.press("Enter")
    assert page.locator("details.psf-question").first.get_attribute("open") is not None
    page.get_by_label("Rechercher dans le site").fill("amende")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=amende")
    assert "nalité" in page.locator(".psf-results").inner_text()
