"""A form of a company left open, and each of those who write about its people meanwhile."""

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.placements.calls import record_call
from psf.accounts import leaver
from psf.messaging import undelivered
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor, CallOutcome
from tests.editing.every_form import on_page
from tests.editing.test_two_editors import TOLD, words
from tests.factories.accounts import UserFactory, coordinator
from tests.factories.offers import (
    CompanyContactFactory,
    CompanyFactory,
    ContractFactory,
    OfferFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def contact(db):
    return CompanyContactFactory(email="ancienne@exemple.fr", verified_on=None)


@pytest.fixture
def offer(contact, service):
    contract = ContractFactory(company=contact.company)
    return OfferFactory(service=service, contract=contract, stage="to_call")


@pytest.fixture
def send(editor, contact):
    """Sends the form that was on screen before the test did anything."""
    address = reverse("wagtailsnippets_offers_company:edit", args=[contact.company_id])
    typed = on_page(editor.get(address)) | {"contacts-0-function": "Tutrice"}
    return lambda: editor.post(address, typed)


def test_a_call_that_reached_the_wrong_person(offer, contact, send, service):
    with perimeter([service]):
        record_call(
            offer,
            by=coordinator(service),
            outcome=CallOutcome.WRONG_PERSON,
            contact=contact,
            new_contact={"name": "Alix Juste", "phone": "01 99 00 77 88", "role": "hr"},
        )
    assert TOLD in words(send())
    contact.refresh_from_db()
    assert (contact.left_on, contact.function) == (timezone.localdate(), "")


def test_a_call_that_reached_somebody(offer, contact, send, service):
    with perimeter([service]):
        record_call(offer, by=coordinator(service), outcome=CallOutcome.REACHED, contact=contact)
    assert TOLD in words(send())
    contact.refresh_from_db()
    assert contact.verified_on == timezone.localdate()


def test_a_message_that_will_not_arrive(offer, contact, send, service):
    message = Message(
        recipient=Actor.COMPANY,
        address=contact.email,
        contact=contact,
        offer=offer,
        service=service,
    )
    with perimeter([service]):
        undelivered.tell(message)
    assert TOLD in words(send())
    contact.refresh_from_db()
    assert (contact.bounced_on, contact.function) == (timezone.localdate(), "")


def test_a_colleague_who_confirms_somebody_in_one_tap(contact, send, service, signed_in):
    signed_in(coordinator(service)).post(reverse("offers_verify_contact", args=[contact.pk]))
    assert TOLD in words(send())
    contact.refresh_from_db()
    assert contact.verified_on == timezone.localdate()


def test_a_departure_that_gives_the_company_to_a_colleague(editor, service):
    leaving, colleague = coordinator(service), coordinator(service)
    company = CompanyFactory(interlocutor=leaving)
    address = reverse("wagtailsnippets_offers_company:edit", args=[company.pk])
    typed = on_page(editor.get(address))
    leaver.close(leaving, UserFactory(is_superuser=True), colleague)
    assert TOLD in words(editor.post(address, typed))
    company.refresh_from_db()
    assert company.interlocutor == colleague
