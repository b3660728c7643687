"""Before a profile leaves, in a real browser: the screen, what it refuses, and the young person's page."""

import pytest

from matching.models import Placement
from psf.links.enums import LinkPurpose
from psf.perimeter.scope import perimeter
from tests.browser.conftest import DESK, PHONE
from tests.browser.pictures import keep
from tests.browser.steps import File, assert_accessible
from tests.factories.links import link_to
from tests.matching.workflow.test_matrix import file_at

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_profile_is_seen_agreed_to_and_sent(browse, shot, two_services, width):
    placement = file_at("R", two_services.saint_denis)
    with perimeter([two_services.saint_denis]):
        Placement.objects.filter(pk=placement.pk).update(
            goals="Sortir du foyer, découvrir l’accueil.", helps="Malgré sa dépression, il tient."
        )
    page = browse(two_services.coordinator, width)
    file = File(page, placement.code, shot=shot, width=width, story="transmettre")
    file.open_move("send")
    file.look("avant")
    assert_accessible(page)
    assert page.locator("mark").count() == 2
    assert "« dépression » (santé)" in page.locator(".send-page").inner_text()
    page.get_by_role("button", name="Confirmer : transmettre à").click()
    page.locator(".error-message").first.wait_for()
    assert "accord du jeune" in page.locator(".work-form").inner_text()
    file.look("refuse")
    assert_accessible(page)
    file.read_and_send()
    file.look("parti")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_young_person_reads_then_says_yes(open_page, two_services, width):
    placement = file_at("R", two_services.saint_denis)
    with perimeter([two_services.saint_denis]):
        link = link_to(LinkPurpose.YOUTH, placement=placement, youth=placement.youth)
        token = link.token
    page = open_page(width)
    page.goto(f"/l/{token}/")
    page.get_by_role("button", name="Oui, d’accord").wait_for()
    keep(page, f"accord-{width}-01-question")
    page.get_by_role("button", name="Oui, d’accord").click()
    page.get_by_text("Vous êtes d’accord pour").wait_for()
    keep(page, f"accord-{width}-02-oui")
    page.get_by_role("link", name="Non, pas cette entreprise").click()
    page.get_by_text("ne vous sera jamais reproché").wait_for()
    keep(page, f"accord-{width}-03-non")
