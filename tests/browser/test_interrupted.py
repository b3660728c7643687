"""A parcours that stopped, whose young person answers no more, is closed on a phone as at a desk."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from matching.enums import PlacementStage
from matching.placements.workflow import PLACEMENTS
from psf.perimeter.scope import perimeter
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import assert_accessible, assert_fits
from tests.factories.journey import journey

pytestmark = pytest.mark.browser


@pytest.fixture
def interrupted(two_services):
    """Stopped today: the young person does not answer."""
    with transaction.atomic():
        placement = journey(
            two_services.saint_denis, to=PlacementStage.IN_COMPANY, by=two_services.tutor
        )
        with perimeter([two_services.saint_denis]):
            PLACEMENTS.perform(
                placement,
                "interrupt",
                by=two_services.tutor,
                data={"last_day": timezone.localdate() - timedelta(days=1)},
                reason="unreachable",
            )
    return placement


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_an_interrupted_parcours_is_closed_without_opinions(
    browse, shot, two_services, interrupted, width
):
    name = f"interrupted-{width}"
    page = browse(two_services.tutor, width)
    file = f"/admin/suivi/{interrupted.code}/"
    page.goto(file)
    shot(page, f"{name}-1-file")
    page.get_by_role("link", name="Dire qu'un avis est impossible").first.click()
    page.get_by_label("jeune", exact=True).check()
    page.get_by_label("entreprise", exact=True).check()
    page.get_by_label("tuteur pédagogique", exact=True).check()
    page.get_by_label("présence trop courte pour en juger").check()
    shot(page, f"{name}-2-opinions")
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="Dire qu'un avis est impossible").click()
    page.wait_for_url(f"**{file}")
    page.get_by_role("link", name="Clôturer et remettre le bilan").first.click()
    page.get_by_label("injoignable").check()
    shot(page, f"{name}-3-close")
    page.get_by_role("button", name="Clôturer et remettre le bilan").click()
    page.wait_for_url(f"**{file}")
    shot(page, f"{name}-4-closed")
    assert page.get_by_text("Avis impossible, entreprise").count() == 1
    assert page.trouble == []
    with transaction.atomic(), perimeter([two_services.saint_denis]):
        interrupted.refresh_from_db()
    assert interrupted.stage == PlacementStage.CLOSED
