"""What is typed in a box stays there: dates in the admin and behind a link, filters, limits."""

import re

import pytest

from matching.enums import PlacementStage
from matching.models import Placement, Youth
from psf.links.enums import LinkPurpose
from psf.perimeter.scope import perimeter
from tests.browser.conftest import DESK, PHONE
from tests.browser.pictures import keep
from tests.browser.sound import assert_accessible, assert_fits
from tests.factories.journey import journey
from tests.factories.links import link_to
from tests.factories.matching import YouthFactory

pytestmark = pytest.mark.browser

UNREADABLE = ["31/02/2009", "abc", "00/13/2008", "5/13/2009", "0009-02-05"]


@pytest.fixture
def youth(two_services):
    return YouthFactory(service=two_services.saint_denis, last_name="Marelle", first_name="Lou")


def leave(box):
    box.press("Tab")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_day_that_is_not_understood_stays_as_typed_and_is_refused_in_words(
    browse, shot, two_services, youth, width
):
    page = browse(two_services.coordinator, width)
    page.goto(f"/admin/jeunes/edit/{youth.pk}/")
    box = page.get_by_label("Date de naissance*")
    said = page.locator(".psf-typed", has=box).get_by_role("status")
    for typed in UNREADABLE:
        box.fill(typed)
        leave(box)
        said.filter(has_text=f"« {typed} »".replace(" ", "\u00a0")).wait_for()
        assert box.input_value() == typed
        assert box.get_attribute("aria-invalid") == "true"
    assert_fits(page)
    shot(page, f"saisie-{width}-refus")
    page.get_by_role("button", name="Enregistrer").first.click()
    page.get_by_text("l'année s'écrit sur quatre chiffres").first.wait_for()
    assert page.get_by_label("Date de naissance*").input_value() == UNREADABLE[-1]
    with perimeter([two_services.saint_denis]):
        assert Youth.objects.get(pk=youth.pk).birth_date == youth.birth_date
    assert page.trouble == []


@pytest.mark.parametrize("typed", ["5/2/2009", "05022009", "5 fév. 2009", "2009-02-05"])
def test_what_was_understood_is_said_and_is_what_is_kept(browse, two_services, youth, typed):
    page = browse(two_services.coordinator)
    page.goto(f"/admin/jeunes/edit/{youth.pk}/")
    box = page.get_by_label("Date de naissance*")
    box.fill(typed)
    leave(box)
    page.locator(".psf-typed", has=box).get_by_text("jeudi 5 février 2009").wait_for()
    assert box.input_value() == typed
    page.get_by_role("button", name="Enregistrer").first.click()
    page.get_by_role("heading", name="Lou Marelle").wait_for()
    with perimeter([two_services.saint_denis]):
        assert Youth.objects.get(pk=youth.pk).birth_date.isoformat() == "2009-02-05"
    assert page.trouble == []


def test_the_calendar_only_proposes(browse, shot, two_services, youth):
    page = browse(two_services.coordinator)
    page.goto(f"/admin/jeunes/edit/{youth.pk}/")
    box = page.get_by_label("Date de naissance*")
    typed = page.locator(".psf-typed", has=box)
    assert typed.get_by_role("button", name="Calendrier").is_visible()
    box.fill("5 fév. 2009")
    leave(box)
    typed.get_by_text("jeudi 5 février 2009").wait_for()
    native = typed.locator("input[type=date]")
    assert native.input_value() == "2009-02-05"
    native.evaluate(
        "each => { each.value = '2010-03-14';"
        " each.dispatchEvent(new Event('change', { bubbles: true })); }"
    )
    page.wait_for_function("box => box.value === '14/03/2010'", arg=box.element_handle())
    assert page.locator(".xdsoft_datetimepicker").count() == 0
    assert_accessible(page, within=".psf-typed")
    assert page.trouble == []


def test_a_filter_keeps_a_day_that_is_not_understood_and_says_so(browse, shot, two_services):
    page = browse(two_services.coordinator)
    page.goto("/admin/reports/site-history/")
    page.get_by_role("button", name="Afficher les filtres").click()
    page.get_by_role("button", name="Date", exact=True).click()
    box = page.locator("[name=timestamp_from]")
    box.fill("31/02/2009")
    leave(box)
    page.get_by_text("n'existe pas dans le calendrier").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert page.locator("[name=timestamp_from]").input_value() == "31/02/2009"
    shot(page, "saisie-filtre")
    box.fill("5 fév. 2009")
    leave(box)
    page.get_by_text("jeudi 5 février 2009").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert page.locator("[name=timestamp_from]").input_value() == "5 fév. 2009"
    assert page.trouble == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_guest_types_a_day_and_an_hour_and_keeps_what_was_not_understood(
    open_page, two_services, width
):
    placement = journey(two_services.saint_denis, to=PlacementStage.SENT, by=two_services.tutor)
    with perimeter([placement.service_id]):
        placement = Placement.objects.for_file().get(pk=placement.pk)
        link = link_to(LinkPurpose.COMPANY, placement=placement, contact=placement.host_slot.tutor)
    page = open_page(width)
    page.goto(f"/l/{link.token}/")
    page.get_by_role("link", name="Proposer deux ou trois dates").click()
    page.get_by_text("D’autres dates ou heures").click()
    day, hour = page.get_by_label("Autre date 1"), page.get_by_label("Heure 1")
    day.fill("31/02/2027")
    leave(day)
    page.get_by_text("n'existe pas dans le calendrier").first.wait_for()
    hour.fill("14h30")
    leave(hour)
    page.get_by_text("= 14 h 30").wait_for()
    keep(page, f"saisie-{width}-lien")
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="Envoyer ces dates").click()
    page.locator(".fr-error-text", has_text="31/02/2027").wait_for()
    assert page.get_by_label("Autre date 1").input_value() == "31/02/2027"
    assert page.get_by_label("Heure 1").input_value() == "14h30"
    page.get_by_text("Préciser le lieu ou ajouter un mot").click()
    words = page.get_by_label("Un mot à ajouter")
    words.fill("a" * 503)
    page.get_by_text("3 caractères de trop").first.wait_for()
    assert len(words.input_value()) == 503
    assert page.trouble == []


def test_a_file_beyond_the_limit_is_told_before_it_is_sent(browse, two_services):
    page = browse(two_services.coordinator)
    page.goto("/admin/imports/jeunes/")
    box = page.get_by_label("Fichier")
    box.set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"a" * 20_600_000})
    said = page.get_by_text("Ce fichier pèse 21 Mo : la limite est de 20 Mo.")
    said.wait_for()
    assert box.get_attribute("aria-invalid") == "true"
    box.set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"a"})
    said.wait_for(state="detached")
    assert box.get_attribute("aria-invalid") is None
    assert page.trouble == []


def test_a_paste_beyond_the_limit_is_whole_counted_and_refused(browse, shot, two_services, youth):
    page = browse(two_services.coordinator)
    page.goto(f"/admin/jeunes/transfert/{youth.pk}/")
    box = page.get_by_label("Motif")
    box.fill("a" * 150)
    page.get_by_text("50 caractères restants").first.wait_for()
    box.fill("a" * 210)
    page.get_by_text("10 caractères de trop").first.wait_for()
    assert len(box.input_value()) == 210
    shot(page, "saisie-limite")
    page.get_by_role("button", name="Transférer").click()
    page.get_by_text(re.compile("au plus 200 caractères")).first.wait_for()
    assert len(page.get_by_label("Motif").input_value()) == 210
    assert page.trouble == []
