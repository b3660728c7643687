"""The calibreur and the rédacteur in a real browser: accessible in each state, at desk and on a phone."""

import zipfile

import pytest

from resources import reference
from tests.browser.conftest import DESK, PHONE
from tests.browser.pictures import keep
from tests.browser.sound import assert_accessible, assert_fits

pytestmark = pytest.mark.browser
WIDTHS = pytest.mark.parametrize("width", [PHONE, DESK])


@pytest.fixture
def visit(open_page, live_server):
    """`visit(width)`: a page of a visitor, with the rows that the tools stand on."""
    from offers import reference as figures
    from offers.models import CalibreBracket

    if not CalibreBracket.objects.exists():
        figures.load()
    reference.load()
    reference.load_law()
    return open_page


def assert_sound(page, name=None):
    """Nothing for axe to say, nothing wider than the screen, no complaint; a picture on request."""
    assert_accessible(page)
    assert_fits(page)
    assert page.trouble == []
    if name:
        keep(page, f"{name}-{page.viewport_size['width']}")


def test_fields_and_buttons_keep_a_border_in_high_contrast(visit):
    page = visit()
    page.emulate_media(forced_colors="active")
    page.goto("/outils/calibreur/")
    page.locator("summary", has_text="Préciser :").click()
    for drawn in (
        page.get_by_label("Montant prévisionnel"),
        page.get_by_label("Qui achète"),
        page.get_by_role("button", name="Calculer"),
    ):
        line, width, color, behind = drawn.evaluate(
            """element => {
                const own = getComputedStyle(element);
                const page = getComputedStyle(document.body);
                return [own.borderBottomStyle, own.borderBottomWidth, own.borderBottomColor,
                        page.backgroundColor];
            }"""
        )
        assert (line, width) == ("solid", "1px") and color != behind, drawn
    page.emulate_media(forced_colors="none")


@WIDTHS
def test_the_calibreur_is_sound_in_each_state(visit, width):
    page = visit(width)
    page.goto("/outils/calibreur/")
    assert_sound(page, "calibreur")
    page.get_by_label("Montant prévisionnel").fill("beaucoup")
    page.get_by_role("button", name="Calculer").click()
    page.get_by_text("n'est pas un montant").first.wait_for()
    assert page.get_by_label("Montant prévisionnel").input_value() == "beaucoup"
    assert_sound(page, "calibreur-erreur")

    page.get_by_label("Montant prévisionnel").fill("400 000,00 €")
    page.get_by_label("Durée de la période ferme").fill("24")
    page.locator("summary", has_text="Préciser :").click()
    page.get_by_label("Date de notification").fill("15/01/2027")
    page.get_by_label("Qui achète").select_option("state")
    page.get_by_role("button", name="Calculer").click()
    page.get_by_role("heading", name="900 h").wait_for()
    assert page.url.endswith("#resultat")
    assert_sound(page, "calibreur-resultat")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copier l’adresse").click()
    page.get_by_role("button", name="Copié").wait_for()

    page.goto("/outils/calibreur/?lots=90000;250000&duree=10&repartition=communes&sans_minimum=on")
    page.get_by_role("heading", name="600 h").wait_for()
    assert_sound(page, "calibreur-lots")
    page.goto("/outils/calibreur/insertion-ou-formation/?montant=1M&duree=24")
    page.get_by_text("833").first.wait_for()
    assert_sound(page, "insertion")


