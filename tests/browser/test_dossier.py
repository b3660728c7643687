"""A file in a real browser, on a phone and on a desk, from the reservation to the end."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from matching.calendar import proposed_period
from matching.enums import PlacementStage
from matching.models import Placement
from psf.perimeter.scope import perimeter
from tests.browser.conftest import DESK, PHONE
from tests.factories.journey import SKILLS, journey
from tests.factories.territories import SchoolFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Stage = PlacementStage
THUMB = 44  # CSS pixels


def assert_fits(page, width):
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """(least) => [...document.querySelectorAll('.suivi .suivi-button')]
            .filter((button) => button.offsetParent && button.offsetHeight < least)
            .map((button) => button.textContent.trim())""",
        THUMB,
    )
    assert small == []


def assert_accessible(page):
    results = Axe().run(page, context=".suivi")
    assert results.violations_count == 0, results.generate_report()


def past_period(placement):
    """A schedule over since a few days: the whole file can be carried today."""
    with perimeter([placement.service_id]):
        placement = Placement.objects.for_dossier().get(pk=placement.pk)
        for days in range(60, 400, 7):
            period = proposed_period(placement, timezone.localdate() - timedelta(days=days))
            if period.end < timezone.localdate():
                return period
    raise AssertionError("no past period")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_coordinator_carries_a_file_from_reserved_to_closed(browse, shot, two_services, width):
    placement = journey(two_services.saint_denis, by=two_services.tutor)
    SchoolFactory()
    period = past_period(placement)
    page = browse(two_services.coordinator, width)
    url = f"/admin/suivi/{placement.code}/"
    count = iter(range(1, 99))

    def look(name):
        assert_fits(page, width)
        shot(page, f"dossier-{width}-{next(count):02d}-{name}")

    def open_move(name):
        page.goto(f"{url}{name}/", wait_until="networkidle")
        look(name)

    def submit(label, stage):
        page.get_by_role("button", name=label, exact=True).click()
        page.wait_for_url(f"**{url}")
        page.locator(".messages .success").wait_for()
        assert page.locator(".suivi-head .w-status").inner_text().lower() == stage.label

    page.goto(url, wait_until="networkidle")
    look("reserve")
    assert_accessible(page)
    assert "Écrivez d'abord la présentation" in page.locator(".suivi-cards").inner_text()
    page.get_by_role("button", name="Joint", exact=True).click()
    page.locator(".messages .success").wait_for()
    look("appel-joint")

    open_move("prepare")
    page.get_by_label("Ses objectifs").fill("Découvrir l’accueil du public")
    page.get_by_label("Le CV est prêt").check()
    page.get_by_label("La lettre est prête").check()
    submit("Préparer le dossier", Stage.RESERVED)
    page.get_by_role("button", name="Transmettre à l'entreprise").click()
    page.locator(".messages .success").wait_for()
    look("transmis")

    open_move("plan_meeting")
    page.get_by_label("Heure").fill("10:30")
    page.get_by_role("button", name="Fixer la réunion de présentation").click()
    page.locator(".error-message").first.wait_for()
    look("plan_meeting-refusee")
    assert page.get_by_label("Heure").input_value() == "10:30"
    page.get_by_label("Jour de la réunion").fill(timezone.localdate().isoformat())
    submit("Fixer la réunion de présentation", Stage.MEETING)
    look("reunion")

    open_move("missed")
    page.get_by_label("le jeune n'est pas venu").check()
    submit("Réunion manquée", Stage.MEETING)
    open_move("postpone")
    page.get_by_label("Jour de la réunion").fill(timezone.localdate().isoformat())
    page.get_by_label("Heure").fill("11:00")
    submit("Reporter la réunion", Stage.MEETING)
    page.get_by_role("button", name="Réunion tenue : accepté").click()
    page.locator(".messages .success").wait_for()
    look("convention")

    open_move("schedule")
    assert_accessible(page)
    page.locator("[name=periods-0-starts_on]").fill(period.start.isoformat())
    page.locator("[name=periods-0-ends_on]").fill(period.end.isoformat())
    page.get_by_label("Établissement support").select_option(index=1)
    submit("Fixer les dates et l'emploi du temps", Stage.CONVENTION)
    open_move("sign")
    for box in page.locator("input[name=parties]").all():
        box.check()
    submit("Enregistrer des signatures", Stage.CONVENTION)
    page.get_by_role("button", name="Commencer en entreprise").click()
    page.locator(".messages .success").wait_for()
    look("en-entreprise")

    open_move("presence")
    submit("Enregistrer la présence d'une semaine", Stage.IN_COMPANY)
    open_move("incident")
    page.get_by_label("conditions d'accueil").check()
    page.get_by_label("Précision").fill("Pas de vestiaire")
    submit("Signaler un incident", Stage.IN_COMPANY)
    open_move("finish")
    submit("Fin de la présence", Stage.REVIEW)
    look("bilan")

    open_move("review")
    for index, skill in enumerate(SKILLS):
        page.locator(f"input[name=lines-{index}-skill]").fill(skill)
        for who in ("youth", "company", "tutor"):
            page.locator(f"select[name=lines-{index}-by_{who}]").select_option("acquired")
    submit("Compléter le bilan croisé", Stage.REVIEW)
    open_move("close")
    page.get_by_label("retour en formation").check()
    submit("Clôturer et remettre le bilan à l'acheteur", Stage.CLOSED)
    look("cloture")
    assert_accessible(page)
    assert page.trouble == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_stage_answers_the_five_questions_at_a_glance(browse, shot, two_services, width):
    page = None
    for stage in PlacementStage:
        placement = journey(two_services.saint_denis, to=stage, by=two_services.tutor)
        page = page or browse(two_services.coordinator, width)
        page.goto(f"/admin/suivi/{placement.code}/", wait_until="networkidle")
        assert_fits(page, width)
        shot(page, f"etape-{width}-{stage.value}")
    page.goto(f"/admin/offres/{placement.offer.code}/suivi/", wait_until="networkidle")
    assert_fits(page, width)
    assert_accessible(page)
    shot(page, f"offre-{width}")
    page.emulate_media(color_scheme="dark")
    page.goto(f"/admin/suivi/{placement.code}/", wait_until="networkidle")
    assert_accessible(page)
    shot(page, f"sombre-{width}")
    assert page.trouble == []
