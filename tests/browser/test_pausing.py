"""The reminders of a file suspended and taken up again, in a real browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.enums import PlacementStage
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import assert_accessible, assert_fits, unfold
from tests.factories.journey import journey

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_tutor_suspends_the_reminders_of_a_file_and_takes_them_up_again(
    browse, shot, two_services, width
):
    placement = journey(two_services.saint_denis, to=PlacementStage.SENT, by=two_services.tutor)
    page = browse(two_services.tutor, width)
    address = reverse("work:file", args=[placement.code])
    page.goto(address)
    unfold(page)
    page.locator("#relances summary", has_text="Suspendre les relances").click()
    form = page.locator("#relances form")
    form.get_by_label("congés ou fermeture de l'entreprise").check()
    until = timezone.localdate() + timedelta(days=20)
    form.locator("[name=ends_on]").fill(f"{until:%d/%m/%Y}")
    form.locator("[name=text]").fill("Rappelle à la réouverture.")
    shot(page, f"pausing-form-{width}")
    assert_fits(page)
    assert_accessible(page)
    form.get_by_role("button", name="Suspendre les relances").click()
    page.locator(".messages .success").wait_for()
    mark = page.locator("#relances")
    assert f"Relances suspendues jusqu'au {until:%d/%m/%Y}" in mark.inner_text()
    shot(page, f"pausing-mark-{width}")
    assert_fits(page)
    assert_accessible(page)
    page.goto(reverse("work:queue", query={"onglet": "tout"}))
    assert "Relances suspendues jusqu'au" in page.inner_text("main")
    shot(page, f"pausing-queue-{width}")
    assert_fits(page)
    page.goto(address)
    page.get_by_role("button", name="Reprendre les relances").click()
    page.locator(".messages .success").wait_for()
    assert page.locator("#relances summary", has_text="Suspendre les relances").count() == 1
    assert page.trouble == []