@WIDTHS
def test_the_redacteur_is_sound_at_each_step(visit, width):
    page = visit(width)
    page.goto("/outils/calibreur/?montant=300000&duree=24")
    page.get_by_role("link", name="Écrire la clause avec ce résultat").click()
    go_on = page.get_by_role("button", name="Continuer")
    go_on.click()
    page.get_by_role("heading", name="À corriger").wait_for()
    assert_sound(page, "redacteur-1-erreur")
    page.get_by_label("Qui achète").fill("Ville de Valfleury")
    page.get_by_label("Objet du marché").fill("Nettoyage des écoles")
    page.get_by_label("Nature du marché").select_option("cleaning")
    page.get_by_label("Type d'acheteur").select_option("etat")
    page.locator("summary", has_text="Préciser :").click()
    assert_sound(page, "redacteur-1-preciser")
    # The Enter key goes on, never back.
    page.get_by_label("Objet du marché").press("Enter")
    page.get_by_text("Étape 2 sur 5").wait_for()
    assert page.get_by_label("Durée de la période ferme").input_value() == "24"
    assert page.get_by_label("Montant prévisionnel").input_value() == "300\xa0000"
    assert_sound(page, "redacteur-2")
    page.locator("summary", has_text="Préciser :").click()
    page.get_by_label("montant de déclenchement").fill("400k")
    assert_sound(page, "redacteur-2-preciser")
    go_on.click()
    page.get_by_text("Étape 3 sur 5").wait_for()
    page.get_by_label("Une convention de partenariat existe").check(force=True)
    assert page.get_by_label("Le minimum légal").is_checked()
    assert_sound(page, "redacteur-3")
    page.get_by_role("button", name="Revenir").click()
    page.get_by_text("Étape 2 sur 5").wait_for()
    go_on.click()
    page.get_by_text("Étape 3 sur 5").wait_for()
    assert page.get_by_label("Une convention de partenariat existe").is_checked()
    go_on.click()
    page.get_by_text("Étape 4 sur 5").wait_for()
    assert page.locator("main input[type=radio]:checked").count() == 0
    assert_sound(page, "redacteur-4")
    go_on.click()
    page.get_by_role("heading", name="À corriger").wait_for()
    assert_sound(page, "redacteur-4-erreur")
    amount = page.get_by_label("Heures non réalisées : pénalité")
    page.get_by_role("radio", name="Reprendre les exemples").check(force=True)
    assert amount.is_hidden()
    page.get_by_role("radio", name="Fixer mes montants").check(force=True)
    assert_sound(page, "redacteur-4-montants")
    amount.fill("40")
    page.locator("summary", has_text="Préciser :").click()
    page.get_by_label("Délai pour remettre").fill("15")
    go_on.click()
    page.get_by_text("Étape 5 sur 5").wait_for()
    assert_sound(page, "redacteur-5")
    page.get_by_role("button", name="Écrire la clause").click()
    page.get_by_role("heading", name="Votre clause est écrite").wait_for()
    page.get_by_role("heading", name="Montant de déclenchement hors d'atteinte").wait_for()
    page.get_by_role("heading", name="Points de droit à faire confirmer").wait_for()
    assert_sound(page, "redacteur-resultat")

    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copier les trois textes").click()
    page.get_by_role("button", name="Copié").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    for part in ("L'AAPC", "LE RC", "LE CCAP", "450", "40", "15"):
        assert part in copied, part
    for summary in page.locator(".tool-document summary").all():
        summary.click()
    assert_sound(page, "redacteur-textes")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Tout télécharger").click()
    with zipfile.ZipFile(downloading.value.path()) as archive:
        assert len(archive.namelist()) == 7  # a convention exists


def test_without_script_everything_is_there(browser, live_server, visit):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/outils/calibreur/?montant=300000&duree=24")
    assert page.get_by_role("heading", name="450 h").is_visible()
    assert page.locator("[data-copy]").is_hidden()
    page.locator("summary", has_text="Préciser :").click()
    assert page.get_by_label("Date de notification").is_visible()
    page.goto("/outils/redacteur/")
    page.get_by_label("Qui achète").fill("Ville de Valfleury")
    page.get_by_label("Objet du marché").fill("Fournitures")
    page.get_by_label("Nature du marché").select_option("office_supplies")
    page.get_by_role("button", name="Continuer").click()
    page.get_by_text("Étape 2 sur 5").wait_for()
    context.close()
