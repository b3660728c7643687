"""A file in a real browser, on a phone and on a desk, from the reservation to the end."""

import pytest
from django.utils import timezone

from matching.enums import PlacementStage
from tests.browser.conftest import DESK, PHONE
from tests.browser.sound import each_width
from tests.browser.steps import File, assert_accessible, assert_fits, past_period
from tests.factories.journey import journey
from tests.factories.territories import SchoolFactory

pytestmark = pytest.mark.browser
Stage = PlacementStage
PASSWORD = "Phrase-de-passe-1"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_coordinator_signs_in_and_carries_a_file_to_closed(open_page, shot, two_services, width):
    placement = journey(two_services.saint_denis, by=two_services.tutor)
    SchoolFactory()
    period = past_period(placement)
    coordinator = two_services.coordinator
    coordinator.set_password(PASSWORD)
    coordinator.save()
    page = open_page(width)
    file = File(page, placement.code, shot=shot, width=width, story="dossier")

    page.goto("/admin/suivi/?onglet=tout")
    page.get_by_label("Identifiant").fill(coordinator.username)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("link", name="Appeler l'entreprise", exact=True).click()
    page.wait_for_url(f"**{file.url}")
    file.look("reserve")
    assert_accessible(page)
    assert "Écrivez d'abord la présentation" in page.locator("#maintenant").inner_text()
    file.call()
    file.look("appel-joint")
    file.prepare_and_send()
    file.look("transmis")

    file.open_move("plan_meeting")
    page.get_by_label("Heure").fill("10:30")
    page.get_by_role("button", name="Fixer la réunion de présentation").click()
    page.locator(".error-message").first.wait_for()
    file.look("plan_meeting-refusee")
    assert page.get_by_label("Heure").input_value() == "10:30"
    file.plan_meeting()
    file.look("reunion")

    file.open_move("missed")
    page.get_by_label("le jeune n'est pas venu").check()
    file.press("Réunion manquée", Stage.MEETING)
    file.open_move("postpone")
    page.get_by_label("Jour de la réunion").fill(timezone.localdate().isoformat())
    page.get_by_label("Heure").fill("11:00")
    file.press("Reporter la réunion", Stage.MEETING)
    file.meet_and_accept()
    file.look("convention")

    file.open_move("schedule")
    assert_accessible(page)
    file.look("emploi-du-temps")
    file.schedule_and_sign(period)
    file.start()
    file.look("en-entreprise")

    file.open_move("presence")
    file.press("Enregistrer la présence d'une semaine", Stage.IN_COMPANY)
    file.open_move("incident")
    page.get_by_label("conditions d'accueil").check()
    page.get_by_label("Précision").fill("Pas de vestiaire")
    file.press("Signaler un incident", Stage.IN_COMPANY)
    file.finish()
    file.look("bilan")
    file.open_move("review")
    file.look("bilan-croise")
    file.review()
    file.close()
    file.look("cloture")
    assert_accessible(page)
    assert page.trouble == []


def test_every_stage_answers_the_five_questions_at_a_glance(browse, shot, two_services):
    page = browse(two_services.coordinator)
    for stage in PlacementStage:
        placement = journey(two_services.saint_denis, to=stage, by=two_services.tutor)
        for width in each_width(page, f"/admin/suivi/{placement.code}/"):
            assert_fits(page)
            shot(page, f"etape-{width}-{stage.value}")
    for width in each_width(page, f"/admin/offres/{placement.offer.code}/suivi/"):
        assert_fits(page)
        assert_accessible(page)
        shot(page, f"offre-{width}")
    page.emulate_media(color_scheme="dark")
    for width in each_width(page, f"/admin/suivi/{placement.code}/"):
        assert_accessible(page)
        shot(page, f"sombre-{width}")
    assert page.trouble == []
