"""People without an account on a phone: taps counted, pages looked at, axe on each state."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.enums import PlacementStage
from matching.models import Placement
from matching.placements import clock
from matching.placements.workflow import PLACEMENTS
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.perimeter.scope import perimeter
from tests.browser.conftest import DESK, PHONE
from tests.browser.pictures import keep
from tests.browser.sound import assert_accessible, assert_fits, each_width
from tests.factories.journey import journey, move_into_the_past
from tests.factories.links import link_to
from tests.factories.offers import BuyerContactFactory

pytestmark = pytest.mark.browser
Stage = PlacementStage


@pytest.fixture
def guest(open_page):
    """`guest(link, width)`: the page of a link, opened from its message; `page.tap()` counts."""

    pages = []

    def open_link(link, width=PHONE):
        page = open_page(width, of=pages[0] if pages else None)
        pages.append(page)
        page.taps = 0

        def tap(locator):
            page.taps += 1
            locator.click()
            page.wait_for_load_state("networkidle")

        page.tap = tap
        page.goto(f"/l/{link.token}/")
        assert link.token not in page.url
        return page

    return open_link


def look(page, name):
    keep(page, f"lien-{page.viewport_size['width']}-{name}")
    assert_fits(page, buttons=".guests .guests-big")
    assert_accessible(page)
    assert page.trouble == []


def expect_status(page, status):
    """The browser complains of the page's own status, and of nothing else."""
    assert [str(status) in complaint for complaint in page.trouble] == [True]
    page.trouble.clear()


def company_link(placement) -> Link:
    with perimeter([placement.service_id]):
        placement = Placement.objects.for_file().get(pk=placement.pk)
        return link_to(LinkPurpose.COMPANY, placement=placement, contact=placement.host_slot.tutor)


def family_link(placement, guardian=False) -> Link:
    with perimeter([placement.service_id]):
        youth = Placement.objects.select_related("youth").get(pk=placement.pk).youth
        holder = {"guardian": youth.guardians.first()} if guardian else {}
        purpose = LinkPurpose.GUARDIAN if guardian else LinkPurpose.YOUTH
        return link_to(purpose, placement=placement, youth=youth, **holder)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_company_that_never_heard_of_the_clause_answers_in_under_five_taps(
    guest, two_services, width
):
    placement = journey(two_services.saint_denis, to=Stage.SENT, by=two_services.tutor)
    page = guest(company_link(placement), width)
    look(page, "entreprise")
    page.tap(page.get_by_role("link", name="Proposer deux ou trois dates"))
    look(page, "entreprise-dates")
    boxes = page.locator("input[name=moments]")
    page.tap(page.locator("label[for=moment-1-1]"))
    page.tap(page.locator("label[for=moment-2-2]"))
    assert boxes.nth(0).is_checked()
    page.tap(page.get_by_role("button", name="Envoyer ces dates"))
    page.locator(".fr-alert--success").wait_for()
    assert page.taps < 5
    look(page, "entreprise-merci")
    with perimeter([placement.service_id]):
        assert placement.meeting_dates.count() == 2


