"""The registry of young people in a real browser: no address ever holds a typed name."""

from urllib.parse import unquote_plus

import pytest

from matching.enums import Situation
from matching.models import Youth
from psf.perimeter.scope import perimeter
from tests.browser.conftest import DESK, PHONE
from tests.browser.sound import assert_accessible, assert_fits
from tests.factories.matching import GuardianFactory, PlacementFactory, YouthFactory
from tests.factories.territories import commune

pytestmark = pytest.mark.browser


@pytest.fixture
def people(two_services):
    service, tutor = two_services.saint_denis, two_services.tutor
    commune("93001")
    marelle = YouthFactory(
        service=service, last_name="Marelle", first_name="Lou", tutor=tutor, ine="123456789AB"
    )
    GuardianFactory(youth=marelle)
    PlacementFactory(youth=marelle, tutor=tutor)
    for number in range(55):
        YouthFactory(
            service=service,
            last_name=f"Évrard{number:02}",
            first_name="Zoé",
            situation=Situation.TO_CONTACT if number % 2 else Situation.READY,
        )
    YouthFactory(service=service, last_name="Marelle", first_name="Camille", age=15)
    return marelle


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_name_is_searched_sorted_paged_and_filtered_without_any_address(
    browse, shot, two_services, people, width
):
    page = browse(two_services.coordinator, width)
    asked = []
    page.on("request", lambda request: asked.append(unquote_plus(request.url).lower()))
    page.goto("/admin/jeunes/")
    assert_fits(page)
    shot(page, f"jeunes-{width}-liste")
    results = page.locator("#listing-results")
    page.get_by_label("Nom, code ou INE").fill("marel")
    results.get_by_text("Marelle Lou").wait_for()
    assert results.get_by_role("row").count() == 3
    shot(page, f"jeunes-{width}-recherche")
    results.get_by_role("link", name="Nom", exact=False).first.click()
    results.get_by_role("row").nth(1).filter(has_text="Marelle Lou").wait_for()
    page.get_by_role("button", name="Afficher les filtres").click()
    page.get_by_role("button", name="Parcours").click()
    page.get_by_label("sans parcours en cours").check()
    results.get_by_text("Marelle Lou").wait_for(state="detached")
    assert results.get_by_role("row").count() == 2
    page.keyboard.press("Escape")
    page.get_by_label("Nom, code ou INE").fill("evrard")
    results.get_by_text("Évrard00 Zoé").wait_for()
    results.get_by_role("link", name="Suivant").click()
    results.get_by_text("Évrard54 Zoé").wait_for()
    page.get_by_label("Nom, code ou INE").press("Enter")
    results.get_by_text("Évrard00 Zoé").wait_for()
    assert not [url for url in asked if "marel" in url or "vrard" in url]
    assert "vrard" not in unquote_plus(page.url).lower()
    page.reload()
    assert "vrard" not in unquote_plus(page.url).lower()
    assert page.trouble == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_record_is_read_then_added_with_tiles(browse, shot, two_services, people, width):
    page = browse(two_services.coordinator, width)
    page.goto(f"/admin/jeunes/inspect/{people.pk}/")
    assert_fits(page)
    shot(page, f"jeunes-{width}-fiche")
    assert_accessible(page, within="#main .psf-record")
    page.goto("/admin/jeunes/add/")
    shot(page, f"jeunes-{width}-ajout")
    page.get_by_label("Nom*", exact=True).first.fill("Nouveau")
    page.get_by_label("Prénom*", exact=True).first.fill("Alix")
    page.get_by_label("Date de naissance*").fill("14/03/2009")
    page.get_by_label("Date de naissance*").press("Escape")
    page.get_by_label("Sexe*").select_option("M")
    page.get_by_role("button", name="Choisir une commune").click()
    page.get_by_role("link", name="Aubervilliers").click()
    page.get_by_text("restauration, cuisine").click()
    page.get_by_text("accueil", exact=True).click()
    tile = page.locator(".psf-tile", has_text="restauration")
    assert "1er" in tile.inner_text()
    shot(page, f"jeunes-{width}-tuiles")
    page.get_by_role("button", name="Enregistrer").or_(
        page.get_by_role("button", name="Créer")
    ).first.click()
    page.get_by_role("heading", name="Alix Nouveau").wait_for()
    assert page.get_by_text("1. restauration, cuisine").count() == 1
    assert page.trouble == []
    with perimeter([two_services.saint_denis]):
        assert Youth.objects.get(last_name="Nouveau").commune.name == "Aubervilliers"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_moves_fit_and_say_what_happens(browse, shot, two_services, people, width):
    page = browse(two_services.coordinator, width)
    page.goto(f"/admin/jeunes/transfert/{people.pk}/")
    assert_fits(page)
    page.get_by_role("button", name="Choisir").first.click()
    page.get_by_role("link", name="PSAD de Nice").click()
    page.get_by_label("Motif").fill("Déménagement")
    page.get_by_role("button", name="Transférer").click()
    page.get_by_text("nommez un tuteur pédagogique du nouveau service").first.wait_for()
    assert page.get_by_label("Motif").input_value() == "Déménagement"
    shot(page, f"jeunes-{width}-transfert")
    with perimeter([two_services.saint_denis]):
        other = Youth.objects.get(last_name="Marelle", first_name="Camille")
    page.goto(f"/admin/jeunes/fusion/{people.pk}/{other.pk}/")
    assert_fits(page)
    shot(page, f"jeunes-{width}-fusion")
    assert page.trouble == []
