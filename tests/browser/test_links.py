"""The links of a dossier, revoked and issued anew; a convention signed with its code, on a phone too."""

import re

import pytest

from matching.enums import PlacementStage
from matching.models import Placement
from matching.placements.signing import convention_to_sign
from psf.links.enums import LinkPurpose
from psf.perimeter.scope import perimeter
from tests.browser.pictures import keep
from tests.browser.sound import DESK, PHONE, assert_accessible, assert_fits
from tests.browser.steps import unfold
from tests.factories.journey import journey
from tests.factories.links import link_to
from tests.factories.offers import BuyerContactFactory
from tests.matching.guests.test_sign import code_sent, schedule

pytestmark = pytest.mark.browser
WIDTHS = pytest.mark.parametrize("width", [PHONE, DESK])


@pytest.fixture
def to_sign(two_services, settings, tmp_path):
    """A convention of Saint-Denis to sign, and the link of its company."""
    settings.PRIVATE_DIR = tmp_path / "private"
    placement = journey(
        two_services.saint_denis, to=PlacementStage.CONVENTION, by=two_services.tutor
    )
    with perimeter([two_services.saint_denis]):
        placement = Placement.objects.for_file().get(pk=placement.pk)
        schedule(placement)
        convention_to_sign(placement)
        contact = placement.host_slot.tutor
        link = link_to(LinkPurpose.SIGN, placement=placement, party="company", contact=contact)
    return link


@WIDTHS
def test_a_company_signs_with_the_code_it_received(open_page, to_sign, width):
    page = open_page(width)
    page.goto(f"/l/{to_sign.token}/")
    page.get_by_role("link", name="Signer").click()
    page.get_by_role("heading", name="Recevoir un code pour signer").wait_for()
    _look(page, f"lien-{width}-signer-code")
    page.get_by_role("button", name="Recevoir le code").click()
    page.get_by_role("heading", name="Signer la convention").wait_for()
    _look(page, f"lien-{width}-signer-formulaire")
    page.get_by_label("Votre prénom et votre nom").fill("Claude Essai")
    page.get_by_text("J’ai lu la convention et je l’accepte").click()
    page.get_by_label("Le code reçu").fill("000000")
    page.get_by_role("button", name="Je signe").click()
    page.get_by_text("Ce n’est pas ce code").wait_for()
    assert page.get_by_label("Votre prénom et votre nom").input_value() == "Claude Essai"
    page.trouble.clear()
    _look(page, f"lien-{width}-signer-faux")
    page.get_by_label("Le code reçu").fill(code_sent(to_sign))
    page.get_by_role("button", name="Je signe").click()
    page.get_by_role("heading", name="Convention signée").wait_for()
    _look(page, f"lien-{width}-signer-merci")


@WIDTHS
def test_a_coordinator_revokes_a_link_and_issues_one_anew(browse, to_sign, two_services, width):
    with perimeter([two_services.saint_denis]):
        placement = to_sign.placement
        contact, contract = placement.host_slot.tutor, placement.offer.contract
        link_to(LinkPurpose.COMPANY, placement=placement, contact=contact)
        link_to(LinkPurpose.CLAUSE, offer=placement.offer, contact=contact)
        buyer = BuyerContactFactory(buyer=contract.buyer)
        link_to(LinkPurpose.BUYER, contract=contract, buyer_contact=buyer)
    page = browse(two_services.coordinator, width)
    page.goto(f"/admin/suivi/{placement.code}/")
    unfold(page)
    page.get_by_role("link", name="Renvoyer ou retirer un lien").click()
    page.get_by_text("Tout retirer").wait_for()
    _look(page, f"liens-{width}-dossier", within="#main")
    page.get_by_role("button", name=re.compile("Retirer : Claude Essai, signer")).click()
    page.get_by_text("les messages partiront sans lien").wait_for()
    _look(page, f"liens-{width}-retire", within="#main")
    page.get_by_role(
        "button", name=re.compile("Émettre un nouveau lien : Claude Essai")
    ).first.click()
    page.get_by_text("Un nouveau lien part").wait_for()
    page.goto(f"/admin/suivi/entreprises/{placement.offer.company_id}/liens/")
    _look(page, f"liens-{width}-entreprise", within="#main")
    page.goto(f"/admin/suivi/marches/{contract.pk}/liens/")
    _look(page, f"liens-{width}-marche", within="#main")


def _look(page, name, **within):
    keep(page, name)
    assert_fits(page)
    assert_accessible(page, frames=False, **within)
    assert page.trouble == []
