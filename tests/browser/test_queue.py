"""The queue in a real browser: on a phone as at a desk, and few taps from sign-in to the outcome."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F
from playwright.sync_api import expect

from matching.enums import PlacementStage
from matching.placements.actions.reserved import CALL_COMPANY
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action, Event
from tests.browser.conftest import PHONE
from tests.browser.sound import each_width
from tests.browser.steps import assert_accessible, assert_fits
from tests.factories.journey import journey
from tests.factories.offers import CompanyContactFactory

pytestmark = pytest.mark.browser
Stage = PlacementStage
FILES = 5
MOST_TAPS = 4


@pytest.fixture
def late_files(two_services):
    """Files sent by the tutor of Saint-Denis, each with a late call, the oldest first."""
    with transaction.atomic():
        files = [
            journey(two_services.saint_denis, to=Stage.SENT, by=two_services.tutor)
            for _ in range(FILES)
        ]
        with perimeter([two_services.saint_denis]):
            for number, placement in enumerate(files):
                Action.objects.open().filter(placement=placement).update(
                    due=F("due") - timedelta(days=30 - number)
                )
    return files


class Thumb:
    """Counts taps."""

    def __init__(self):
        self.taps = 0

    def tap(self, locator):
        self.taps += 1
        locator.click()


def test_five_late_files_get_their_outcome_in_four_taps_each_at_most(
    browse, two_services, late_files
):
    page = browse(two_services.tutor, PHONE)
    page.goto("/admin/")
    thumb, outcomes = Thumb(), ["Joint", "Pas de réponse", "Message laissé", "Joint", "Joint"]
    thumb.tap(page.get_by_role("link", name="Enchaîner"))
    for number, outcome in enumerate(outcomes, start=1):
        page.get_by_text(f"{number} sur {FILES}").wait_for()
        assert page.get_by_role("button", name=outcome).is_visible()
        thumb.tap(page.get_by_role("button", name=outcome, exact=True))
        assert thumb.taps <= number * MOST_TAPS
    page.get_by_text(f"C'est tout : {FILES} actions faites.").wait_for()
    assert thumb.taps == FILES + 1
    assert page.trouble == []
    with transaction.atomic(), perimeter([two_services.saint_denis]):
        calls = Event.objects.filter(kind="call").order_by("pk")
        assert [call.placement_id for call in calls] == [file.pk for file in late_files]
        assert not Action.objects.late().filter(verb=CALL_COMPANY.verb).exists()


def test_queue_chain_and_dashboard_are_accessible_and_fit(browse, shot, two_services, late_files):
    page = browse(two_services.coordinator)
    for name, path in (
        ("queue", "/admin/suivi/?onglet=tout"),
        ("chain", "/admin/suivi/enchainer/?onglet=tout"),
        ("dashboard", "/admin/suivi/tableau-de-bord/"),
        ("home", "/admin/"),
    ):
        for width in each_width(page, path):
            assert_fits(page)
            assert_accessible(page)
            shot(page, f"suivi-{name}-{width}")
    assert page.trouble == []


def test_the_whole_page_is_ticked_at_once(browse, two_services, late_files):
    with transaction.atomic(), perimeter([two_services.saint_denis]):
        Action.objects.update(person=None)
    page = browse(two_services.coordinator)
    page.goto("/admin/suivi/?onglet=mon-equipe")
    page.get_by_label("Toute la page").check()
    assert page.locator('input[name="actions"]:checked').count() >= FILES
    page.get_by_role("button", name="Prendre les actions cochées").click()
    page.get_by_text("actions sont à vous").wait_for()


def test_a_button_pressed_twice_is_one_request(browse, two_services, late_files):
    page = browse(two_services.tutor)
    page.goto("/admin/suivi/?onglet=tout")
    posts, held = [], []
    page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    page.route("**/admin/suivi/actions/", lambda route: held.append(route), times=1)
    page.evaluate(
        """() => {
            const button = document.querySelector("button[name=rendre]");
            button.click();
            setTimeout(() => button.click(), 200);
        }"""
    )
    page.wait_for_timeout(500)
    held[0].continue_()
    page.get_by_text("est rendue à l'équipe").wait_for()
    assert len(posts) == 1


def test_a_refusal_comes_into_view(browse, two_services, late_files):
    page = browse(two_services.tutor, PHONE)
    page.goto(f"/admin/suivi/{late_files[0].code}/withdraw/")
    page.locator(".work form button[type=submit]").first.click()
    refusal = page.get_by_role("alert").filter(has_text="Rien n'est encore enregistré").first
    refusal.wait_for()
    expect(refusal).to_be_focused()
    expect(refusal).to_be_in_viewport()


def test_a_wrong_person_leaves_their_place_to_the_right_one(browse, two_services, late_files):
    with transaction.atomic(), perimeter([two_services.saint_denis]):
        company = late_files[0].offer.company
    CompanyContactFactory(company=company, rank=9)
    page = browse(two_services.tutor, PHONE)
    page.goto("/admin/suivi/enchainer/")
    page.get_by_text("Mauvais interlocuteur…").click()
    page.get_by_label("Nom de la bonne personne").fill("Alix Essai")
    page.get_by_label("Téléphone").fill("01 99 00 77 88")
    page.get_by_role("button", name="Noter : mauvais interlocuteur").click()
    page.get_by_text(f"2 sur {FILES}").wait_for()
    assert company.contacts.get(name="Alix Essai").phone == "01 99 00 77 88"
