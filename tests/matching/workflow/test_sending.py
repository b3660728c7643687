"""A minor's profile leaves with their agreement, once seen, and comes back when the sending is undone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from matching.enums import PlacementStage, Said, Situation
from matching.messages.recalled import UNDONE
from matching.models import Agreement, Approval, Placement, Youth
from matching.placements.workflow import PLACEMENTS
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.messaging.enums import MessageState
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from psf.workflow.errors import Refused
from psf.workflow.models import Action, StagePolicy
from psf.workflow.policies.ticks import tick
from tests.factories.accounts import coordinator
from tests.factories.journey import journey, said, said_on_screen
from tests.matching.workflow.test_matrix import file_at

pytestmark = pytest.mark.django_db
Stage = PlacementStage
TODAY = timezone.localdate()


@pytest.fixture
def service(two_services):
    return two_services.saint_denis


@pytest.fixture
def ready(service):
    """A file whose presentation and papers are ready, in its perimeter for the test."""
    placement = file_at("R", service)
    with perimeter([service]):
        yield placement


def perform(placement, name, *, by=None, **data):
    return PLACEMENTS.perform(placement, name, by=by or placement.tutor, data=data)


def address(placement, name):
    return f"/admin/suivi/{placement.code}/{name}/"


def lacking(*names) -> dict:
    return {name: value for name, value in said(TODAY).items() if name not in names}


# The agreement


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (("agreed_by",), "accord du jeune"),
        (("agreed_on",), "accord du jeune"),
        (("guardian_told_by",), "représentant légal"),
        (("guardian_told_on",), "représentant légal"),
        (("cv_by_hand",), "CV"),
        (("letter_by_hand",), "lettre"),
    ],
)
def test_nothing_leaves_before_all_is_said(ready, names, sentence):
    with pytest.raises(Refused, match=sentence):
        perform(ready, "send", **lacking(*names))
    ready.refresh_from_db()
    assert (ready.stage, ready.sent_on) == (Stage.RESERVED, None)


@pytest.mark.parametrize("name", ["agreed_on", "guardian_told_on"])
def test_what_is_said_has_a_day_that_can_be(ready, name):
    for day, word in (
        (TODAY + timedelta(days=1), "à venir"),
        (ready.reserved_on - timedelta(days=1), "la réservation"),
    ):
        with pytest.raises(Refused, match=word):
            perform(ready, "send", **said(TODAY) | {name: day})


def test_what_was_said_is_kept_with_who_heard_it(ready):
    perform(ready, "send", **said(TODAY))
    agreement = Agreement.objects.get(placement=ready)
    assert (agreement.medium, agreement.said_on) == (Said.PHONE, TODAY)
    assert agreement.said_to == agreement.recorded_by == ready.tutor
    assert (ready.guardian_told_by, ready.guardian_told_on) == (Said.PHONE, TODAY)


def test_an_agreement_noted_before_is_enough_until_the_profile_changes(ready):
    perform(ready, "agree", agreed_by=Said.PERSON, agreed_on=TODAY)
    rest = lacking("agreed_by", "agreed_on")
    perform(ready, "prepare", goals="Autre chose.")
    with pytest.raises(Refused, match="accord du jeune"):
        perform(ready, "send", **rest)
    perform(ready, "agree", agreed_by=Said.PERSON, agreed_on=TODAY)
    perform(ready, "send", **rest)
    assert ready.stage == Stage.SENT


def test_the_database_refuses_a_profile_without_agreement_whoever_writes(ready):
    rows = Placement.objects.filter(pk=ready.pk)
    with pytest.raises(IntegrityError, match="agreement"), transaction.atomic():
        rows.update(stage=Stage.SENT)
    perform(ready, "agree", agreed_by=Said.PERSON, agreed_on=TODAY)
    with pytest.raises(IntegrityError, match="guardian"), transaction.atomic():
        rows.update(stage=Stage.SENT)


def test_another_company_needs_another_agreement(service, ready):
    perform(ready, "agree", agreed_by=Said.PERSON, agreed_on=TODAY)
    perform(ready, "decline")
    again = journey(service, youth=ready.youth)
    assert not Agreement.objects.filter(placement=again).exists()


def test_a_refusal_closes_the_proposal_and_holds_nothing_against_anybody(ready):
    before = Youth.objects.get(pk=ready.youth_id)
    event = PLACEMENTS.perform(ready, "decline", by=ready.tutor, text="Il a peur du chantier.")
    after = Youth.objects.get(pk=ready.youth_id)
    assert (ready.stage, ready.sent_on) == (Stage.WITHDRAWN, None)
    assert (event.text, event.reason) == ("", "")
    assert "refus" not in f"{event.label} {ready.end_reason_label}".lower()
    assert (after.situation, after.situation_since) == (before.situation, before.situation_since)
    assert after.situation == Situation.READY
    assert Action.objects.open().filter(youth=after, placement=None).exists()
    assert not Agreement.objects.filter(placement=ready).exists()
    assert not Message.objects.filter(placement=ready, recipient="company").exists()


# The screen


def test_a_profile_no_longer_leaves_in_one_tap(ready, signed_in):
    client = signed_in(ready.tutor)
    with perimeter([ready.service_id]):
        answer = client.post(address(ready, "send"))
    assert answer.status_code == 200
    ready.refresh_from_db()
    assert ready.stage == Stage.RESERVED


def test_the_screen_shows_what_leaves_then_sends_it(ready, signed_in):
    perform(ready, "prepare", goals="Sortir du foyer, apprendre un métier.")
    client, typed = signed_in(ready.tutor), said_on_screen(ready)
    page = client.get(address(ready, "send")).content.decode()
    for words in (
        ready.youth.first_name,
        "mot à relire : famille",
        "« foyer » (famille)",
        ready.host_slot.tutor.name,
        ready.host_slot.tutor.email,
        "remis en main propre",
        "à vérifier",
    ):
        assert words in page, words
    assert ready.youth.last_name not in page.split("1. Ce que")[1].split("2. Qui")[0]
    assert client.post(address(ready, "send"), typed).status_code == 302
    ready.refresh_from_db()
    assert ready.stage == Stage.SENT


def test_what_changed_since_the_screen_does_not_leave(ready, signed_in):
    typed = said_on_screen(ready)
    Placement.objects.filter(pk=ready.pk).update(goals="Changé par ailleurs.")
    answer = signed_in(ready.tutor).post(address(ready, "send"), typed)
    assert "a changé depuis" in answer.content.decode()
    ready.refresh_from_db()
    assert ready.stage == Stage.RESERVED


# Checklists and approvals


def obligatory(step, *items):
    StagePolicy.objects.create(reason="Essai", steps={step: {"required": list(items)}})


def test_an_obligatory_point_holds_the_sending_until_it_is_ticked(ready, signed_in):
    obligatory("prepare_file", "Adresse vérifiée")
    client, typed = signed_in(ready.tutor), said_on_screen(ready)
    assert "Adresse vérifiée" in PLACEMENTS.refusal(ready, "send", ready.tutor)
    answer = client.post(address(ready, "send"), typed)
    assert "À cocher d" in answer.content.decode()
    with pytest.raises(Refused, match="Adresse vérifiée"):
        perform(ready, "send", **said(TODAY))
    tick(
        ready.actions.open().get(verb="prepare_file"),
        "Adresse vérifiée",
        by=ready.tutor,
        ticked=True,
    )
    perform(ready, "send", **said(TODAY))
    assert ready.stage == Stage.SENT


def test_an_obligatory_point_never_holds_a_young_persons_no_nor_an_end(ready):
    obligatory("prepare_file", "Adresse vérifiée")
    for name in ("decline", "withdraw", "extend", "prepare"):
        assert PLACEMENTS.refusal(ready, name, ready.tutor) is None, name


def ask_approval(service):
    StagePolicy.objects.create(reason="Essai", approval_send="coordinator")
    return coordinator(service)


def test_who_asks_never_approves(service):
    approver = ask_approval(service)
    placement = file_at("R", service)
    with perimeter([service]):
        perform(placement, "prepare", by=approver, goals="Écrit par qui approuve.")
        assert "quelqu'un d'autre" in PLACEMENTS.refusal(placement, "approve", approver)
        with pytest.raises(Refused, match="quelqu'un d'autre"):
            perform(placement, "approve", by=approver)
        perform(placement, "approve", by=coordinator(service))
        row = Approval.objects.get(placement=placement)
        with pytest.raises(IntegrityError), transaction.atomic():
            Approval.objects.filter(pk=row.pk).update(approved_by=row.asked_by)


def test_nothing_is_approved_before_it_exists(service):
    approver = ask_approval(service)
    placement = journey(service)
    with perimeter([service]), pytest.raises(Refused, match="Rien à approuver"):
        perform(placement, "approve", by=approver)


def test_what_changes_after_an_approval_is_to_be_approved_again(service):
    approver = ask_approval(service)
    placement = file_at("R", service)
    with perimeter([service]):
        perform(placement, "approve", by=approver)
        assert PLACEMENTS.refusal(placement, "send", placement.tutor) is None
        perform(placement, "prepare", goals="Tout autre chose.")
        assert "À approuver" in PLACEMENTS.refusal(placement, "send", placement.tutor)
        assert placement.actions.open().filter(verb="approve_send").exists()
        perform(placement, "approve", by=approver)
        # Whoever writes, and however.
        Placement.objects.filter(pk=placement.pk).update(goals="Encore autre chose.")
        placement.refresh_from_db()
        assert "de nouveau" in PLACEMENTS.refusal(placement, "send", placement.tutor)


# The undo


def sent(service, two_services):
    placement = file_at("R", service)
    with perimeter([service]):
        contact = placement.offer.contract.contact
        for person in (placement.host_slot.tutor, contact):
            person.email = f"{person.pk}@exemple.fr"
            person.save()
        perform(placement, "send", **said(TODAY))
    return placement


def test_undo_closes_the_page_and_tells_whoever_was_told(service, two_services):
    placement = sent(service, two_services)
    with perimeter([service]):
        told = Message.objects.filter(placement=placement)
        readers = set(told.exclude(address="").values_list("recipient", flat=True))
        assert {"company", "buyer"} <= readers
        told.filter(state=MessageState.QUEUED).update(state=MessageState.SENT)
        link = Link.objects.filter(placement=placement, purpose=LinkPurpose.COMPANY).first()
    client = Client()
    url = client.get(f"/l/{link.token}/").url
    assert client.get(url).status_code == 200
    with perimeter([service]):
        PLACEMENTS.undo(placement, by=two_services.coordinator, text="Erreur")
        again = Message.objects.filter(placement=placement, kind__endswith="_recalled")
        assert set(again.values_list("recipient", flat=True)) == readers
        assert Message.objects.filter(kind="staff_undone", user=placement.tutor).exists()
        link.refresh_from_db()
        assert link.revoked_at is not None
        assert not Agreement.objects.filter(placement=placement).exists()
    page = client.get(url)
    assert page.status_code == 410
    assert "La proposition est retirée" in page.content.decode()
    with perimeter([service]):
        perform(placement, "send", **said(TODAY))
        newest = Message.objects.filter(placement=placement, kind="company_proposal").first()
        assert newest.link.is_alive()
        assert newest.link != link


def test_who_was_not_told_yet_is_told_nothing_at_all(service, two_services):
    placement = sent(service, two_services)
    with perimeter([service]):
        waiting = list(Message.objects.filter(placement=placement, state=MessageState.QUEUED))
        PLACEMENTS.undo(placement, by=two_services.coordinator, text="Erreur")
        for message in waiting:
            message.refresh_from_db()
            assert (message.state, message.trouble) == (MessageState.WITHDRAWN, UNDONE)
            assert not message.send_again(two_services.coordinator)
        assert not Message.objects.filter(kind__endswith="_recalled").exists()


def test_undoing_another_step_tells_it_too(service, two_services):
    placement = sent(service, two_services)
    with perimeter([service]):
        PLACEMENTS.perform(
            placement,
            "plan_meeting",
            by=placement.tutor,
            data={"meeting_at": timezone.now() + timedelta(days=6), "meeting_place": "Sur place"},
        )
        told = Message.objects.filter(placement=placement, kind__endswith="_meeting")
        told.filter(state=MessageState.QUEUED).update(state=MessageState.SENT)
        PLACEMENTS.undo(placement, by=two_services.coordinator, text="Erreur")
        undone = Message.objects.filter(placement=placement, kind="company_undone").first()
        assert "Réunion de présentation" in undone.body
