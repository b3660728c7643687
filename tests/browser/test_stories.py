"""Files that do not go straight, in a real browser: a silence, an interruption, the way back."""

import pytest

from matching.enums import PlacementStage
from matching.models import Placement
from matching.placements import clock
from matching.placements.delays import RELEASE_DAYS
from psf.perimeter.scope import perimeter
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import (
    File,
    assert_accessible,
    past_period,
    reserve_from_offer,
    unfold,
)
from tests.factories.journey import journey, move_into_the_past, realistic_slot, school_calendar
from tests.factories.matching import GuardianFactory
from tests.factories.offers import rome
from tests.factories.territories import SchoolFactory
from tests.matching.ranking.conftest import cook

pytestmark = pytest.mark.browser
Stage = PlacementStage
widths = pytest.mark.parametrize("width", [PHONE, DESK])


@pytest.fixture
def kitchen(two_services):
    """A slot where a young person who wishes to cook is proposed first."""
    school_calendar()
    slot = realistic_slot(two_services.saint_denis)
    slot.romes.set([rome("G1602", "Cuisine")])
    return slot


@pytest.fixture
def cooks(two_services):
    """`cooks()`: one more minor of Saint-Denis who wishes to cook, with a guardian."""

    def one_more():
        youth = cook(two_services.saint_denis, two_services.tutor)
        GuardianFactory(youth=youth)
        return youth

    return one_more


@widths
def test_a_silent_company_until_release_at_28_days(browse, shot, two_services, width):
    service = two_services.saint_denis
    placement = journey(service, to=Stage.SENT, by=two_services.tutor)
    page = browse(two_services.coordinator, width)
    file = File(page, placement.code, shot=shot, width=width, story="silence")
    silent_for = 0

    def after(days):
        """Let time pass until the silence lasts `days`, and the clock run that night."""
        nonlocal silent_for
        with perimeter([service]):
            move_into_the_past(Placement.objects.get(pk=placement.pk), days - silent_for)
        silent_for = days
        report = clock.run()
        assert not report.failed
        file.open()

    after(3)
    file.next_thing("Appeler l'entreprise")
    file.call("Message laissé")
    after(5)
    file.next_thing("Relancer l'entreprise")
    file.look("5-jours-relance")
    file.call("Pas de réponse")
    after(7)
    asked = file.next_thing("Demander à l'acheteur d'intervenir")
    contract = placement.offer.contract
    assert contract.contact.name in asked.inner_text()
    assert contract.reference in asked.inner_text()
    assert asked.get_by_role("link", name=contract.contact.phone).is_visible()
    file.look("7-jours-acheteur")
    asked.get_by_role("button", name="C'est fait").click()
    page.get_by_text("Fait : Demander à l'acheteur d'intervenir").first.wait_for()
    after(10)
    file.next_thing("Appeler un troisième contact")
    file.look("10-jours-troisieme-contact")
    after(15)
    file.next_thing("Envoyer le rappel d'engagement")
    file.look("15-jours-rappel-d-engagement")
    after(RELEASE_DAYS - 1)
    assert file.stage == Stage.SENT.label
    # Nobody did the last steps: they are late, have climbed, and say so on one line.
    assert (
        "retard signalé aux coordonnateurs du service" in page.locator("#maintenant").inner_text()
    )
    unfold(page)
    page.locator("#historique summary").filter(has_text="retards signalés").first.click()
    file.look("27-jours-en-retard")
    after(RELEASE_DAYS)
    assert file.stage == Stage.UNANSWERED.label
    unfold(page)
    followed = page.locator("#maintenant").inner_text()
    assert "Proposer un parcours au jeune" in followed and "Proposer un jeune" in followed
    assert "Libéré sans réponse" in page.locator("#dernier").inner_text()
    file.look("28-jours-libere")
    assert_accessible(page)
    page.goto(f"/admin/offres/{placement.offer.code}/suivi/")
    unfold(page)
    page.get_by_role("heading", name="Proposer un jeune").wait_for()
    assert "Libre" in page.locator(".work-slot").inner_text()
    file.look("offre-de-nouveau-libre")
    assert page.trouble == []


@widths
def test_an_interruption_with_hours_left_then_somebody_else(
    browse, shot, two_services, kitchen, cooks, width
):
    first = journey(
        two_services.saint_denis,
        to=Stage.IN_COMPANY,
        by=two_services.tutor,
        youth=cooks(),
        slot=kitchen,
    )
    second = cooks()
    page = browse(two_services.coordinator, width)
    file = File(page, first.code, shot=shot, width=width, story="interruption")
    file.interrupt("autre solution trouvée")
    file.look("interrompu")
    with perimeter([two_services.saint_denis]):
        first.refresh_from_db()
    kitchen.offer.budget.refresh_from_db()
    assert 0 < first.hours_consumed < first.hours
    assert kitchen.offer.budget.left == kitchen.offer.hours - first.hours_consumed

    page.goto(f"/admin/offres/{kitchen.offer.code}/suivi/")
    unfold(page)
    assert f"{kitchen.offer.budget.left} h sur" in page.locator(".work-head").inner_text()
    file.look("offre-heures-restantes")
    again = reserve_from_offer(
        page, kitchen.offer, shot=shot, width=width, story="interruption-suite"
    )
    assert again.stage == Stage.RESERVED.label
    unfold(page)
    assert second.code in page.locator(".work-head").inner_text()
    again.next_thing("Appeler l'entreprise")
    again.look("reserve-pour-un-autre")
    assert page.trouble == []


@widths
def test_the_reverse_path_from_an_offer_to_closed(
    browse, shot, two_services, kitchen, cooks, width
):
    youth = cooks()
    SchoolFactory()
    page = browse(two_services.coordinator, width)
    file = reserve_from_offer(page, kitchen.offer, shot=shot, width=width, story="depuis-l-offre")
    unfold(page)
    assert youth.code in page.locator(".work-head").inner_text()
    with perimeter([two_services.saint_denis]):
        period = past_period(Placement.objects.get(code=file.code))
    file.look("reserve")
    file.call()
    file.prepare_and_send()
    file.plan_meeting()
    file.meet_and_accept()
    file.schedule_and_sign(period)
    file.start()
    file.finish()
    file.review()
    file.close()
    file.look("cloture")
    page.goto(f"/admin/offres/{kitchen.offer.code}/suivi/")
    unfold(page)
    assert "Libre" in page.locator(".work-slot").inner_text()
    file.look("offre-ensuite")
    assert page.trouble == []
