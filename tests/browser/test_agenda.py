"""The registry of parcours, the agenda, one's figures and one's calendar: looked at, on a phone and a desk."""

from datetime import datetime, time, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from matching.enums import PlacementStage
from matching.models import Placement
from psf.perimeter.scope import perimeter
from tests.browser import sound
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import assert_accessible, assert_fits
from tests.factories.journey import journey

pytestmark = pytest.mark.browser
Stage = PlacementStage


@pytest.fixture
def files(two_services):
    """Files of Saint-Denis at several stages; a réunion today at half past two."""
    with transaction.atomic():
        found = {
            stage: journey(two_services.saint_denis, to=stage, by=two_services.tutor)
            for stage in (Stage.SENT, Stage.MEETING, Stage.CONVENTION, Stage.IN_COMPANY)
        }
        today = timezone.localdate()
        with perimeter([two_services.saint_denis]):
            Placement.objects.filter(pk=found[Stage.MEETING].pk).update(
                meeting_at=timezone.make_aware(datetime.combine(today, time(14, 30)))
            )
    return found


def test_the_agenda_is_accessible_and_fits_in_each_layout(browse, shot, two_services, files):
    page = browse(two_services.coordinator)
    for layout in ("jour", "semaine", "liste"):
        for width in sound.each_width(page, f"/admin/suivi/agenda/?vue={layout}"):
            expect(page.locator(".agenda-entry").first).to_be_visible()
            assert_fits(page)
            assert_accessible(page)
            shot(page, f"agenda-{layout}-{width}")
    assert page.trouble == []


def test_the_agenda_turns_by_keyboard_leads_to_the_dossier_and_prints(
    browse, shot, two_services, files
):
    page = browse(two_services.tutor, DESK)
    page.goto("/admin/suivi/agenda/?vue=jour")
    found = page.get_by_role("link", name="Réunion de présentation")
    meeting = found.filter(has_text=files[Stage.MEETING].code)
    expect(page.get_by_text("14 h 30")).to_be_visible()
    page.get_by_role("link", name="Après").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**jour=*")
    expect(meeting).to_have_count(0)
    page.get_by_role("link", name="Aujourd'hui", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Imprimer")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#wagtail-sidebar")).to_be_hidden()
    expect(page.locator(".agenda-tools")).to_be_hidden()
    expect(meeting).to_be_visible()
    shot(page, "agenda-imprime")
    page.emulate_media(media="screen")
    meeting.click()
    page.wait_for_url(f"**/{files[Stage.MEETING].code}/")
    assert page.trouble == []


def test_the_registry_and_the_figures_are_accessible_and_fit(browse, shot, two_services, files):
    page = browse(two_services.coordinator)
    for name, path in (
        ("parcours", "/admin/suivi/parcours/"),
        ("mes-chiffres", "/admin/suivi/mes-chiffres/"),
        ("adresse", "/admin/suivi/agenda/adresse/"),
    ):
        for width in sound.each_width(page, path):
            assert_fits(page)
            sound.assert_accessible(page, within="#main")
            shot(page, f"{name}-{width}")
    assert page.trouble == []


def test_a_name_typed_in_the_registry_narrows_it_and_stays_out_of_the_address(
    browse, two_services, files
):
    with transaction.atomic(), perimeter([two_services.saint_denis]):
        placement = Placement.objects.select_related("youth").get(pk=files[Stage.SENT].pk)
    page = browse(two_services.coordinator, DESK)
    page.goto("/admin/suivi/parcours/")
    expect(page.locator("#listing-results tbody tr")).to_have_count(len(files))
    page.get_by_label("Nom ou code du jeune, ou code du parcours").fill(placement.code)
    expect(page.locator("#listing-results tbody tr")).to_have_count(1)
    assert placement.code not in page.url
    page.get_by_role("link", name=placement.code, exact=True).click()
    page.wait_for_url(f"**/{placement.code}/")
    assert page.trouble == []


def test_an_address_is_made_and_taken_back_in_a_hand(browse, shot, two_services):
    page = browse(two_services.tutor, PHONE)
    page.goto("/admin/suivi/agenda/adresse/")
    page.get_by_label("ce que je suis").check()
    page.get_by_role("button", name="Créer mon adresse").click()
    address = page.get_by_label("À coller dans")
    expect(address).to_be_visible()
    assert "/agenda-personnel/" in address.input_value()
    assert_accessible(page)
    shot(page, f"adresse-faite-{PHONE}")
    page.get_by_role("button", name="Retirer mon adresse").click()
    expect(page.get_by_role("button", name="Créer mon adresse")).to_be_visible()
    assert page.trouble == []


def test_days_that_cannot_be_read_are_told_beside(browse, two_services):
    page = browse(two_services.tutor, PHONE)
    tomorrow = timezone.localdate() + timedelta(days=1)
    page.goto(f"/admin/suivi/mes-chiffres/?du={tomorrow.isoformat()}&au=01/01/2020")
    expect(page.get_by_text("La fin précède le début.")).to_be_visible()
    assert_accessible(page)
    assert page.trouble == []
