"""The lock of an idle session, and the screens of perimeters, in a real browser."""

import time
from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.utils import timezone

from psf.accounts.idle import SEEN
from psf.accounts.roles import Role
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.models.grants import end_by_default
from tests.browser.conftest import DESK, PHONE
from tests.browser.pictures import keep
from tests.browser.sound import assert_accessible, assert_fits
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.browser
PASSWORD = "Un-Cartable-2026"


def grow_idle(page, minutes=61):
    """As if nobody had been there for that long."""
    [cookie] = [
        each for each in page.context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME
    ]
    session = import_module(settings.SESSION_ENGINE).SessionStore(cookie["value"])
    session[SEEN] = time.time() - minutes * 60
    session.save()


@pytest.fixture
def tutor(two_services):
    two_services.tutor.set_password(PASSWORD)
    two_services.tutor.save()
    return two_services.tutor


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_lock_covers_the_page_and_gives_back_what_was_typed(browse, shot, tutor, width):
    page = browse(tutor, width)
    page.goto("/admin/account/")
    field = page.locator("[name=name_email-first_name]")
    field.fill("Zoé-Typée")
    grow_idle(page)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    cover = page.get_by_role("dialog", name="Session verrouillée")
    cover.wait_for()
    shot(page, f"verrou-{width}")
    assert_fits(page)
    assert_accessible(page, within=".idle-lock")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert cover.is_visible()
    cover.get_by_label("Mot de passe").fill("faux")
    cover.get_by_role("button", name="Rouvrir").click()
    cover.get_by_text("Mot de passe incorrect").wait_for()
    shot(page, f"verrou-{width}-faux")
    cover.get_by_label("Mot de passe").fill(PASSWORD)
    cover.get_by_role("button", name="Rouvrir").click()
    cover.wait_for(state="hidden")
    assert field.input_value() == "Zoé-Typée"
    field.press("Enter")
    page.wait_for_load_state()
    tutor.refresh_from_db()
    assert tutor.first_name == "Zoé-Typée"


def test_work_in_another_tab_opens_this_one(browse, open_page, tutor):
    page = browse(tutor)
    page.goto("/admin/account/")
    grow_idle(page)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    cover = page.get_by_role("dialog", name="Session verrouillée")
    cover.wait_for()
    other = open_page(of=page)
    other.goto("/admin/")
    other.get_by_label("Mot de passe").fill(PASSWORD)
    other.get_by_role("button", name="Rouvrir").click()
    other.wait_for_url("**/admin/")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    cover.wait_for(state="hidden")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_without_javascript_the_next_page_is_the_lock(browse, tutor, width):
    page = browse(tutor, width)
    page.goto("/admin/account/")
    grow_idle(page)
    page.goto("/admin/jeunes/")
    page.get_by_role("heading", name="Session verrouillée").wait_for()
    keep(page, f"verrou-{width}-page")
    assert_fits(page)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Rouvrir").click()
    page.wait_for_url("**/admin/jeunes/")


@pytest.fixture
def head(two_services):
    """A head renewed already, a tutor whose perimeter ends in three weeks, another out of reach."""
    today, academy = timezone.localdate(), two_services.saint_denis.department.academy
    head = UserFactory(
        roles=[Role.ACADEMIC, Role.ADMINISTRATOR], first_name="Ana", last_name="Responsable"
    )
    PerimeterGrant.objects.create(user=head, academy=academy, reason="Essai")
    for number in range(3):
        user = UserFactory(roles=[Role.TUTOR], first_name="Léa", last_name=f"Tutrice {number}")
        PerimeterGrant.objects.create(
            user=user,
            service=two_services.saint_denis,
            starts_on=today - timedelta(days=30),
            ends_on=today + timedelta(days=20),
            reason="Essai",
        )
    asker = UserFactory(roles=[Role.ADMINISTRATOR], first_name="Hugo", last_name="Demandeur")
    PerimeterGrant.objects.create(
        user=asker, academy=academy, asked_by=asker, reason="Dépannage d’une semaine"
    )
    return head


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_head_renews_a_list_and_confirms_a_request(browse, shot, head, width):
    page = browse(head, width)
    page.goto("/admin/")
    page.get_by_role("link", name="3 périmètres à renouveler").wait_for()
    shot(page, f"perimetres-{width}-accueil")
    assert_fits(page)
    page.get_by_role("link", name="3 périmètres à renouveler").click()
    page.get_by_label("Toute la liste").check()
    shot(page, f"perimetres-{width}-renouveler")
    assert_fits(page)
    assert_accessible(page, within="#main")
    page.get_by_role("button", name="Renouveler pour").click()
    page.get_by_text("3 périmètres renouvelés.").wait_for()
    renewed = PerimeterGrant.objects.filter(granted_by=head, ends_on=end_by_default())
    assert renewed.count() == 3
    page.goto("/admin/perimetres/?state=pending")
    shot(page, f"perimetres-{width}-a-confirmer")
    page.get_by_role("button", name="Plus d’options pour").first.click()
    page.get_by_role("link", name="Confirmer").click()
    shot(page, f"perimetres-{width}-confirmer")
    assert_fits(page)
    page.get_by_role("button", name="Confirmer").click()
    page.get_by_text("Périmètre confirmé.").wait_for()
