"""An académie adapts a step without a developer, and a coordinator meets it on the next file."""

import pytest
from django.db import transaction

from psf.accounts.roles import Role
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import assert_accessible, assert_fits
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey

pytestmark = pytest.mark.browser
ITEM = "Vérifier la tenue de sécurité"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_delay_an_item_and_an_approval_changed_are_met_on_the_next_file(
    browse, shot, two_services, width
):
    academy = two_services.saint_denis.department.academy
    with transaction.atomic():
        academic = UserFactory(roles=[Role.ACADEMIC], place=academy)
        before = journey(two_services.saint_denis, by=two_services.tutor)
    page = browse(academic, width)
    page.goto("/admin/etapes/")
    page.locator(f"a[href$='/academie/{academy.pk}/nouvelle/']").first.click()
    page.get_by_label("Motif").fill("Plus de temps pour le premier appel")
    step = page.locator("details", has=page.locator("[name=days-call_company]"))
    step.locator("summary").click()
    step.locator("[name=days-call_company]").fill("9")
    step.locator("[name=checklist-call_company]").fill(ITEM)
    page.locator("[name=approval_send]").select_option(label="un coordonnateur")
    page.get_by_role("button", name="Voir les effets avant d'enregistrer").click()
    page.get_by_text("Rien n'est encore enregistré.").wait_for()
    shot(page, f"steps-effects-{width}")
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="Enregistrer cette version").click()
    page.wait_for_url("**/admin/etapes/")

    with transaction.atomic():
        after = journey(two_services.saint_denis, by=two_services.tutor)
    page = browse(two_services.coordinator, width)
    page.goto(f"/admin/suivi/{after.code}/")
    card = page.locator("article", has_text="Appeler l'entreprise")
    assert "dans 9 jours" in card.inner_text()
    assert ITEM in card.inner_text()
    assert page.get_by_role("heading", name="Approuver l'envoi du profil").is_visible()
    shot(page, f"steps-met-{width}")
    assert_fits(page)
    assert_accessible(page)
    page.goto(f"/admin/suivi/{before.code}/")
    assert "dans 3 jours" in page.locator("article", has_text="Appeler l'entreprise").inner_text()
    assert not page.get_by_role("heading", name="Approuver l'envoi du profil").count()
    assert page.trouble == []
