"""What erasure leaves: for a young person nothing but a code, for a contact a row that names nobody."""

import io
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from matching.enums import (
    EndOfRecord,
    HoldReason,
    IdentityCheck,
    IncidentKind,
    PlacementStage,
    Right,
    RightsWay,
)
from matching.models import (
    Incident,
    LegalHold,
    Manifest,
    Placement,
    RightsRequest,
    Youth,
)
from matching.retention import seams
from matching.retention.manifests import draw_up_one, problems
from matching.rights import contacts, handling, proof
from matching.rights.archive.collecting import collect
from matching.rights.archive.rereading import read
from matching.rights.archive.writing import archive_of
from matching.rights.erasing import erase, obstacles
from matching.rights.opposing import PROPOSED
from offers.forgetting import forget
from offers.models import BuyerContact, CompanyContact, HostSlot
from offers.models.addresses import ERASED
from psf.accounts.roles import Role
from psf.french.moments import full_moment
from psf.ledger import Erasure, file
from psf.ledger.replay import REPLAYERS
from psf.links.enums import LinkPurpose
from psf.messaging.post import Recipient, post
from psf.perimeter.scope import all_services, perimeter
from psf.workflow.enums import Actor, EventKind
from psf.workflow.errors import Refused
from psf.workflow.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey
from tests.factories.links import link_to
from tests.factories.matching import YouthFactory
from tests.factories.offers import CompanyContactFactory
from tests.matching.retention import deciding

pytestmark = pytest.mark.django_db

NAME, EMAIL, PHONE = "Isaure Transparente", "isaure.t@exemple.fr", "06 39 98 77 66"


def request_of(subject, service, by, right=Right.ERASURE, asked_by=Actor.YOUTH):
    request = handling.receive(
        subject,
        right,
        service=service,
        way=RightsWay.LETTER,
        asked_by=asked_by,
        wording="Tout",
        by=by,
    )
    handling.verify(request, IdentityCheck.PAPERS, by=UserFactory())
    return request


@pytest.fixture(autouse=True)
def decided():
    deciding.decide()


def test_a_young_person_goes_by_a_bordereau_that_the_request_names(two_services, signed_in):
    service, by = two_services.saint_denis, two_services.coordinator
    youth = YouthFactory(service=service)
    with perimeter([service]):
        request = request_of(youth, service, by)
        erase(request, "letter", by=by)
        (manifest,) = Manifest.objects.all()
        (line,) = manifest.lines.all()
        assert (line.code, line.rule, line.outcome) == (youth.code, "request", "forgotten")
        assert manifest.finished_at and problems() == []
        last = proof.done(RightsRequest.objects.get())[-1]
        assert manifest.content["request"] == request.code
    assert last.what == "Données effacées" and last.at
    assert manifest.code in last.link[0] and str(by) in last.detail
    officer = signed_in(UserFactory(roles=[Role.DPO], place=service))
    page = officer.get(last.link[1]).text
    assert request.code in page and f"effacé par {by}" in page
    assert full_moment(manifest.made_at) in page
    paper = officer.get(reverse("rights:sheet", args=[request.code])).text
    assert manifest.code in paper and str(by) in paper


def test_what_keeps_a_record_from_its_end_keeps_it_from_an_erasure(two_services):
    service, by = two_services.saint_denis, two_services.coordinator
    held, hurt = YouthFactory(service=service), journey(service, to=PlacementStage.CLOSED)
    with perimeter([service]):
        LegalHold.objects.create(
            youth=held,
            reason=HoldReason.DISPUTE,
            until=timezone.localdate() + timedelta(days=90),
            placed_by=by,
        )
        Incident.objects.create(
            placement=hurt,
            kind=IncidentKind.ACCIDENT,
            happened_on=timezone.localdate() - timedelta(days=20),
            recorded_by=by,
        )
        for youth, word in ((held, "suspension"), (hurt.youth, "accident")):
            request = request_of(youth, service, by)
            assert any(word in said for said in obstacles(request, by=by))
            with pytest.raises(Refused, match=word):
                erase(request, "letter", by=by)
            assert Youth.objects.filter(pk=youth.pk).exists()


def test_nobody_erases_alone_nor_before_durations_and_visa(two_services, monkeypatch):
    service, by = two_services.saint_denis, two_services.coordinator
    with perimeter([service]):
        request = request_of(YouthFactory(service=service), service, by)
        with pytest.raises(Refused, match="une autre efface"):
            erase(request, "letter", by=request.verified_by)
        monkeypatch.setattr(seams, "refusal", lambda policy, on: seams.NO_VISA)
        with pytest.raises(Refused, match="visa"):
            erase(request, "letter", by=by)


