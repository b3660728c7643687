"""The reminders of one file suspended: who, until when, and what is left in peace meanwhile."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from matching.desk.queue.listing import late_for, reminded_for
from matching.enums import PauseReason, PlacementStage
from matching.models import Placement, ReminderPause
from matching.models.pause import LONGEST_DAYS
from matching.placements import clock
from matching.placements.actions.sent import ANSWER
from matching.placements.locks import lock_placement
from matching.placements.pausing import pause_reminders, resume_reminders
from matching.placements.reminders import remind
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action, Event

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Stage = PlacementStage


def today():
    return timezone.localdate()


@pytest.fixture
def placement(file_at):
    return file_at(Stage.SENT)


def suspended(placement, two_services, *, days=20, now=None):
    with perimeter([placement.service_id]):
        return pause_reminders(
            placement,
            by=two_services.tutor,
            reason=PauseReason.HOLIDAYS,
            ends_on=timezone.localdate(now) + timedelta(days=days),
            now=now,
        )


def post(client, placement, days=20, **more):
    data = {"reason": "holidays", "ends_on": f"{today() + timedelta(days=days):%d/%m/%Y}"}
    return client.post(reverse("work:pause", args=[placement.code]), data | more, follow=True)


def page_of(client, placement) -> str:
    return client.get(reverse("work:file", args=[placement.code])).content.decode()


def test_whoever_follows_suspends_and_takes_up_again(client, placement):
    assert "Suspendre les relances" in page_of(client, placement)
    post(client, placement, text="Rappelle en janvier.")
    page = page_of(client, placement)
    until = today() + timedelta(days=20)
    assert f"Relances suspendues jusqu'au {until:%d/%m/%Y}".replace("'", "&#x27;") in page
    assert "congés ou fermeture" in page and "Rappelle en janvier." in page
    assert "Suspendre les relances" not in page and "Reprendre" in page
    client.post(reverse("work:resume", args=[placement.code]))
    page = page_of(client, placement)
    assert "Suspendre les relances" in page and "Relances reprises" in page
    with perimeter([placement.service_id]):
        pause = ReminderPause.objects.get()
        assert pause.lifted_on == today() and pause.lifted_by is not None
        names = Event.objects.filter(placement=placement).values_list("name", flat=True)
        assert {"pause_reminders", "resume_reminders"} <= set(names)


def test_it_can_be_suspended_again_once_taken_up(client, placement):
    for _ in range(2):
        post(client, placement)
        client.post(reverse("work:resume", args=[placement.code]))
    with perimeter([placement.service_id]):
        assert ReminderPause.objects.count() == 2


def test_what_is_refused_is_said_and_kept(client, placement):
    page = post(client, placement, days=LONGEST_DAYS + 1, text="Mot gardé").content.decode()
    assert f"Au plus {LONGEST_DAYS} jours" in page and "Mot gardé" in page
    assert "Choisissez aujourd" in post(client, placement, days=-1).content.decode()
    assert "Choisissez un motif." in post(client, placement, reason="").content.decode()
    assert "200" in post(client, placement, text="x" * 201).content.decode()
    with perimeter([placement.service_id]):
        assert not ReminderPause.objects.exists()


def test_one_at_a_time(client, placement, two_services):
    suspended(placement, two_services)
    assert "déjà suspendues" in post(client, placement).content.decode()
    with perimeter([placement.service_id]):
        first = ReminderPause.objects.get()
        same = {"placement": placement, "reason": "other", "by": two_services.tutor}
        with pytest.raises(IntegrityError), transaction.atomic():
            ReminderPause.objects.create(**same, ends_on=first.ends_on)
        with pytest.raises(IntegrityError), transaction.atomic():
            later = first.ends_on + timedelta(days=1)
            ReminderPause.objects.create(
                **same, starts_on=later, ends_on=later + timedelta(days=LONGEST_DAYS + 1)
            )


def test_taken_up_twice_says_so(client, placement):
    post(client, placement)
    client.post(reverse("work:resume", args=[placement.code]))
    again = client.post(reverse("work:resume", args=[placement.code]), follow=True)
    assert "ont déjà repris" in again.content.decode()


def test_another_service_finds_nothing(signed_in, placement, two_services):
    other = signed_in(two_services.tutor_nice)
    assert post(other, placement).status_code == 404
    suspended(placement, two_services)
    resumed = other.post(reverse("work:resume", args=[placement.code]))
    assert resumed.status_code == 404
    with perimeter([two_services.nice]):
        assert not ReminderPause.objects.exists()
        assert not ReminderPause.objects.update(lifted_on=today(), lifted_by=two_services.tutor)
    with perimeter([two_services.saint_denis]):
        assert ReminderPause.objects.get().lifted_on is None


def test_a_file_that_is_over_is_not_suspended(client, file_at):
    closed = file_at(Stage.CLOSED)
    assert "Suspendre les relances" not in page_of(client, closed)
    assert "Ce dossier est terminé" in post(client, closed).content.decode()


def test_the_clock_leaves_it_in_peace_until_its_day_then_counts_from_there(placement, two_services):
    asked_at = timezone.now()
    with perimeter([placement.service_id]):
        before = set(Action.objects.open().values_list("pk", flat=True))
        messages = Message.objects.filter(placement=placement).count()
    suspended(placement, two_services, days=40)
    for days in (10, 35, 40):
        clock.run(now=asked_at + timedelta(days=days))
        with perimeter([placement.service_id]):
            actions = Action.objects.open().filter(placement=placement)
            assert set(actions.values_list("pk", flat=True)) <= before
            assert not actions.filter(escalated_on__isnull=False).exists()
            assert Message.objects.filter(placement=placement).count() == messages
            assert Placement.objects.get(pk=placement.pk).stage == Stage.SENT
    clock.run(now=asked_at + timedelta(days=42))
    with perimeter([placement.service_id]):
        # Late meanwhile: it climbs again; the ladder of silence begins from its foot.
        assert Action.objects.filter(placement=placement, escalated_on__isnull=False).exists()
        assert Placement.objects.get(pk=placement.pk).stage == Stage.SENT
    clock.run(now=asked_at + timedelta(days=85))
    with perimeter([placement.service_id]):
        assert Placement.objects.get(pk=placement.pk).stage == Stage.UNANSWERED


def test_without_it_the_clock_reminds(placement):
    clock.run(now=timezone.now() + timedelta(days=10))
    with perimeter([placement.service_id]):
        assert Action.objects.filter(placement=placement, verb="remind_company").exists()


def test_a_reservation_still_expires(file_at, two_services):
    placement = file_at(Stage.RESERVED)
    suspended(placement, two_services, days=LONGEST_DAYS)
    clock.run(now=timezone.now() + timedelta(days=LONGEST_DAYS))
    with perimeter([placement.service_id]):
        assert Placement.objects.get(pk=placement.pk).stage == Stage.EXPIRED


def test_the_queue_keeps_its_actions_with_a_mark_and_the_digest_leaves_them_out(
    client, placement, two_services
):
    suspended(placement, two_services)
    page = client.get(reverse("work:queue"), {"onglet": "tout"}).content.decode()
    assert placement.code in page or "Relances suspendues" in page
    assert "Relances suspendues jusqu" in page
    only = {"onglet": "tout", "relances": "suspendues"}
    with perimeter([placement.service_id]):
        open_now = Action.objects.open().filter(placement=placement)
        mine = open_now.filter(person=two_services.tutor)
        mine.update(due=today() - timedelta(days=3))
        user, services = two_services.tutor, [placement.service_id]
        recalled = reminded_for(user, services).actions()
        assert not recalled.filter(placement=placement).exists()
        assert late_for(user, services).count() >= mine.count()
        expected = set(open_now.values_list("pk", flat=True))
    rows = client.get(reverse("work:queue"), only).context["rows"]
    assert {row.action.pk for row in rows} == expected
    assert not any(row.can_be_reminded for row in rows)


def test_nobody_reminds_its_company_by_the_queue(placement, two_services):
    suspended(placement, two_services)
    later = timezone.now() + timedelta(days=5)
    with perimeter([placement.service_id]):
        assert Action.objects.open().of(ANSWER).filter(placement=placement).exists()
        locked = lock_placement(placement.pk)
        assert remind(locked, by=two_services.tutor, now=later) == "paused"
        resume_reminders(placement, by=two_services.tutor)
        assert remind(lock_placement(placement.pk), by=two_services.tutor, now=later) != "paused"


def test_a_pause_says_until_when(placement, two_services):
    with perimeter([placement.service_id]), pytest.raises(ValidationError):
        pause_reminders(
            placement,
            by=two_services.tutor,
            reason=PauseReason.OTHER,
            ends_on=today() - timedelta(days=1),
        )
