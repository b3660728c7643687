"""A buyer's page moves with its offer, on a phone; « Mes engagements » through a provider of the test."""

import pytest

from offers.enums import OfferStage
from offers.workflow import OFFERS, declare
from psf.links.enums import LinkPurpose
from psf.perimeter.scope import perimeter
from tests.browser.conftest import DESK, PHONE
from tests.browser.pictures import keep
from tests.browser.sound import assert_accessible, assert_fits
from tests.factories.links import link_to, say
from tests.factories.offers import (
    BuyerContactFactory,
    ContractFactory,
    HostSlotFactory,
    OfferFactory,
)
from tests.proconnect.conftest import provider  # noqa: F401

pytestmark = pytest.mark.browser


def look(page, name):
    keep(page, f"suivre-{page.viewport_size['width']}-{name}")
    assert_fits(page, buttons=".guests .guests-big")
    assert_accessible(page)
    assert page.trouble == []


@pytest.fixture
def declared(two_services):
    service = two_services.saint_denis
    contract = ContractFactory(title="Espaces verts")
    contract.contact = BuyerContactFactory(buyer=contract.buyer, name="Camille Achat")
    contract.save()
    offer = OfferFactory(
        contract=contract, service=service, stage=OfferStage.DECLARED, available_since=None
    )
    HostSlotFactory(offer=offer)
    with perimeter([service]):
        declare(offer)
    say(contract.contact, service.pk, email="camille.achat@exemple.fr")
    return offer


def test_the_link_moves_with_the_stage_on_a_phone(open_page, declared, two_services):
    contract = declared.contract
    link = link_to(LinkPurpose.BUYER, contract=contract, buyer_contact=contract.contact)
    page = open_page(PHONE)
    page.goto(f"/l/{link.token}/")
    current = page.locator(".guests-steps [aria-current=step]")
    doing = page.locator(".guests-doing")
    assert "Prise en charge par la MLDS" in current.inner_text()
    assert "Nous prenons l’offre en charge" in doing.inner_text()
    assert page.get_by_role("link", name="01 99 00 93 93").first.is_visible()
    look(page, "declaree")
    for move, step, now in (
        ("take_charge", "Vérifiée avec l’entreprise", "Nous appelons l’entreprise"),
        ("verify", "Un jeune proposé à l’entreprise", "Nous cherchons un jeune"),
    ):
        with perimeter([two_services.saint_denis]):
            OFFERS.perform(declared, move, by=two_services.coordinator)
        page.reload()
        assert step in current.inner_text()
        assert now in doing.inner_text()
        assert "d’ici au" in doing.inner_text()
    look(page, "verifiee")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_my_engagements_by_proconnect(
    open_page,
    declared,
    provider,  # noqa: F811
    settings,
    live_server,
    width,
):
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    page = open_page(width)
    page.goto("/mes-engagements/")
    look(page, "se-connecter")
    page.get_by_role("button", name="S’identifier avec ProConnect").click()
    page.wait_for_url("**/mes-engagements/")
    assert page.get_by_text("camille.achat@exemple.fr").is_visible()
    look(page, "mes-engagements")
    page.get_by_role("button", name="Ouvrir").click()
    page.wait_for_url("**/lien/**")
    assert page.get_by_role("heading", level=1).inner_text() == (
        f"Marché {declared.contract.reference}"
    )
    look(page, "par-proconnect")
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/proconnect/au-revoir/**")
    assert provider.left
    look(page, "au-revoir")
