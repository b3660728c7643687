"""How much stands in sight: actions of the queue and young people at a desk, the start of a file in a hand."""

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from matching.enums import PlacementStage, Situation
from offers.actions import PROPOSE_YOUTH
from offers.enums import OfferStage
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import perimeter
from psf.workflow.agenda import open_action
from psf.workflow.journal import Journal
from psf.workflow.models import Action
from tests.browser import sound
from tests.browser.conftest import DESK, PHONE
from tests.browser.sound import THUMB
from tests.browser.steps import assert_accessible, assert_fits
from tests.factories.accounts import coordinator
from tests.factories.journey import journey
from tests.factories.matching import YouthFactory
from tests.factories.offers import CompanyFactory, HostSlotFactory, OfferFactory

pytestmark = pytest.mark.browser
Stage = PlacementStage
DESK_HEIGHT = 900
# Whole rows between the top of the window and its foot, what scrolls being where it opens.
IN_SIGHT = """(rows) => rows.filter((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return row.offsetParent && top >= 0 && bottom <= window.innerHeight;
}).length"""
# Names that take place, as people have them.
NAMES = [
    ("Marie-Françoise", "de La Rochefoucauld"),
    ("Jean-Baptiste", "Nguyễn-Lefebvre"),
    ("Anne-Sophie", "Vandenbroucke"),
    ("Mohamed-Amine", "Ben Abdelkader"),
]


def in_sight(page, rows) -> int:
    return page.locator(rows).evaluate_all(IN_SIGHT)


@pytest.fixture
def files(two_services):
    """Files of Saint-Denis at several stages, most of them late, one of which has climbed."""
    stages = [Stage.SENT, Stage.RESERVED, Stage.MEETING, Stage.CONVENTION]
    with transaction.atomic():
        found = [
            journey(two_services.saint_denis, to=stages[number % 4], by=two_services.tutor)
            for number in range(10)
        ]
        with perimeter([two_services.saint_denis]):
            today = timezone.localdate()
            for number, placement in enumerate(found):
                Action.objects.open().filter(placement=placement).update(
                    due=today - timezone.timedelta(days=30 - number),
                    escalated_on=today if number % 2 == 0 else None,
                )
    return found


@pytest.fixture
def offers(two_services):
    """Offers of both services that wait for somebody, late."""
    now = timezone.now()
    names = [
        "Restauration collective du Mirage",
        "Espaces Verts Boréale",
        "Logistique et Transports",
    ]
    with transaction.atomic():
        for service in (two_services.saint_denis, two_services.nice):
            with perimeter([service.pk]):
                for number in range(7):
                    company = CompanyFactory(name=names[number % 3])
                    offer = OfferFactory(
                        company=company, service=service, stage=OfferStage.AVAILABLE, contract=None
                    )
                    HostSlotFactory(offer=offer)
                    open_action(offer, PROPOSE_YOUTH, journal=Journal(), now=now)
            Action.objects.open().filter(offer__isnull=False).update(
                due=timezone.localdate() - timezone.timedelta(days=111), escalated_on=now
            )


@pytest.fixture
def youths(two_services):
    with transaction.atomic(), perimeter([two_services.saint_denis]):
        return [
            YouthFactory(
                service=two_services.saint_denis,
                first_name=NAMES[number % 4][0],
                last_name=NAMES[number % 4][1],
                situation=Situation.READY,
                tutor=two_services.tutor,
            )
            for number in range(14)
        ]


def test_twelve_young_people_with_whole_names_are_in_sight_at_a_desk(
    browse, shot, two_services, youths
):
    page = browse(two_services.coordinator, DESK)
    page.set_viewport_size({"width": DESK, "height": DESK_HEIGHT})
    page.goto("/admin/jeunes/")
    rows = "#listing-results tbody tr"
    assert page.locator(rows).count() >= 14
    shot(page, "densite-jeunes-1280")
    found = in_sight(page, rows)
    assert found >= 12, found
    names = page.locator(f"{rows} td.title a").all_inner_texts()
    assert "de La Rochefoucauld Marie-Françoise" in [" ".join(name.split()) for name in names]
    assert_fits(page)