def test_a_record_that_waits_on_a_bordereau_goes_with_it(two_services):
    service, by = two_services.saint_denis, two_services.coordinator
    youth = YouthFactory(service=service)
    with perimeter([service]):
        manifest = draw_up_one(youth, EndOfRecord.CLOSED, timezone.now())
        request = request_of(youth, service, by)
        with pytest.raises(Refused, match=manifest.code):
            erase(request, "letter", by=by)
        request.refresh_from_db()
        assert request.is_open


def test_the_page_says_what_forbids_to_erase_before_the_button(two_services, signed_in):
    service, by = two_services.saint_denis, two_services.coordinator
    placement = journey(service, to=PlacementStage.IN_COMPANY)
    with perimeter([service]):
        request = request_of(placement.youth, service, by)
    page = signed_in(by).get(reverse("rights:request", args=[request.code])).text
    assert f"parcours {placement.code} en cours" in page and "pour toujours" not in page


def test_the_whole_family_is_forgotten_and_the_request_keeps_its_code(two_services):
    service, by = two_services.saint_denis, two_services.coordinator
    youth = YouthFactory(service=service)
    merged = YouthFactory(service=service, merged_into=youth)
    with perimeter([service]):
        request = request_of(youth, service, by)
        erase(request, "letter", by=by)
        assert not Youth.objects.filter(pk__in=[youth.pk, merged.pk]).exists()
        request = RightsRequest.objects.get()
    assert (request.youth_id, request.wording, request.label) == (None, "", youth.code)
    assert request.outcome == "answered" and request.verified_on


def test_nothing_is_erased_while_a_parcours_is_under_way(two_services):
    service, by = two_services.saint_denis, two_services.coordinator
    placement = journey(service, to=PlacementStage.IN_COMPANY)
    with perimeter([service]):
        request = request_of(placement.youth, service, by)
        with pytest.raises(Refused, match=placement.code):
            erase(request, "letter", by=by)
        request.refresh_from_db()
        assert request.is_open and Youth.objects.filter(pk=placement.youth_id).exists()


def test_an_open_request_of_the_same_person_is_answered_first(two_services):
    service, by = two_services.saint_denis, two_services.coordinator
    youth = YouthFactory(service=service)
    with perimeter([service]):
        other = request_of(youth, service, by, Right.ACCESS)
        with pytest.raises(Refused, match=other.code):
            erase(request_of(youth, service, by), "letter", by=by)
        assert Youth.objects.filter(pk=youth.pk).exists()


def everywhere(*words) -> set[str]:
    """Tables of the database, one of whose rows says one of these words."""
    found = set()
    with all_services("a test looks everywhere"), connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            for word in words:
                cursor.execute(
                    f'select 1 from "{table}" t where t::text ilike %s limit 1', [f"%{word}%"]
                )
                if cursor.fetchone():
                    found.add(table)
    return found


@pytest.fixture
def known(two_services):
    """A company's contact written to, called, noted and linked in a file, and known to two services."""
    service = two_services.saint_denis
    placement = journey(service, to=PlacementStage.SENT, by=two_services.tutor)
    contact = placement.host_slot.tutor
    with all_services("a contact that two services know"):
        CompanyContact.objects.filter(pk=contact.pk).update(name=NAME, email=EMAIL, phone=PHONE)
        contact.refresh_from_db()
        contact.adopt([service, two_services.nice])
    with perimeter([service]):
        link_to(LinkPurpose.COMPANY, placement=placement, contact=contact)
        post(
            "staff_answered",
            placement,
            Recipient(name=NAME, email=EMAIL, contact=contact),
            values={"code": placement.code, "nouvelle": f"Bonjour {NAME}", "adresse": "/"},
        )
        Event.objects.create(
            kind=EventKind.CALL,
            name="call",
            label="Appel",
            text=f"Eu {NAME} au {PHONE}",
            at=timezone.now(),
            by=two_services.tutor,
            memory={"was": {"email": EMAIL}},
            **(placement.as_subject() | {"contact": contact}),
        )
        Placement.objects.filter(pk=placement.pk).update(helps=f"Demander {NAME}")
        HostSlot.objects.filter(pk=placement.host_slot_id).update(tasks=f"Avec {NAME}, au stock")
        Event.objects.create(
            kind=EventKind.NOTE,
            name="note",
            label="Note",
            text=f"{NAME} est en congé.",
            at=timezone.now(),
            **placement.as_subject(),
        )
    return placement, contact


