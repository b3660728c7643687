"""The first hour, looked at: first steps, help beside a screen by keyboard, an opinion."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from psf.accounts.roles import Role
from psf.guidance.models import Opinion
from tests.browser import sound
from tests.browser.conftest import DESK
from tests.browser.steps import assert_accessible, assert_fits
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.browser


def test_each_page_is_accessible_and_fits(browse, shot, two_services):
    with transaction.atomic():
        Opinion.objects.create(by=two_services.tutor, screen="suivi", text="Clair.\nTrop long ?")
    page = browse(two_services.tutor)
    for name, path in (
        ("accueil", "/admin/"),
        ("debut", "/admin/aide/"),
        ("ecran", "/admin/aide/suivi/"),
        ("avis", "/admin/aide/avis/suivi/"),
    ):
        for width in sound.each_width(page, path):
            assert_fits(page)
            assert_accessible(page)
            shot(page, f"aide-{name}-{width}")
    assert page.trouble == []


def test_help_opens_over_the_screen_by_keyboard_and_gives_it_back(browse, shot, two_services):
    page = browse(two_services.tutor, DESK)
    page.goto("/admin/suivi/")
    opener = page.get_by_role("link", name="Aide : Suivi des parcours")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Aide : Suivi des parcours")
    expect(dialog.get_by_text("Tout ce qui attend")).to_be_visible()
    assert_accessible(page)
    shot(page, "aide-dialogue")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    assert page.url.endswith("/admin/suivi/")
    assert page.trouble == []


def test_the_team_reads_opinions(browse, shot, two_services):
    with transaction.atomic():
        reader = UserFactory(roles=[Role.NATIONAL])
        for screen in ("suivi", ""):
            Opinion.objects.create(by=two_services.tutor, screen=screen, text="Clair.\nTrop long ?")
    page = browse(reader)
    for width in sound.each_width(page, "/admin/aide/avis/recus/"):
        assert_fits(page)
        assert_accessible(page)
        shot(page, f"aide-avis-recus-{width}")
    page.get_by_role("button", name="Marquer comme lu").first.click()
    expect(page.get_by_text("1 avis à lire")).to_be_visible()
    assert page.trouble == []
