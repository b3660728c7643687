"""The bilan as its readers open it: on a phone, on a desk, and on paper."""

import io

import pikepdf
import pytest
from django.conf import settings
from django.utils import timezone

from matching.enums import PlacementStage, SkillLevel, WayOn
from matching.models import Placement
from matching.placements.forms.presence import weeks_to_record
from matching.placements.workflow import PLACEMENTS
from psf.links.enums import LinkPurpose
from psf.perimeter.scope import perimeter
from tests.browser.conftest import DESK, PHONE
from tests.browser.pictures import WANTED, keep
from tests.browser.sound import assert_accessible, assert_fits
from tests.factories.journey import journey
from tests.factories.links import link_to

pytestmark = pytest.mark.browser
Stage = PlacementStage
SKILLS = (
    "Accueillir un visiteur et l’orienter",
    "Arriver à l’heure",
    "Préparer une commande à partir d’un bon",
    "Suivre une consigne écrite",
)
A4 = (595, 842)
# What the margins leave of a sheet, in pixels.
PAPER = 658


@pytest.fixture
def closed(two_services):
    """A closed file with five weeks of presence and four skills."""
    service, by = two_services.saint_denis, two_services.tutor
    found = journey(service, to=Stage.REVIEW, by=by)
    with perimeter([service]):
        placement = Placement.objects.for_file().get(pk=found.pk)
        for week in weeks_to_record(placement, timezone.localdate())[:5]:
            PLACEMENTS.perform(placement, "presence", by=by, data={"week": week, "hours": 28})
        levels = [SkillLevel.ACQUIRED, SkillLevel.ACQUIRED, SkillLevel.IN_PROGRESS]
        lines = [
            dict(zip(("by_youth", "by_company", "by_tutor"), levels, strict=True))
            | {"skill": skill}
            for skill in SKILLS
        ]
        PLACEMENTS.perform(placement, "review", by=by, data={"lines": lines})
        PLACEMENTS.perform(placement, "close", by=by, data={"way_on": WayOn.SCHOOL})
        return Placement.objects.for_file().get(pk=placement.pk)


@pytest.fixture
def links(closed, two_services):
    with perimeter([two_services.saint_denis]):
        contract = closed.offer.contract
        return {
            "jeune": link_to(LinkPurpose.YOUTH, placement=closed, youth=closed.youth),
            "acheteur": link_to(
                LinkPurpose.BUYER, contract=contract, buyer_contact=contract.contact
            ),
        }


@pytest.mark.parametrize("reader", ["jeune", "acheteur"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_bilan_is_read_and_printed_on_one_or_two_pages(open_page, links, reader, width):
    page = open_page(width)
    page.goto(f"/l/{links[reader].token}/")
    keep(page, f"bilan-{reader}-lien-{page.viewport_size['width']}")
    page.get_by_role("link", name="imprimer").click()
    page.wait_for_load_state("networkidle")
    keep(page, f"bilan-{reader}-{page.viewport_size['width']}")
    assert_fits(page, buttons=".review-button")
    assert_accessible(page)
    assert page.get_by_role("button", name="Imprimer ou enregistrer en PDF").is_visible()
    assert page.trouble == []
    page.emulate_media(media="print")
    assert not page.locator(".review-bar").is_visible()
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    if WANTED:
        size = page.viewport_size
        page.set_viewport_size({"width": PAPER, "height": 1000})
        keep(page, f"bilan-{reader}-papier")
        page.set_viewport_size(size)
        (settings.VAR_DIR / "screenshots" / f"bilan-{reader}.pdf").write_bytes(printed)
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert 1 <= len(pdf.pages) <= 2
        box = pdf.pages[0].mediabox
        assert all(abs(float(box[2 + side]) - A4[side]) < 2 for side in (0, 1))