def test_the_other_answers_of_a_company(guest, two_services):
    placement = journey(two_services.saint_denis, to=Stage.SENT, by=two_services.tutor)
    page = guest(company_link(placement))
    home = page.url
    page.tap(page.get_by_role("link", name="Rappelez-moi"))
    look(page, "entreprise-rappel")
    page.tap(page.get_by_role("button", name="Rappelez-moi"))
    page.locator(".fr-alert--success").wait_for()
    assert page.taps == 2
    look(page, "entreprise-rappel-merci")
    page.goto(home)
    page.get_by_role("link", name="Pas moi, voyez avec…").click()
    page.get_by_role("button", name="Envoyer").click()
    look(page, "entreprise-pas-moi-refuse")
    page.get_by_label("Nom de la bonne personne").fill("Dominique Juste")
    page.get_by_label("Téléphone").fill("01 99 00 77 88")
    page.get_by_role("button", name="Envoyer").click()
    page.locator(".fr-alert--success").wait_for()
    page.get_by_role("link", name="Ne pas rencontrer ce jeune").click()
    look(page, "entreprise-refus")
    page.get_by_role("link", name="Revenir sans envoyer").click()
    page.get_by_role("link", name="Les corriger").click()
    look(page, "entreprise-coordonnees")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_young_person_cannot_come(guest, two_services, width):
    placement = journey(two_services.saint_denis, to=Stage.MEETING, by=two_services.tutor)
    with perimeter([placement.service_id]):
        later = timezone.now() + timedelta(days=5)
        PLACEMENTS.perform(
            placement,
            "postpone",
            by=placement.tutor,
            data={"meeting_at": later, "meeting_place": "Atelier principal, 3 rue du Canal"},
        )
    page = guest(family_link(placement), width)
    look(page, "jeune-reunion")
    page.tap(page.get_by_role("link", name="Je ne peux pas venir"))
    look(page, "jeune-empeche")
    page.tap(page.locator("label", has_text="je ne peux pas y aller"))
    page.tap(page.get_by_role("button", name="Prévenir que je ne peux pas venir"))
    page.locator(".fr-alert--success").wait_for()
    assert page.taps <= 3
    page.get_by_role("button", name="Je serai là").click()
    page.locator(".fr-badge--success").wait_for()
    look(page, "jeune-confirme")
    parent = guest(family_link(placement, guardian=True), width)
    look(parent, "parent-reunion")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_buyer_finds_its_four_ticks(guest, two_services, width):
    placement = journey(two_services.saint_denis, to=Stage.SENT, by=two_services.tutor)
    with perimeter([placement.service_id]):
        move_into_the_past(placement, 10)
    clock.run()
    contract = placement.offer.contract
    contact = BuyerContactFactory(buyer=contract.buyer, email="achat@exemple.fr")
    contract.contact = contact
    contract.save()
    link = link_to(LinkPurpose.BUYER, contract=contract, buyer_contact=contact)
    page = guest(link, width)
    assert page.locator(".guests-ticks li").count() == 4
    look(page, "acheteur")
    page.get_by_role("link", name="C’est fait, j’ai appelé").click()
    look(page, "acheteur-fait")
    page.get_by_role("button", name="Envoyer").click()
    page.locator(".fr-alert--success").wait_for()
    look(page, "acheteur-merci")
    page.get_by_role("link", name="Indiquer mon successeur").click()
    look(page, "acheteur-successeur")


def look_at_each_width(page, name):
    for _ in each_width(page):
        look(page, name)


def test_every_stage_and_closed_page(guest, two_services):
    for stage in (Stage.CONVENTION, Stage.IN_COMPANY, Stage.REVIEW, Stage.CLOSED, Stage.UNANSWERED):
        placement = journey(two_services.saint_denis, to=stage, by=two_services.tutor)
        page = guest(company_link(placement))
        look_at_each_width(page, f"entreprise-{stage.value}")
        look_at_each_width(guest(family_link(placement)), f"jeune-{stage.value}")
        if stage == Stage.REVIEW:
            page.get_by_role("link", name="Donner mon avis").click()
            look_at_each_width(page, "entreprise-avis")
    contact = placement.host_slot.tutor
    clause = link_to(LinkPurpose.CLAUSE, offer=placement.offer, contact=contact)
    look_at_each_width(guest(clause), "clause")
    page = guest(clause)
    page.goto("/lien/inconnu/")
    expect_status(page, 404)
    look_at_each_width(page, "inconnu")
    page = guest(clause)
    Link.objects.filter(pk=clause.pk).update(expires_at=timezone.now())
    page.reload()
    expect_status(page, 410)
    look_at_each_width(page, "expire")
    page.get_by_role("button", name="Renvoyer mon lien").click()
    look_at_each_width(page, "renvoye")