def test_nine_actions_of_the_queue_are_in_sight_at_a_desk(browse, shot, two_services, files):
    page = browse(two_services.coordinator, DESK)
    page.set_viewport_size({"width": DESK, "height": DESK_HEIGHT})
    page.goto("/admin/suivi/?onglet=tout")
    assert page.locator(".queue-row").count() >= 12
    shot(page, "densite-suivi-1280")
    found = in_sight(page, ".queue-row")
    assert found >= 9, found
    assert_fits(page)
    assert_accessible(page)
    # Same facts, none cut.
    cut = page.locator(".queue-row *").evaluate_all(
        "(all) => all.filter((each) => getComputedStyle(each).textOverflow === 'ellipsis').length"
    )
    assert cut == 0
    assert page.trouble == []


def test_nine_actions_are_in_sight_where_several_services_are_followed(
    browse, shot, two_services, offers
):
    """The name of each service, of each company and its place, and a button to take each."""
    both = coordinator(two_services.saint_denis)
    PerimeterGrant.objects.create(user=both, reason="Essai", service=two_services.nice)
    page = browse(both, DESK)
    page.set_viewport_size({"width": DESK, "height": DESK_HEIGHT})
    page.goto("/admin/suivi/?onglet=tout")
    assert page.locator(".queue-row").get_by_role("button", name="Prendre").count() >= 12
    shot(page, "densite-suivi-services-1280")
    found = in_sight(page, ".queue-row")
    assert found >= 9, found
    assert_fits(page)
    assert_accessible(page)


def test_every_column_of_the_parcours_of_several_services_stands_at_a_desk(
    browse, shot, two_services, files
):
    both = coordinator(two_services.saint_denis)
    PerimeterGrant.objects.create(user=both, reason="Essai", service=two_services.nice)
    page = browse(both, DESK)
    page.goto("/admin/suivi/parcours/")
    shot(page, "densite-parcours-1280")
    heads = page.locator(".psf-listing thead th")
    assert heads.last.inner_text().strip() == "Service"
    box = heads.last.bounding_box()
    assert box["x"] + box["width"] <= DESK
    sound.assert_accessible(page, within="#main")


def test_an_escalation_is_a_mark_that_says_its_sentence_on_demand(browse, two_services, files):
    for width in (DESK, PHONE):
        page = browse(two_services.coordinator, width)
        page.goto("/admin/suivi/?onglet=tout")
        sentence = page.locator(".queue-climbed__words").first
        expect(sentence).to_be_hidden()
        mark = page.locator(".queue-climbed summary").first
        mark.focus()
        page.keyboard.press("Enter")
        expect(sentence).to_be_visible()
        assert "retard signalé" in sentence.inner_text()
        if width == PHONE:
            assert mark.bounding_box()["height"] >= THUMB
        assert_fits(page)
        assert_accessible(page)


def test_a_file_opens_in_a_hand_on_its_stage_what_is_next_and_the_number_to_call(
    browse, shot, two_services, files
):
    page = browse(two_services.coordinator, PHONE)
    page.goto(f"/admin/suivi/{files[0].code}/")
    shot(page, "densite-dossier-390")
    height = page.viewport_size["height"]
    for what in (
        ".work-head .w-status",
        ".work-head__call [href^='tel:']",
        "#maintenant .work-card__title",
        "#maintenant .work-steps .button",
    ):
        box = page.locator(what).first.bounding_box()
        assert box and box["y"] + box["height"] <= height, what
    whole = page.locator("#main").evaluate("(main) => main.scrollHeight")
    assert whole <= 3.5 * height, whole / height
    # The rest is there, one tap away.
    history = page.locator("#historique .work-timeline")
    expect(history).to_be_hidden()
    page.locator("#historique summary").first.click()
    expect(history).to_be_visible()
    assert_fits(page)
    assert_accessible(page)
    # At a desk nothing is folded.
    page.set_viewport_size({"width": DESK, "height": DESK_HEIGHT})
    expect(page.locator("#possible .work-choices-list").first).to_be_visible()
    assert page.locator("#historique summary").count() == 0
