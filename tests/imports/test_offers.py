"""Offers by file: lines of one key make one offer with its slots, and open its first action."""

import pytest
from django.urls import reverse

from offers.models import Buyer, Contract, Offer
from psf.workflow.models import Action
from tests.factories.offers import siret

from .conftest import batch_of, csv_file, text_of

pytestmark = pytest.mark.database

TITLES = [
    "offre", "acheteur", "nature de l'acheteur", "référence du marché", "objet du marché",
    "nature du marché", "période ferme (mois)", "date de notification", "montant HT",
    "entreprise", "SIRET de l'entreprise", "contact", "téléphone du contact", "calibre",
    "site", "code postal", "commune", "métiers ROME", "jours par semaine",
]  # fmt: skip


def row(key="A", site="Dépôt nord", contact="Camille Exemple", calibre="300", **changes):
    cells = dict(
        zip(
            TITLES,
            [key, "Ville d'Essai", "collectivité", "2026-01", "Propreté des locaux", "services",
             "24", "01/09/2026", "180 000,50 €", "Nettoyages Fictifs", siret(77), contact,
             "199001234", calibre, site, "93200", "SAINT DENIS", "K2204", "3"],
            strict=True,
        )
    )  # fmt: skip
    return [changes.get(title, cell) for title, cell in cells.items()]


def imported(send, signed_in, two_services, *rows):
    pk = batch_of(send(csv_file([TITLES, *rows]), kind="offres"))
    client = signed_in(two_services.coordinator)
    return client.post(reverse("imports:confirm", args=[pk]), follow=True)


def test_two_lines_of_one_key_make_one_offer_with_two_slots(send, signed_in, two_services):
    page = imported(send, signed_in, two_services, row(), row(site="Dépôt sud", contact="Sam Test"))
    assert "2 lignes importées" in text_of(page)
    offer = Offer.objects.get()
    assert (offer.service, offer.hours, offer.contract.title) == (
        two_services.saint_denis,
        300,
        "Propreté des locaux",
    )
    assert sorted(slot.site for slot in offer.slots.all()) == ["Dépôt nord", "Dépôt sud"]
    slot = offer.slots.get(site="Dépôt nord")
    assert (slot.tutor.phone, slot.commune.code, slot.days_per_week) == (
        "01 99 00 12 34",
        "93066",
        3,
    )
    assert [rome.code for rome in slot.romes.all()] == ["K2204"]
    assert Action.objects.open().filter(offer=offer).exists()


def test_the_same_file_again_changes_nothing(send, signed_in, two_services):
    imported(send, signed_in, two_services, row())
    page = send(csv_file([TITLES, row()]), kind="offres")
    assert "sans changement" in text_of(page)
    assert "Importer 1 ligne" not in text_of(page)
    assert Offer.objects.count() == Contract.objects.count() == Buyer.objects.count() == 1


def test_a_file_of_another_service_moves_no_message_of_those_who_follow_the_company(
    send, signed_in, two_services
):
    """Somebody whom it adds is known to its own service, and proposed to the others."""
    imported(send, signed_in, two_services, row())
    company = Offer.objects.get().company
    titles = [*TITLES, "adresse électronique du contact"]
    line = row(key="B", contact="Alix Faux", **{"référence du marché": "2026-02"})
    where = {"code postal": "06000", "commune": "NICE"}
    line = [where.get(title, cell) for title, cell in zip(TITLES, line, strict=True)]
    file = csv_file([titles, [*line, "ailleurs@exemple.fr"]])
    chief = two_services.coordinator_nice
    pk = batch_of(send(file, kind="offres", user=chief, service=two_services.nice))
    signed_in(chief).post(reverse("imports:confirm", args=[pk]))
    added = company.contacts.get(name="Alix Faux")
    assert (added.address_by, added.address_source) == (chief, "import")
    assert added.address_for(two_services.nice).email == "ailleurs@exemple.fr"
    assert added.address_for(two_services.saint_denis).is_empty
    assert Action.objects.open().get(verb="decide_address").service == two_services.saint_denis
