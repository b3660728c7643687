"""Declaring and correcting an offer through its form."""

import pytest
from django.utils import timezone

from offers.models import HostSlot, Offer, OfferBudget
from tests.factories.offers import (
    CompanyContactFactory,
    ContractFactory,
    HostSlotFactory,
    LotFactory,
    OfferFactory,
    rome,
)
from tests.offers.conftest import offer_data, slot_data, url

pytestmark = pytest.mark.django_db


def tutor_of(contract):
    return contract.company.contacts.get(role="tutor")


def declare(client, contract, slots=None, /, **fields):
    slots = [slot_data(tutor_of(contract))] if slots is None else slots
    return client.post(url("offer", "add"), offer_data(contract, slots, **fields), follow=True)


def test_the_form_opens_with_choosers_and_no_list_of_communes(coordinating, contract):
    page = coordinating.get(url("offer", "add")).content.decode()
    assert "commune_chooser" in page or "/admin/commune" in page
    assert "Lieux d&#x27;accueil" in page or "Lieux d'accueil" in page
    assert page.count("<option") < 50


def test_an_offer_is_declared_with_its_slot_and_its_hours(coordinating, contract, here):
    answer = declare(coordinating, contract, [slot_data(tutor_of(contract), romes='"K2204 x"')])
    offer = Offer.objects.get()
    assert answer.redirect_chain[-1][0] == url("offer", "inspect", offer.pk)
    assert (offer.calibre, offer.hours, offer.service, offer.stage) == (450, 450, here, "declared")
    assert offer.code.startswith("O-")
    assert OfferBudget.objects.get(offer=offer).left == 450
    assert offer.actions.get(done_at=None).verb == "take_charge"
    assert offer.events.get().name == "declare"
    slot = HostSlot.objects.get()
    assert (slot.offer, slot.site, slot.commune.name) == (offer, "Atelier", "Saint-Denis")
    assert [row.code for row in slot.romes.all()] == ["K2204"]


def test_several_slots_are_edited_inside_the_offer(coordinating, offer):
    slot = offer.slots.get()
    other = CompanyContactFactory(company=offer.company)
    slots = [
        slot_data(slot.tutor, site="Siège", id=slot.pk),
        slot_data(other, site="Dépôt", commune_code="93001"),
    ]
    data = offer_data(offer.contract, slots, initial=1, service=offer.service_id)
    coordinating.post(url("offer", "edit", offer.pk), data)
    assert sorted(offer.slots.values_list("site", flat=True)) == ["Dépôt", "Siège"]
    assert offer.slots.get(site="Siège").pk == slot.pk


def test_a_calibre_of_200_hours_is_refused_beside_it_and_nothing_typed_is_lost(
    coordinating, contract
):
    page = declare(coordinating, contract, calibre=200, meals="Cantine à 3 €").content.decode()
    assert "Le calibre est 150, 300, 450 ou 900 heures" in page
    assert "Cantine à 3 €" in page and "Rangement du magasin" in page
    assert not Offer.objects.exists()


def test_other_hours_than_the_calibre_need_a_derogation(coordinating, contract):
    page = declare(coordinating, contract, hours=500).content.decode()
    assert "500 h ne sont ni le calibre (450 h), ni la somme des lots" in page
    assert not Offer.objects.exists()
    today = timezone.localdate().isoformat()
    fields = {"derogation_reason": "Site fermé l'été", "derogation_agreed_on": today}
    declare(coordinating, contract, hours=500, **fields)
    assert Offer.objects.get().hours == 500


def test_hours_may_be_the_sum_of_pooled_lots(coordinating, contract):
    for number, hours in (("1", 150), ("2", 250)):
        LotFactory(contract=contract, number=number, hours=hours)
    declare(coordinating, contract, calibre=300, hours=400, lots="1, 2")
    offer = Offer.objects.get()
    assert offer.hours == 400
    assert [lot.number for lot in offer.lots.all()] == ["1", "2"]


def test_an_unknown_lot_is_named(coordinating, contract):
    LotFactory(contract=contract, number="1")
    page = declare(coordinating, contract, lots="1, 7").content.decode()
    assert "pas de lot 7 (ses lots : 1)" in page
    assert 'value="1, 7"' in page


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"window_from": "2027-03-01", "window_until": "2027-02-01"}, "précède son début"),
        ({"window_from": "2040-01-01"}, "La période ferme du marché se termine le"),
        ({"romes": "Z9999"}, "Z9999"),
        ({"weekly_hours": 60}, "inférieure ou égale à 39"),
        ({"site": ""}, "Champ requis"),
    ],
)
def test_a_wrong_slot_is_refused_beside_what_was_typed(coordinating, contract, fields, message):
    slot = slot_data(tutor_of(contract)) | fields
    page = declare(coordinating, contract, [slot]).content.decode()
    assert message in page
    assert "Rangement du magasin" in page
    assert not Offer.objects.exists()


def test_an_offer_declared_before_its_contract_is_refused(coordinating, contract):
    page = declare(coordinating, contract, declared_on="2020-01-01").content.decode()
    assert "déclarée avant la notification du marché" in page