def test_a_forgotten_contact_is_nowhere_and_its_files_go_on(two_services, known):
    placement, contact = known
    assert {"offers_companycontact", "messaging_message", "workflow_event"} <= everywhere(NAME)
    with perimeter([two_services.saint_denis]):
        request = request_of(
            contact,
            two_services.saint_denis,
            two_services.coordinator,
            asked_by=Actor.COMPANY,
        )
        erase(request, "letter", by=two_services.coordinator)
    assert everywhere(NAME, EMAIL, PHONE, "0639987766", "+33639987766") == set()
    contact.refresh_from_db()
    assert contact.name == ERASED and contact.left_on
    assert not contact.addresses.exists()
    with perimeter([two_services.saint_denis]):
        placement.refresh_from_db()
        assert placement.stage in PROPOSED and placement.host_slot.tutor_id == contact.pk
        assert not contact.links.alive().exists()
        assert RightsRequest.objects.get().contact_id is None


def test_a_forgotten_buyers_contact_is_nowhere(two_services):
    placement = journey(two_services.saint_denis, to=PlacementStage.SENT)
    contact = placement.offer.contract.contact
    with all_services("a contact that two services know"):
        BuyerContact.objects.filter(pk=contact.pk).update(name=NAME, email=EMAIL, phone=PHONE)
        contact.refresh_from_db()
        contact.adopt([two_services.saint_denis])
    contacts.forget_contact(contact)
    assert everywhere(NAME, EMAIL, "0639987766") == set()


def test_a_restored_contact_is_forgotten_again_and_one_made_since_is_left(two_services, known):
    _, contact = known
    erased = Erasure("contact", str(contact.pk), EndOfRecord.REQUEST, timezone.now())
    before = replace(erased, at=contact.created_at - timedelta(minutes=1))
    erase_again = REPLAYERS["contact"].erase
    assert erase_again([before]) == 0 and everywhere(NAME)
    assert erase_again([erased]) == 1
    assert everywhere(NAME, EMAIL, "0639987766") == set()


def test_a_contact_goes_into_the_ledger(two_services, known):
    _, contact = known
    contacts.forget_contact(contact)
    assert [(line.erasure.kind, line.erasure.key) for line in file.lines()] == [
        ("contact", str(contact.pk))
    ]


def test_a_contact_who_opposes_is_written_to_by_nobody(two_services, known):
    _, contact = known
    with perimeter([two_services.saint_denis]):
        contacts.stop_writing(contact)
    for service in (two_services.saint_denis, two_services.nice):
        assert contact.address_for(service).deliverable_email == ""
    contact.refresh_from_db()
    assert contact.name == NAME
    with perimeter([two_services.saint_denis]):
        assert not contact.links.alive().exists()


def test_a_contacts_copy_says_what_was_written_to_them_and_of_no_young_person(
    two_services, known, signed_in
):
    placement, contact = known
    with perimeter([two_services.saint_denis]):
        request = request_of(
            contact,
            two_services.saint_denis,
            two_services.coordinator,
            Right.ACCESS,
            asked_by=Actor.COMPANY,
        )
        collected = collect(request)
        content = archive_of(request, collected, read(collected, (), "", ()))
        youth = placement.youth
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        told = archive.read("vos-donnees.html").decode() + archive.read("vos-donnees.json").decode()
    assert EMAIL in told and f"Bonjour {NAME}" in told
    for word in (youth.last_name, youth.code, two_services.tutor.last_name):
        assert word not in told, word
    # Nice knows them too: the copy is the DPO's.
    page = signed_in(two_services.coordinator).get(
        reverse("rights:reread", args=[request.code]), follow=True
    )
    assert "reviennent au délégué" in page.content.decode()


def test_nobody_notes_a_request_of_who_was_erased(two_services, signed_in):
    contact = CompanyContactFactory()
    asked = reverse("rights:ask_contact", args=[contact.pk])
    listed = reverse("rights:company", args=[contact.company_id])
    client = signed_in(two_services.coordinator)
    assert client.get(asked).status_code == 200 and asked in client.get(listed).text
    with all_services("test"):
        forget(contact)
    assert client.get(asked).status_code == 404
    assert asked not in client.get(listed).text and ERASED not in client.get(listed).text
