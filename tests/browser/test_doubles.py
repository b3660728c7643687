"""« Doubles possibles », looked at on a phone and a desk; merged by keyboard."""

from datetime import date

import pytest
from django.db import transaction
from playwright.sync_api import expect

from tests.browser import sound
from tests.browser.conftest import DESK
from tests.browser.steps import assert_accessible, assert_fits
from tests.factories.matching import YouthFactory
from tests.factories.offers import BuyerContactFactory, BuyerFactory, CompanyFactory
from tests.factories.territories import commune

pytestmark = pytest.mark.browser


@pytest.fixture
def pairs(two_services):
    with transaction.atomic():
        for first in ("Marie-Amandine", "Marie Amandine"):
            YouthFactory(
                service=two_services.saint_denis,
                last_name="Le Goff-Saint-Exupéry",
                first_name=first,
                birth_date=date(2009, 3, 5),
                phone="06 39 98 00 07" if "-" in first else "",
            )
        for name in ("Nettoyage du Nord", "NETTOYAGE DU NORD SAS"):
            CompanyFactory(name=name, siret="", commune=commune("93066"))
        for name in ("Ville d'Essai", "Ville d’essai"):
            BuyerContactFactory(
                buyer=BuyerFactory(name=name, siret="", commune=commune("93066")), name="Alix Un"
            )


def test_each_tab_is_accessible_and_fits(browse, shot, two_services, pairs):
    page = browse(two_services.coordinator)
    for kind in ("jeunes", "entreprises", "acheteurs"):
        for width in sound.each_width(page, f"/admin/suivi/doubles/{kind}/"):
            expect(page.get_by_role("navigation", name="Registres")).to_be_visible()
            assert_fits(page)
            assert_accessible(page)
            shot(page, f"doubles-{kind}-{width}")
    assert page.trouble == []


def test_what_a_merge_moves_is_read_before_it_is_done(browse, shot, two_services, pairs):
    page = browse(two_services.coordinator)
    for width in sound.each_width(page, "/admin/suivi/doubles/acheteurs/"):
        page.get_by_role("link", name="Comparer et fusionner").click()
        page.get_by_role("button", name="Voir ce qui change").click()
        expect(page.get_by_text("Contacts en double")).to_be_visible()
        assert_fits(page)
        sound.assert_accessible(page, within=".psf-sheet")
        shot(page, f"doubles-fusion-acheteurs-{width}")
    assert page.trouble == []


def test_a_pair_is_compared_and_merged_by_keyboard(browse, two_services, pairs):
    page = browse(two_services.coordinator, DESK)
    page.goto("/admin/suivi/doubles/jeunes/")
    page.get_by_role("link", name="Comparer et fusionner").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Fusionner").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("est fusionné dans")).to_be_visible()
    page.goto("/admin/suivi/doubles/jeunes/")
    expect(page.get_by_text("Aucun double possible")).to_be_visible()
    assert page.trouble == []
