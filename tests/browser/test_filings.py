"""From notification to receipt and link on a phone; then a coordinator's telephone, and the buyer sees it move."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from offers.enums import OfferStage
from offers.models import Filing, Offer
from offers.stages import said_of
from psf.french.days import numeric
from psf.links.models import Link
from psf.perimeter.scope import all_services
from tests.browser.conftest import DESK, PHONE
from tests.browser.pictures import keep
from tests.browser.sound import assert_accessible, assert_fits
from tests.documents import samples
from tests.factories.territories import commune

pytestmark = pytest.mark.browser
SECONDS = 180
# What the address of the calibreur leaves to type; a person on a phone takes some ten seconds for each.
MOST_BOXES = 14


def look(page, name, *, buttons="main .fr-btn--lg, .guests .guests-big"):
    keep(page, f"demande-{page.viewport_size['width']}-{name}")
    assert_fits(page, buttons=buttons)
    assert_accessible(page)
    assert page.trouble == []


def fill(page, boxes: dict[str, str]) -> int:
    for name, value in boxes.items():
        box = page.locator(f"[name='{name}']")
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
    return len(boxes)


def link_of(filing) -> str:
    """The address in the mail just sent."""
    with all_services("test"):
        return f"/l/{Link.objects.get(filing=filing).token}/"


def newest() -> Filing:
    with all_services("test"):
        return Filing.objects.latest("pk")


def test_declared_on_a_phone_in_under_three_minutes_then_verified_without_retyping(
    open_page, browse, two_services
):
    commune("93066")
    phone = open_page(PHONE)
    begun = time.monotonic()
    yesterday = numeric(timezone.localdate() - timedelta(days=1))
    phone.goto(f"/declarer/?montant=300000&duree=24&notification={yesterday}")
    look(phone, "formulaire")
    boxes = {
        "acheteur": "Ville de Valfleury",
        "nature_acheteur": "local",
        "reference": "2026-014",
        "objet": "Nettoyage des écoles",
        "nature": "services",
        "p0-titulaire": "Ateliers du Port",
        "p0-commune": "93200",
        "p0-contact": "Dominique Port",
        "p0-telephone": "01 99 00 55 66",
        "nom": "Camille Essai",
        "courriel": "camille@valfleury",
    }
    assert fill(phone, boxes) <= MOST_BOXES
    send = phone.get_by_role("button", name="Recevoir le message de confirmation")
    send.click()
    phone.get_by_role("alert").wait_for()
    assert phone.locator("[name='p0-titulaire']").input_value() == "Ateliers du Port"
    look(phone, "adresse-fausse")
    fill(phone, {"courriel": "camille@valfleury.fr"})
    send.click()
    phone.get_by_text("confirmez depuis votre messagerie").wait_for()
    look(phone, "a-confirmer")

    filing = newest()
    phone.goto(link_of(filing))
    look(phone, "confirmer")
    phone.get_by_role("button", name="Oui, c’est ma demande").click()
    phone.get_by_role("status").wait_for()
    code = newest().code
    assert phone.get_by_role("heading", name=f"Demande {code}").is_visible()
    look(phone, "accuse")
    page_of_filing = phone.url
    phone.get_by_role("link", name="Joindre la fiche entreprise").click()
    phone.locator("input[type=file]").set_input_files(
        {"name": "fiche.pdf", "mimeType": "application/pdf", "buffer": samples.pdf("Fiche")}
    )
    look(phone, "fiche")
    phone.get_by_role("button", name="Joindre").click()
    phone.get_by_role("status").wait_for()
    assert time.monotonic() - begun < SECONDS

    desk = browse(two_services.coordinator, DESK)
    desk.goto("/admin/suivi/?onglet=tout")
    desk.get_by_role("link", name="Ouvrir la demande").first.click()
    desk.wait_for_url(f"**/admin/demandes/{code}/")
    keep(desk, "demande-coordonnateur")
    assert_fits(desk, buttons=".work .work-button")
    assert_accessible(desk, within=".work")
    assert desk.get_by_role("link", name="Ouvrir la fiche").is_visible()
    desk.get_by_role("button", name="Verser au registre et prendre en charge").click()
    desk.get_by_text("est au registre").wait_for()
    offer = Offer.objects.get()
    desk.goto(f"/admin/offres/{offer.code}/suivi/verify/")
    desk.locator("main form button[type=submit], .work form button[type=submit]").first.click()
    desk.wait_for_load_state("networkidle")
    offer.refresh_from_db()
    assert offer.stage == OfferStage.AVAILABLE

    phone.goto(page_of_filing)
    assert phone.get_by_text(said_of(offer).buyer).is_visible()
    look(phone, "suivi")
    keep(desk, "demande-coordonnateur-apres")


@pytest.mark.parametrize("path", ["consulter", "proposer"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_other_forms_fit_and_say_what_is_missing(open_page, two_services, path, width):
    page = open_page(width)
    page.goto(f"/{path}/")
    look(page, path)
    page.get_by_role("button", name="Recevoir le message de confirmation").click()
    page.get_by_role("alert").wait_for()
    look(page, f"{path}-refus")