def test_the_company_is_the_holder_of_the_contract(coordinating, contract):
    other = ContractFactory().company
    page = declare(coordinating, contract, [slot_data()], company=other.pk).content.decode()
    assert "Le titulaire de ce marché est" in page


def test_a_tutor_of_another_company_is_refused(coordinating, contract):
    stranger = CompanyContactFactory()
    page = declare(coordinating, contract, [slot_data(stranger)]).content.decode()
    assert "Cette personne travaille chez" in page
    assert not Offer.objects.exists()


def test_a_tutor_of_the_hosting_subcontractor_is_accepted(coordinating, contract):
    person = CompanyContactFactory()
    declare(coordinating, contract, [slot_data(person, host=person.company.pk)])
    assert HostSlot.objects.get().hosting_company == person.company


def test_two_slots_of_one_site_and_tutor_are_refused_in_one_form(coordinating, contract):
    tutor = tutor_of(contract)
    slots = [slot_data(tutor, site="Siège"), slot_data(tutor, site="siege")]
    page = declare(coordinating, contract, slots).content.decode()
    assert "Ce site et ce tuteur sont déjà dans cette offre" in page
    assert not Offer.objects.exists()


def test_a_slot_that_another_offer_has_is_refused(coordinating, contract, here):
    tutor = tutor_of(contract)
    HostSlotFactory(offer=OfferFactory(contract=contract), tutor=tutor, site="Siège")
    page = declare(coordinating, contract, [slot_data(tutor, site="Siège")]).content.decode()
    assert "a déjà un lieu d&#x27;accueil ouvert sur ce site" in page
    assert Offer.objects.count() == 1


def test_whoever_loses_a_race_for_a_slot_reads_why_and_keeps_the_form(
    coordinating, contract, monkeypatch
):
    tutor = tutor_of(contract)
    HostSlotFactory(offer=OfferFactory(contract=contract), tutor=tutor, site="Siège")
    # As if the other offer had been recorded after this form was checked.
    monkeypatch.setattr(HostSlot, "validate_constraints", lambda *args, **kwargs: None)
    answer = declare(coordinating, contract, [slot_data(tutor, site="Siège")])
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "un jeune à la fois par site et par tuteur" in page
    assert "Rangement du magasin" in page
    assert Offer.objects.count() == 1


def test_a_longer_calibre_than_indicated_warns_without_stopping(coordinating, contract):
    contract.amount = 150_000
    contract.save()
    page = declare(coordinating, contract, calibre=450).content.decode()
    assert Offer.objects.exists()
    assert "dépasse celui qu&#x27;indique le montant du marché (300 h)" in page


def test_a_shorter_calibre_is_chosen_freely(coordinating, contract):
    contract.amount = 500_000
    contract.save()
    page = declare(coordinating, contract, calibre=150).content.decode()
    assert "dépasse celui" not in page


def test_an_offer_without_a_contract_is_possible(coordinating, contract, here):
    declare(coordinating, contract, contract="")
    assert Offer.objects.get().contract is None


def test_a_service_is_asked_for_when_no_slot_says_where(coordinating, contract):
    page = declare(coordinating, contract, []).content.decode()
    assert "Choisissez le service, ou indiquez la commune" in page


def test_a_slot_outside_the_perimeter_asks_for_a_service_of_mine(
    coordinating, contract, elsewhere, here
):
    slot = slot_data(tutor_of(contract), commune_code="06088")
    page = declare(coordinating, contract, [slot]).content.decode()
    assert "relève de « PSAD de Nice », hors de votre périmètre" in page
    declare(coordinating, contract, [slot], service=here.pk)
    assert Offer.objects.get().service == here


def test_a_service_of_others_is_refused(coordinating, contract, elsewhere):
    page = declare(coordinating, contract, service=elsewhere.pk).content.decode()
    assert "Sélectionnez un choix valide" in page
    assert not Offer.objects.exists()


def test_a_slot_in_use_is_not_removed(coordinating, offer, here):
    from tests.factories.matching import PlacementFactory, YouthFactory

    slot = offer.slots.get()
    PlacementFactory(youth=YouthFactory(service=here), host_slot=slot)
    data = offer_data(
        offer.contract,
        [slot_data(slot.tutor, id=slot.pk, DELETE="on")],
        initial=1,
        service=here.pk,
    )
    page = coordinating.post(url("offer", "edit", offer.pk), data).content.decode()
    assert "sert encore ailleurs" in page
    assert HostSlot.objects.filter(pk=slot.pk).exists()


def test_hours_already_engaged_are_not_taken_away(coordinating, offer, here):
    OfferBudget.objects.filter(offer=offer).update(reserved=400)
    slot = offer.slots.get()
    data = offer_data(
        offer.contract,
        [slot_data(slot.tutor, id=slot.pk)],
        initial=1,
        service=here.pk,
        calibre=300,
    )
    page = coordinating.post(url("offer", "edit", offer.pk), data).content.decode()
    assert "400 h sont déjà réservées ou consommées" in page


def test_completion_of_the_rome_finds_words_without_accents(coordinating):
    found = coordinating.get("/admin/rome/", {"term": "secretariat"}).json()
    assert "M1607\xa0Secrétariat" in found
    assert not [tag for tag in found if "," in tag]
    assert rome("M1607").label == "Secrétariat"
