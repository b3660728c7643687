"""The public pages in a real browser: every page type and state accessible, at two widths."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.models import NewsIndexPage, NewsPage
from resources.models import EngagedOrganisation
from resources.models import Testimonial as Statement
from tests.browser.conftest import DESK, PHONE
from tests.browser.pictures import keep
from tests.browser.sound import assert_accessible, assert_fits, each_width
from tests.factories.offers import HostSlotFactory, OfferFactory
from tests.own_database import filled
from tests.resources.conftest import load_quietly

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
    "/declarer/",
    "/consulter/",
    "/proposer/",
    "/contact/service/",
    "/contact/lien/",
    "/recherche/?q=calibre",
    "/recherche/?q=zigouigoui",
    "/plan-du-site/",
    "/accessibilite/",
    "/donnees-personnelles/",
    "/notice/",
]


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    """The first content, loaded once for the module."""
    with filled(django_db_blocker, load_quietly):
        yield


@pytest.fixture
def site(content, live_server):
    """The first content, one offer, one of each thing that pages list."""
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


def test_every_page_is_accessible_and_fits(open_page, site):
    page = open_page()
    for path in PATHS:
        page.goto(path)
        assert page.locator("h1").count() == 1, path
        for width in each_width(page):
            assert_accessible(page)
            assert_fits(page)
            keep(page, f"pages{path.split('?')[0].replace('/', '-')}{width}")
    assert page.trouble == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_menu_open_and_a_form_with_errors_are_accessible(open_page, site, width):
    page = open_page(width)
    page.goto("/guides/")
    if width == PHONE:
        page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Vous êtes").click()
    page.get_by_role("link", name="Acheteur", exact=True).first.wait_for()
    assert_accessible(page)
    keep(page, f"pages-menu-{width}")
    page.goto(f"/parcours/{site.code}/interet/")
    page.get_by_role("button", name="Être rappelé").click()
    page.get_by_text("À corriger").wait_for()
    assert_accessible(page)
    keep(page, f"pages-errors-{width}")
    page.get_by_label("un jeune", exact=True).check(force=True)
    page.get_by_label("Vos nom et prénom").fill("Camille Essai")
    page.get_by_label("Téléphone").fill("01 99 00 00 01")
    page.get_by_role("button", name="Être rappelé").click()
    page.get_by_text("Message envoyé").wait_for()
    assert_accessible(page)


def test_a_buyer_finds_her_way_by_keyboard(open_page, site):
    page = open_page(DESK)
    page.goto("/acheteur/")
    step = page.locator(".psf-timeline a").first
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
