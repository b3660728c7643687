"""A call noted by mistake is taken back: the contact, the dates and the actions are as before."""

import pytest
from django.urls import reverse

from matching.placements import clock
from matching.placements.calls import record_call
from matching.placements.workflow import PLACEMENTS
from offers.enums import OfferStage
from offers.models import CompanyContact
from offers.workflow import OFFERS, declare
from psf.perimeter.scope import perimeter
from psf.workflow import assignment
from psf.workflow.enums import CallOutcome
from psf.workflow.errors import Refused
from psf.workflow.history import last_step
from psf.workflow.models import Action, Event
from tests.factories.accounts import tutor
from tests.factories.offers import CompanyContactFactory, OfferFactory
from tests.factories.territories import ServiceFactory
from tests.matching.workflow.snapshot import differences, everything
from tests.matching.workflow.test_life import perform, send, verbs

RIGHT = {"name": "Dominique Essai", "role": "hr", "phone": "01 99 00 00 01"}


@pytest.mark.parametrize("outcome", CallOutcome)
def test_undoing_a_call_brings_every_row_back(world, outcome):
    placement = world.reserve()
    send(world, placement)
    clock.run(now=world.day(12))
    CompanyContact.objects.update(verified_on=None)
    before = everything()
    record_call(
        placement,
        by=world.tutor,
        outcome=outcome,
        contact=world.slot.tutor,
        call_back_on=world.day(20).date(),
        new_contact=RIGHT if outcome == CallOutcome.WRONG_PERSON else None,
        now=world.day(12),
    )
    assert differences(before, everything())
    PLACEMENTS.undo(placement, by=world.tutor, text="Erreur de bouton", now=world.day(12))
    assert differences(before, everything()) == []


def test_undoing_a_call_about_an_offer_brings_its_contact_and_its_date_back(world):
    offer = OfferFactory(service=world.service, stage=OfferStage.DECLARED)
    CompanyContactFactory(company=offer.company, verified_on=None)
    declare(offer, now=world.day(0))
    OFFERS.perform(offer, "take_charge", by=world.coordinator, now=world.day(0))
    before = everything()
    contact = offer.company.contacts.first()
    record_call(offer, by=world.coordinator, outcome="reached", contact=contact, now=world.day(1))
    assert offer.company.contacts.first().verified_on
    OFFERS.undo(offer, by=world.coordinator, text="Autre entreprise", now=world.day(1))
    assert differences(before, everything()) == []


def test_an_undone_call_is_no_attempt_and_the_step_before_it_can_be_undone(world):
    placement = world.reserve()
    send(world, placement)
    call = record_call(placement, by=world.tutor, outcome="no_answer", now=world.day(3))
    undone = PLACEMENTS.undo(placement, by=world.tutor, text="Erreur", now=world.day(3))
    call.refresh_from_db()
    assert call.undone_by == undone
    assert last_step(placement).name == "send"


def test_a_call_is_taken_back_by_whoever_noted_it_or_a_coordinator(world):
    placement = world.reserve()
    record_call(placement, by=world.tutor, outcome="no_answer", now=world.day(1))
    colleague = tutor(world.service)
    with pytest.raises(Refused, match="coordonnateur"):
        PLACEMENTS.undo(placement, by=colleague, text="Erreur", now=world.day(1))
    PLACEMENTS.undo(placement, by=world.coordinator, text="Erreur", now=world.day(1))


def test_undoing_on_a_page_that_shows_another_step_is_refused(world):
    placement = world.reserve()
    seen = record_call(placement, by=world.tutor, outcome="no_answer", now=world.day(1))
    record_call(placement, by=world.coordinator, outcome="reached", now=world.day(1))
    with pytest.raises(Refused, match="entre-temps"):
        PLACEMENTS.undo(
            placement, by=world.coordinator, text="Erreur", step=seen.pk, now=world.day(1)
        )


def test_what_was_said_done_by_mistake_is_open_again(world):
    placement = world.reserve()
    send(world, placement)
    clock.run(now=world.day(12))
    before = everything()
    asked = Action.objects.open().get(placement=placement, verb="ask_buyer")
    assignment.complete(asked, by=world.coordinator, now=world.day(12))
    PLACEMENTS.undo(placement, by=world.coordinator, text="Pas encore", now=world.day(12))
    assert differences(before, everything()) == []


def test_a_new_contact_who_was_written_to_meanwhile_stays(world):
    placement = world.reserve()
    send(world, placement)
    record_call(
        placement,
        by=world.tutor,
        outcome=CallOutcome.WRONG_PERSON,
        contact=world.slot.tutor,
        new_contact=RIGHT,
        now=world.day(3),
    )
    right = CompanyContact.objects.get(name=RIGHT["name"])
    Event.objects.create(
        kind="note", name="note", label="Vu", at=world.day(3), contact=right, service=world.service
    )
    with pytest.raises(Refused, match="servi depuis"):
        PLACEMENTS.undo(placement, by=world.coordinator, text="Erreur", now=world.day(3))


def test_another_service_is_no_longer_asked_about_a_contact_who_never_was(world):
    placement = world.reserve()
    send(world, placement)
    elsewhere = ServiceFactory(name="PSAD d'ailleurs")
    OfferFactory(
        service=elsewhere,
        contract=None,
        company=placement.offer.company,
        stage=OfferStage.DECLARED,
    )
    with perimeter([elsewhere]):
        placement.offer.company.contacts.first().adopt([elsewhere])
    before = everything()
    record_call(
        placement,
        by=world.tutor,
        outcome=CallOutcome.WRONG_PERSON,
        contact=world.slot.tutor,
        new_contact=RIGHT,
        now=world.day(3),
    )
    clock.run(now=world.day(3))
    assert Action.objects.open().filter(verb="decide_address", service=elsewhere).exists()
    PLACEMENTS.undo(placement, by=world.tutor, text="Erreur", now=world.day(3))
    clock.run(now=world.day(3))
    assert not Action.objects.open().filter(verb="decide_address").exists()
    assert differences(before, everything()) == []


def test_the_page_says_what_is_undone_and_undoes_it(world, client):
    placement = world.reserve()
    client.force_login(world.tutor)
    call = reverse("work:call", args=[placement.code])
    undo = reverse("work:undo", args=[placement.code])
    answer = client.post(call, {"outcome": "reached", "contact": world.slot.tutor.pk}, follow=True)
    assert undo in answer.content.decode()
    page = client.get(undo).content.decode()
    assert "Annuler le dernier appel" in page and "Appel : joint" in page
    client.post(undo, {"text": "Pas elle", "step": last_step(placement).pk})
    with perimeter([world.service]):
        assert verbs(placement=placement) == {"call_company", "prepare_file"}


def test_a_later_step_is_undone_before_the_call(world):
    placement = world.reserve()
    record_call(placement, by=world.tutor, outcome="reached", now=world.day(1))
    perform(world, placement, "prepare", 1, data={"goals": "Essai"})
    assert last_step(placement).name == "prepare"
