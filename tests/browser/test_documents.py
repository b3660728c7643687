"""Files and documents in a real browser: a tutor with a phone, an administrator at a desk."""

import pytest

from matching.enums import PlacementStage
from psf.accounts.roles import Role
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import assert_accessible, assert_fits, unfold
from tests.documents import samples
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path / "private"


def look(page, shot, name):
    shot(page, name)
    assert_fits(page)
    assert_accessible(page)
    assert page.trouble == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_tutor_attaches_the_photograph_of_a_signed_convention(
    browse, shot, two_services, width, tmp_path
):
    placement = journey(
        two_services.saint_denis, to=PlacementStage.CONVENTION, by=two_services.tutor
    )
    photo, text = tmp_path / "convention.jpg", tmp_path / "notes.txt"
    photo.write_bytes(samples.jpeg(size=(600, 800)))
    text.write_text("Ce n'est pas une convention")
    page = browse(two_services.tutor, width)
    page.goto(f"/admin/suivi/{placement.code}/")
    unfold(page)
    page.get_by_role("link", name="Joindre : convention").click()
    page.get_by_label("Fichier").set_input_files(text)
    page.get_by_label("entreprise", exact=True).check()
    page.get_by_role("button", name="Joindre au dossier").click()
    page.get_by_text("n'est pas accepté").wait_for()
    assert page.get_by_label("entreprise", exact=True).is_checked()
    look(page, shot, f"pieces-refusee-{width}")
    page.get_by_label("Fichier").set_input_files(photo)
    page.get_by_role("button", name="Joindre au dossier").click()
    page.get_by_text("« convention » est au dossier").wait_for()
    unfold(page)
    look(page, shot, f"pieces-dossier-{width}")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Convention", exact=True).click()
    assert waiting.value.suggested_filename == f"{placement.code}-convention.jpg"
    page.get_by_role("link", name="Toutes les pièces").click()
    page.get_by_role("heading", name="Au dossier").wait_for()
    look(page, shot, f"pieces-liste-{width}")
    page.get_by_role("link", name="Revenir au dossier").click()
    unfold(page)
    page.get_by_role("link", name="Convention (Word)").click()
    page.get_by_text("Il manque au dossier").wait_for()
    look(page, shot, f"pieces-manque-{width}")


def test_an_administrator_replaces_a_template(browse, shot, two_services, tmp_path):
    good, bad = tmp_path / "bon.docx", tmp_path / "mauvais.docx"
    good.write_bytes(samples.docx("Convention de {{ jeune_prenom }}"))
    bad.write_bytes(samples.docx("{{ salaire }}"))
    page = browse(UserFactory(roles=[Role.ADMINISTRATOR]), DESK)
    page.goto("/admin/modeles/convention/")
    page.get_by_label("Motif").first.fill("Notre logo")
    page.get_by_label("Modèle Word").set_input_files(bad)
    page.get_by_role("button", name="Vérifier ce modèle").click()
    page.get_by_text("Variables inconnues : « salaire »").wait_for()
    look(page, shot, "modele-refuse")
    page.get_by_label("Modèle Word").set_input_files(good)
    page.get_by_role("button", name="Vérifier ce modèle").click()
    page.get_by_role("button", name="Publier cette version").wait_for()
    look(page, shot, "modele-essai")
    page.get_by_role("button", name="Publier cette version").click()
    page.get_by_text("est en vigueur").wait_for()
