"""The exchanges of a young person in a real browser: read and noted from their three pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.enums import PlacementStage, Situation
from matching.models import Placement
from matching.youths.exchanges.noting import note_exchange
from matching.youths.situations import start_following
from psf.perimeter.scope import perimeter
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import assert_accessible, assert_fits, unfold
from tests.factories.journey import journey
from tests.factories.matching import YouthFactory

pytestmark = pytest.mark.browser
widths = pytest.mark.parametrize("width", [PHONE, DESK])


def assert_good(page):
    assert_fits(page)
    assert_accessible(page)
    assert page.trouble == []


@pytest.fixture
def youth(two_services):
    youth = YouthFactory(
        service=two_services.saint_denis,
        tutor=two_services.tutor,
        situation=Situation.SUPPORTED,
    )
    now = timezone.now()
    with perimeter([two_services.saint_denis]):
        start_following(youth, now=now - timedelta(days=40))
        for days, way, text in (
            (30, "call_no_answer", ""),
            (28, "call_reached", "A visité une cuisine, en parle volontiers"),
            (14, "met", "Préfère commencer en janvier"),
            (2, "written", "Demande si la place est prise"),
        ):
            note_exchange(
                youth,
                by=two_services.tutor,
                way=way,
                text=text,
                now=now - timedelta(days=days),
            )
    return youth


@widths
def test_an_exchange_noted_on_the_record_stands_first_with_its_next_date(
    browse, shot, youth, two_services, width
):
    page = browse(two_services.tutor, width)
    page.goto(reverse("wagtailsnippets_matching_youth:inspect", args=[youth.pk]))
    assert "Préfère commencer en janvier" in page.inner_text("main")
    shot(page, f"echanges-fiche-{width}")
    page.get_by_text("Noter un échange").click()
    page.get_by_label("Ce qui s'est dit").fill("Vient jeudi avec son CV")
    shot(page, f"echanges-fiche-noter-{width}")
    assert_good(page)
    page.get_by_role("button", name="Dans deux semaines").click()
    page.get_by_text("Prochain point :").first.wait_for()
    first = page.locator("#echanges .work-timeline > li").first
    assert "Vient jeudi avec son CV" in first.inner_text()
    assert page.trouble == []


@widths
def test_the_whole_history_and_a_partner_who_follows(browse, shot, youth, two_services, width):
    page = browse(two_services.tutor, width)
    page.goto(reverse("work:exchanges", args=[youth.code]))
    page.get_by_text("Noter un échange").click()
    page.get_by_text("Suivi par un partenaire, point le…").click()
    page.get_by_label("Suivi par", exact=False).first.fill("Mission locale")
    page.get_by_role("button", name="Noter, et point avec ce partenaire").click()
    page.get_by_text("Indiquez le jour du point avec ce partenaire.").wait_for()
    shot(page, f"echanges-partenaire-{width}")
    assert_good(page)
    day = timezone.localdate() + timedelta(days=30)
    page.get_by_label("Point avec ce partenaire le").fill(day.isoformat())
    page.get_by_role("button", name="Noter, et point avec ce partenaire").click()
    page.get_by_text("Suivi par : Mission locale.").first.wait_for()
    shot(page, f"echanges-tous-{width}")


@widths
def test_the_dossier_and_the_search_for_a_place_tell_the_same(browse, shot, two_services, width):
    placement = journey(two_services.saint_denis, to=PlacementStage.SENT, by=two_services.tutor)
    with perimeter([two_services.saint_denis]):
        placement = Placement.objects.for_file().get(pk=placement.pk)
        note_exchange(
            placement.youth, by=two_services.tutor, way="met", text="Prend le tramway seule"
        )
    page = browse(two_services.coordinator, width)
    for name, address in (
        ("dossier", reverse("work:file", args=[placement.code])),
        ("rapprocher", reverse("work:ranking", args=[placement.youth.code])),
    ):
        page.goto(address)
        if name == "dossier":
            unfold(page)
        assert "Prend le tramway seule" in page.inner_text("main")
        shot(page, f"echanges-{name}-{width}")
        assert_good(page)
