"""Buyers and contracts: amounts, dates and people checked against each other."""

import pytest

from offers.models import Buyer, Contract
from tests.factories.offers import (
    BuyerContactFactory,
    BuyerFactory,
    CompanyFactory,
    ContractFactory,
    LotFactory,
    OfferFactory,
)
from tests.offers.conftest import formset, url

pytestmark = pytest.mark.django_db


def contract_data(buyer, company, /, lots=(), initial=0, **fields):
    return {
        "buyer": buyer.pk,
        "contact": "",
        "prescriber": "",
        "company": company.pk,
        "reference": "2026-NET",
        "kind": "services",
        "title": "Nettoyage des locaux",
        "cpv": "90910000-9",
        "decp_id": "",
        "amount": "150000",
        "notified_on": "2026-03-01",
        "firm_months": 24,
        "firm_end": "",
        "renewals": 0,
        "renewal_months": 0,
        "trigger_amount": "",
        "clause_article": "CCAP 12",
        "penalties": "",
        **formset("lots", lots, initial),
    } | fields


def record(client, /, **fields):
    data = contract_data(BuyerFactory(), CompanyFactory(), **fields)
    return client.post(url("contract", "add"), data, follow=True)


def test_a_contract_is_recorded_with_its_lots_and_its_computed_end(coordinating):
    lots = [{"id": "", "number": "1", "title": "Nord", "hours": 150}]
    answer = record(coordinating, lots=lots)
    contract = Contract.objects.get()
    assert answer.redirect_chain[-1][0] == url("contract", "inspect", contract.pk)
    assert f"{contract.firm_end}" == "2028-02-29"
    assert contract.lots.get().hours == 150
    assert "150" in answer.content.decode() and "CCAP 12" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"firm_end": "2026-02-01"}, "précède la notification (01/03/2026)"),
        ({"firm_end": "2027-01-31"}, "ne correspond pas à 24 mois"),
        ({"trigger_amount": "200000"}, "Le seuil de déclenchement dépasse le montant"),
        ({"renewals": 2}, "Indiquez le nombre de reconductions et leur durée"),
        ({"cpv": "nettoyage"}, "8 chiffres"),
        ({"amount": "-5"}, "supérieure ou égale à 1"),
        ({"notified_on": "31/02/2026"}, "existe pas dans le calendrier"),
    ],
)
def test_what_does_not_hold_together_is_said_beside_it(coordinating, fields, message):
    page = record(coordinating, **fields).content.decode()
    assert message in page
    assert "Nettoyage des locaux" in page and "CCAP 12" in page
    assert not Contract.objects.exists()


def test_the_same_reference_of_one_buyer_is_refused(coordinating):
    contract = ContractFactory(reference="2026-NET")
    data = contract_data(contract.buyer, contract.company)
    page = coordinating.post(url("contract", "add"), data).content.decode()
    assert "Cet acheteur a déjà un marché de cette référence" in page


def test_a_contact_of_another_buyer_is_refused(coordinating):
    page = record(coordinating, contact=BuyerContactFactory().pk).content.decode()
    assert "Cette personne ne travaille pas chez cet acheteur" in page


def test_only_people_of_the_buyer_are_offered(coordinating):
    mine, other = BuyerContactFactory(), BuyerContactFactory()
    page = coordinating.get(
        "/admin/buyer_contact_chooser/results/", {"buyer": mine.buyer_id}
    ).content.decode()
    assert mine.name in page and other.name not in page


def test_a_contract_is_chosen_among_those_of_the_company(coordinating):
    mine, other = ContractFactory(title="Vitres"), ContractFactory(title="Espaces verts")
    page = coordinating.get(
        "/admin/snippets/choose/offers/contract/results/", {"company": mine.company_id}
    ).content.decode()
    assert "Vitres" in page and "Espaces verts" not in page
    assert other.reference not in page


def test_a_lot_that_an_offer_uses_can_leave_with_its_hours_kept(coordinating):
    contract = ContractFactory()
    lot = LotFactory(contract=contract)
    offer = OfferFactory(contract=contract)
    offer.lots.add(lot)
    row = {"id": lot.pk, "number": "1", "title": "", "hours": "", "DELETE": "on"}
    data = contract_data(
        contract.buyer,
        contract.company,
        lots=[row],
        initial=1,
        notified_on=contract.notified_on.isoformat(),
    )
    coordinating.post(url("contract", "edit", contract.pk), data)
    assert not contract.lots.exists()
    offer.refresh_from_db()
    assert offer.hours == 450


def test_contracts_are_searched_without_accents_and_filtered_by_their_end(coordinating):
    running = ContractFactory(title="Énergie des écoles")
    over = ContractFactory(
        title="Ménage", notified_on="2020-01-01", firm_end="2021-01-01", firm_months=12
    )

    def listed(**query):
        return list(coordinating.get(url("contract", "list"), query).context["object_list"])

    assert listed(q="energie") == [running]
    assert listed(ends="over") == [over]
    assert listed(ends="running") == [running]


def buyer_data(contacts=(), initial=0, /, **fields):
    return {
        "name": "Ville d'Évry",
        "kind": "local",
        "siret": "",
        "commune": "",
        "convention_until": "",
        **formset("contacts", contacts, initial),
    } | fields


def test_whoever_leaves_a_buyer_names_a_successor_who_is_called(coordinating):
    contract = ContractFactory()
    leaver = BuyerContactFactory(buyer=contract.buyer)
    successor = BuyerContactFactory(buyer=contract.buyer)
    contract.contact = leaver
    contract.save()
    rows = [
        {
            "id": person.pk,
            "name": person.name,
            "role": "buyer",
            "phone": person.phone,
            "email": "",
            "left_on": "2026-10-01" if person == leaver else "",
            "successor": successor.pk if person == leaver else "",
        }
        for person in contract.buyer.contacts.all()
    ]
    data = buyer_data(rows, 2, name=contract.buyer.name)
    coordinating.post(url("buyer", "edit", contract.buyer_id), data)
    sheet = coordinating.get(url("contract", "inspect", contract.pk)).content.decode()
    assert successor.name in sheet and leaver.name not in sheet
    sheet = coordinating.get(url("buyer", "inspect", contract.buyer_id)).content.decode()
    assert "remplacé par" in sheet


def test_the_successor_works_for_the_same_buyer(coordinating):
    buyer, stranger = BuyerFactory(), BuyerContactFactory()
    row = {
        "id": "",
        "name": "Claude Part",
        "role": "buyer",
        "phone": "01 99 00 00 00",
        "email": "",
        "left_on": "2026-10-01",
        "successor": stranger.pk,
    }
    page = coordinating.post(
        url("buyer", "edit", buyer.pk), buyer_data([row], 0, name=buyer.name)
    ).content.decode()
    assert "Sélectionnez un choix valide" in page


def test_a_buyer_is_found_without_accents(coordinating):
    coordinating.post(url("buyer", "add"), buyer_data())
    answer = coordinating.get(url("buyer", "list"), {"q": "evry"})
    assert list(answer.context["object_list"]) == [Buyer.objects.get()]
