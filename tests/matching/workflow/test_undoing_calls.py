"""A call noted by mistake is taken back: the contact, the dates and the actions are as before."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from matching.placements import clock
from matching.placements.calls import record_call
from matching.placements.workflow import PLACEMENTS
from offers.enums import OfferStage
from offers.models import CompanyContact
from offers.workflow import OFFERS, declare
from psf.perimeter.scope import perimeter
from psf.workflow import assignment
from psf.workflow.enums import Actor, CallOutcome
from psf.workflow.errors import Refused
from psf.workflow.history import last_step
from psf.workflow.machine import Guest
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


# The address or number that the person called gives of their own

GIVEN = {"phone": "01 99 00 77 77", "email": "alix.essai@exemple.fr"}


def another_service(world, placement, name="PSAD d'ailleurs"):
    """A service with an offer of the same company, which knows its people."""
    service = ServiceFactory(name=name)
    company = placement.offer.company
    OfferFactory(service=service, contract=None, company=company, stage=OfferStage.DECLARED)
    with perimeter([service]):
        for contact in company.contacts.all():
            contact.adopt([service])
    return service


def say(contact, service, **said):
    """Another service writes down what it heard."""
    with perimeter([service]):
        contact.refresh_from_db()
        for name, value in {**said, **contact.saying("form")}.items():
            setattr(contact, name, value)
        contact.save()


def is_asked(service):
    return Action.objects.open().filter(verb="decide_address", service=service).exists()


def undo(world, placement, days=3):
    PLACEMENTS.undo(placement, by=world.coordinator, text="Erreur", now=world.day(days))


def call_with(world, placement, said, outcome=CallOutcome.REACHED, days=3):
    world.slot.tutor.refresh_from_db()
    record_call(
        placement,
        by=world.tutor,
        outcome=outcome,
        contact=world.slot.tutor,
        call_back_on=world.day(20).date(),
        new_address=said,
        now=world.day(days),
    )


@pytest.mark.parametrize("said", [GIVEN, {"phone": GIVEN["phone"]}, {"email": GIVEN["email"]}])
@pytest.mark.parametrize("outcome", ["reached", "call_back"])
def test_undoing_a_call_that_noted_coordinates_brings_them_back_as_they_were(world, said, outcome):
    placement = world.reserve()
    send(world, placement)
    elsewhere = another_service(world, placement)
    CompanyContact.objects.update(verified_on=world.day(-30).date(), bounced_on=world.day(-1))
    before = everything()
    call_with(world, placement, said, outcome)
    contact = CompanyContact.objects.get(pk=world.slot.tutor.pk)
    assert {name: getattr(contact, name) for name in said} == said
    assert contact.verified_on == world.day(3).date()
    known = contact.address_for(placement.service_id)
    assert {name: getattr(known, name) for name in said} == said
    assert is_asked(elsewhere)
    undo(world, placement)
    assert not is_asked(elsewhere)
    clock.run(now=world.day(3))
    assert not is_asked(elsewhere)
    assert differences(before, everything()) == []
    history = ModelLogEntry.objects.filter(action="offers.contact_changed").order_by("pk")
    assert [entry.data["source"] for entry in history][-2:] == ["call", "taken_back"]
    assert not any(value in str(entry.data) for entry in history for value in said.values())


def test_what_was_proposed_or_set_aside_before_the_call_stands_as_it_did(world):
    placement = world.reserve()
    send(world, placement)
    contact, mine = world.slot.tutor, placement.service_id
    aside = another_service(world, placement, "PSAD d'ici")
    waiting = another_service(world, placement, "PSAD d'ailleurs")
    saying = another_service(world, placement, "PSAD de loin")
    say(contact, saying, email="dite@exemple.fr")
    with perimeter([aside]):
        contact.keep_former([aside])
    clock.run(now=world.day(3))
    assert is_asked(mine)
    before = everything()
    call_with(world, placement, {"email": GIVEN["email"]})
    assert not is_asked(mine)
    undo(world, placement)
    clock.run(now=world.day(3))
    assert [is_asked(each) for each in (mine, waiting, aside, saying)] == [True, True, False, False]
    assert differences(before, everything()) == []


def test_whoever_took_it_before_the_undo_decides_again(world):
    placement = world.reserve()
    elsewhere = another_service(world, placement)
    call_with(world, placement, GIVEN)
    contact = CompanyContact.objects.get(pk=world.slot.tutor.pk)
    with perimeter([elsewhere]):
        contact.adopt([elsewhere])
    undo(world, placement)
    assert contact.address_for(elsewhere).email == GIVEN["email"]
    assert is_asked(elsewhere)


def test_what_somebody_said_since_is_not_lost_by_the_undo(world):
    placement = world.reserve()
    contact, mine = world.slot.tutor, placement.service_id
    elsewhere = another_service(world, placement)
    was = contact.address_for(mine).phone
    call_with(world, placement, {"phone": GIVEN["phone"]})
    say(contact, elsewhere, phone="01 99 00 88 88")
    undo(world, placement)
    contact.refresh_from_db()
    assert contact.phone == "01 99 00 88 88"
    assert contact.address_for(mine).phone == was
    assert is_asked(mine)


def test_each_service_of_whoever_called_is_served_and_whoever_sees_one_takes_back_one(world):
    placement = world.reserve()
    contact, mine = world.slot.tutor, placement.service_id
    second = another_service(world, placement)
    stranger = another_service(world, placement, "PSAD qui ne la connaît pas")
    with perimeter([stranger]):
        contact.addresses.filter(service=stranger).delete()
    with perimeter([mine, second, stranger]):
        call_with(world, placement, GIVEN)
        assert contact.address_for(second).email == GIVEN["email"]
        # It never took this person, and follows another file.
        assert contact.address_for(stranger).is_empty
    undo(world, placement)
    assert contact.address_for(mine).email == contact.email != GIVEN["email"]
    assert contact.address_for(second).email == GIVEN["email"]
    assert is_asked(second)


def test_an_undo_by_whoever_sees_more_services_gives_them_nothing(world):
    placement = world.reserve()
    contact, mine = world.slot.tutor, placement.service_id
    second = another_service(world, placement)
    say(contact, mine, email="dite@exemple.fr")
    with perimeter([second]):
        contact.keep_former([second])
    kept = contact.address_for(second)
    call_with(world, placement, {"email": GIVEN["email"]})
    with perimeter([mine, second]):
        undo(world, placement)
    assert contact.address_for(second).email == kept.email != "dite@exemple.fr"
    assert not is_asked(second)


def test_undoing_a_colleague_s_word_about_somebody_known_brings_their_coordinates_back(world):
    placement = world.reserve()
    send(world, placement)
    elsewhere = another_service(world, placement)
    known = CompanyContactFactory(company=placement.offer.company, name="Alix Connue", rank=4)
    for service in (placement.service_id, elsewhere):
        with perimeter([service]):
            known.adopt([service])
    was = known.phone
    say(known, elsewhere, phone="01 99 00 88 88")
    before = everything()
    PLACEMENTS.perform(
        placement,
        "redirect",
        guest=Guest(Actor.COMPANY, world.slot.tutor),
        data={"name": "Alix Connue", "email": GIVEN["email"], "left": True},
        now=world.day(3),
    )
    address = known.address_for(placement.service_id)
    # Another service's number is not theirs to take along.
    assert (address.email, address.phone) == (GIVEN["email"], was)
    undo(world, placement)
    assert [line for line in differences(before, everything()) if "companycontact" in line] == []
