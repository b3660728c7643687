"""A training space, looked at: its doors, its banner over each kind of page, its exercises."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from matching.desk import exercises
from psf.accounts.roles import Role
from tests.browser import sound
from tests.browser.pictures import keep
from tests.browser.steps import assert_accessible, assert_fits
from tests.factories.accounts import UserFactory
from tests.factories.matching import YouthFactory

pytestmark = pytest.mark.browser
SENTENCE = "données inventées, aucun message ne part"


@pytest.fixture
def training(settings):
    settings.PSF_TRAINING = True


def test_its_doors_open_by_a_button(open_page, training):
    with transaction.atomic():
        UserFactory(roles=[Role.TUTOR])
    page = open_page()
    for width in sound.each_width(page, "/compte/connexion/"):
        expect(page.get_by_text(SENTENCE)).to_be_visible()
        sound.assert_fits(page)
        sound.assert_accessible(page)
        keep(page, f"entrainement-entree-{width}")
    page.get_by_role("button", name="Entrer comme tutrice ou tuteur").click()
    expect(page.get_by_role("heading", name="Par où commencer")).to_be_visible()
    expect(page.get_by_text("Tout est inventé.").first).to_be_visible()
    assert page.trouble == []


def test_the_strip_stands_over_each_screen_and_covers_nothing(browse, shot, training, two_services):
    with transaction.atomic():
        YouthFactory(service=two_services.saint_denis, first_name=exercises.SOUGHT)
    page = browse(two_services.coordinator)
    for name, path in (("debut", "/admin/aide/"), ("suivi", "/admin/suivi/")):
        for width in sound.each_width(page, path):
            strip = page.locator(".psf-training")
            expect(strip).to_contain_text(SENTENCE)
            assert_fits(page)
            assert_accessible(page)
            below = strip.bounding_box()["height"]
            assert page.locator(".w-slim-header, .content h1").first.bounding_box()["y"] >= below
            shot(page, f"entrainement-{name}-{width}")
            page.mouse.wheel(0, 600)
            expect(strip).to_be_in_viewport()
    assert page.trouble == []
