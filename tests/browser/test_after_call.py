"""An offer after a call, in a browser: found as one types, nothing asked twice, few gestures."""

import pytest
from django.db import transaction

from offers.enums import OfferStage
from offers.models import Company, Offer
from tests.browser.conftest import DESK, PHONE
from tests.browser.sound import each_width
from tests.browser.steps import assert_accessible, assert_fits
from tests.factories.offers import CompanyContactFactory, ContractFactory, siret
from tests.factories.territories import commune

pytestmark = pytest.mark.browser
URL = "/admin/suivi/offre-apres-un-appel/"
# Keystroke-level model (Card, Moran, Newell): a key of an average typist, a tap with its aim and its thought.
KEY_SECONDS, TAP_SECONDS = 0.28, 2.6
TWO_MINUTES = 120


class Gestures:
    """Fills and taps, and counts the seconds that they take."""

    def __init__(self, page):
        self.page, self.keys, self.taps = page, 0, 0

    def write(self, label, text):
        self.page.get_by_label(label, exact=True).fill(text)
        self.keys += len(text)
        self.taps += 1

    def tap(self, locator):
        locator.click()
        self.taps += 1

    @property
    def seconds(self) -> float:
        return self.keys * KEY_SECONDS + self.taps * TAP_SECONDS


@pytest.fixture
def known(two_services):
    """A company with a person and a marché; the commune where it would host."""
    with transaction.atomic():
        commune("93066")
        contract = ContractFactory(company__name="Évry Nettoyage SAS")
        CompanyContactFactory(company=contract.company, name="Dominique Port")
    return contract


def test_a_known_company_is_chosen_while_one_types(browse, shot, two_services, known):
    for width in (DESK, PHONE):
        page = browse(two_services.coordinator, width)
        page.goto("/admin/suivi/")
        hand = Gestures(page)
        hand.tap(page.locator("#main").get_by_role("link", name="Offre après un appel"))
        page.wait_for_url(f"**{URL}")
        hand.write("Raison sociale, ou SIRET", "evry net")
        hand.tap(page.get_by_label("Évry Nettoyage SAS, SIRET"))
        hand.tap(page.locator("#propositions-contact").get_by_text("Dominique Port"))
        hand.tap(page.locator("#propositions-contract").get_by_text(known.reference))
        hand.tap(page.get_by_text("300 h (2 mois"))
        hand.write("Commune où le jeune sera accueilli", "93200")
        hand.write("Nom du site", f"Dépôt {width}")
        hand.write("Tâches proposées", "Accueil et classement, inventaire")
        hand.tap(page.get_by_text("L'entreprise a tout confirmé"))
        assert_fits(page)
        assert_accessible(page)
        shot(page, f"offre-apres-appel-{width}-connue")
        hand.tap(page.get_by_role("button", name="Enregistrer l'offre"))
        page.wait_for_url("**/admin/offres/*/suivi/")
        assert page.locator(".work-head .w-status").inner_text().lower() == "disponible"
        assert hand.seconds < TWO_MINUTES, hand.seconds
        assert page.trouble == []
    offers = Offer.objects.filter(contract=known)
    assert [offer.stage for offer in offers] == [OfferStage.AVAILABLE] * 2
    assert Company.objects.count() == 1


def test_a_new_company_its_marche_and_its_buyer_take_two_minutes(browse, shot, two_services, known):
    page = browse(two_services.coordinator, DESK)
    page.goto(URL)
    hand = Gestures(page)
    hand.write("Raison sociale, ou SIRET", "Ateliers du Port")
    hand.write("SIRET", siret(901))
    hand.write("Nom et prénom", "Dominique Port")
    hand.write("Téléphone", "0199005566")
    hand.tap(page.get_by_text("450 h (3 mois"))
    hand.write("Commune où le jeune sera accueilli", "93200")
    hand.write("Tâches proposées", "Accueil et classement")
    hand.tap(page.get_by_text("Écrire un marché qui n'est pas proposé"))
    hand.write("Référence du marché", "2026-014")
    hand.write("Objet", "Nettoyage des écoles")
    page.get_by_label("Nature du marché").select_option("services")
    hand.write("Notifié le", "02/11/2026")
    hand.write("Période ferme", "24")
    hand.write("Acheteur : nom, ou SIRET", "Ville de Valfleury")
    page.get_by_label("Nature de l'acheteur").select_option("local")
    hand.taps += 4
    hand.tap(page.get_by_text("L'entreprise a tout confirmé"))
    # Two taps of one finger.
    page.get_by_role("button", name="Enregistrer l'offre").dblclick()
    page.wait_for_url("**/admin/offres/*/suivi/")
    assert hand.seconds < TWO_MINUTES, hand.seconds
    offer = Offer.objects.select_related("contract__buyer", "company").get()
    assert (offer.stage, offer.contract.buyer.name) == (OfferStage.AVAILABLE, "Ville de Valfleury")
    assert page.trouble == []


def test_what_is_wrong_is_beside_what_was_typed_and_nothing_is_lost(
    browse, shot, two_services, known
):
    page = browse(two_services.coordinator, DESK)
    for width in each_width(page, URL):
        page.get_by_label("Raison sociale, ou SIRET").fill("Évry Nettoyage")
        page.get_by_label("Nom et prénom").fill("Camille Essai")
        page.get_by_label("Tâches proposées").fill("Rangement du magasin")
        page.get_by_role("button", name="Enregistrer l'offre").click()
        page.locator(".work-errors").wait_for()
        assert_fits(page)
        assert_accessible(page)
        shot(page, f"offre-apres-appel-{width}-a-corriger")
        assert page.get_by_text("est-ce l'une de celles-ci ?").is_visible()
        assert page.get_by_label("Nom et prénom").input_value() == "Camille Essai"
        assert page.get_by_label("Tâches proposées").input_value() == "Rangement du magasin"
    assert not Offer.objects.exists()
