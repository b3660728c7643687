"""The outbox: each message leaves once, waits, fails visibly, or is shown as uncertain."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from psf.messaging import outbox
from psf.messaging.channels.base import Outcome
from psf.messaging.channels.recorded import RecordedChannel
from psf.messaging.enums import MessageState
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from tests.factories.matching import YouthFactory

pytestmark = pytest.mark.django_db
State = MessageState


def make_due(message):
    with perimeter([message.service_id]):
        Message.objects.filter(pk=message.pk).update(next_attempt_at=timezone.now())


def script(*lines):
    RecordedChannel.script.extend(lines)


def test_a_message_leaves_once(write, fresh):
    message = write()
    assert outbox.sweep().sent == 1
    assert outbox.sweep().sent == 0
    row = fresh(message)
    assert (row.state, row.attempts, row.trouble) == (State.SENT, 1, "")
    assert row.sent_at is not None
    [delivered] = RecordedChannel.delivered
    assert delivered.message.address == "claude@exemple.fr"
    assert delivered.text.startswith("Bonjour Claude Essai,")


def test_messages_of_every_service_leave_and_each_in_its_own_perimeter(write, two_services):
    here = write()
    youth = YouthFactory(service=two_services.nice)
    with perimeter([two_services.nice]):
        there = Message.objects.create(
            kind="test_notice", recipient="company", channel="email", address="a@exemple.fr",
            subject_line="Un mot", body="Un mot.", youth=youth, service=two_services.nice,
        )  # fmt: skip
    common = Message.objects.create(
        kind="test_notice", recipient="tutor", channel="email", address="b@exemple.fr",
        subject_line="Un mot", body="Un mot.", user=two_services.tutor,
    )  # fmt: skip
    assert outbox.sweep().sent == 3
    carried = {each.message.pk for each in RecordedChannel.delivered}
    assert carried == {here.pk, there.pk, common.pk}


def test_trouble_makes_it_wait_longer_each_time_then_fail_with_a_reason(write, fresh, told):
    message = write()
    waits = []
    for _ in outbox.DELAYS:
        script(Outcome.later("Le serveur de messagerie ne répond pas."))
        assert outbox.sweep().later == 1
        row = fresh(message)
        assert row.state == State.QUEUED
        waits.append(row.next_attempt_at - timezone.now())
        make_due(message)
    minutes = [round(wait / timedelta(minutes=1)) for wait in waits]
    assert minutes == [1, 5, 15, 60, 240, 720, 1440]
    script(Outcome.later("Le serveur de messagerie ne répond pas."))
    assert outbox.sweep().failed == 1
    row = fresh(message)
    assert row.state == State.FAILED
    assert row.trouble == ("Abandonné après 8 essais. Le serveur de messagerie ne répond pas.")
    # Our own server's trouble is nobody's wrong address.
    assert told == []


def test_a_message_that_waits_is_not_tried_before_its_time(write):
    write()
    script(Outcome.later("Plus tard."))
    outbox.sweep()
    assert outbox.sweep() == outbox.Report()


def test_a_refused_address_fails_at_once_and_is_told_once(write, fresh, told):
    message = write()
    script(Outcome.failed("Le serveur du destinataire refuse cette adresse.", blames_address=True))
    assert outbox.sweep().failed == 1
    assert outbox.sweep().failed == 0
    row = fresh(message)
    assert (row.state, row.trouble) == (
        State.FAILED,
        "Le serveur du destinataire refuse cette adresse.",
    )
    assert [each.pk for each in told] == [message.pk]


def test_who_waits_in_vain_for_an_address_that_defers_is_told(write, told):
    message = write()
    with perimeter([message.service_id]):
        Message.objects.filter(pk=message.pk).update(attempts=len(outbox.DELAYS))
    script(Outcome.later("Boîte pleine.", blames_address=True))
    outbox.sweep()
    assert [each.pk for each in told] == [message.pk]


def test_trouble_in_who_is_told_hides_no_refusal(write, fresh, monkeypatch):
    from psf.messaging import undelivered

    def broken(message):
        raise LookupError

    undelivered.register(broken)
    message = write()
    script(Outcome.failed("Adresse refusée.", blames_address=True))
    outbox.sweep()
    assert fresh(message).state == State.FAILED


def test_an_uncertain_message_never_leaves_again_by_itself(write, fresh):
    message = write()
    script(Outcome.uncertain("Sans confirmation."))
    assert outbox.sweep().uncertain == 1
    for _ in range(3):
        outbox.sweep()
    assert RecordedChannel.delivered == []
    assert fresh(message).state == State.UNCERTAIN


def test_an_unexpected_error_is_an_uncertainty_and_stops_nobody_else(write, fresh):
    first, second = write(), write()
    script(RuntimeError("?"))
    report = outbox.sweep()
    assert (report.uncertain, report.sent) == (1, 1)
    assert fresh(first).trouble == outbox.UNEXPECTED
    assert fresh(second).state == State.SENT


def test_a_message_whose_sender_died_is_uncertain(write, fresh):
    message = write()
    assert outbox.claim(message.pk, message.service_id)
    report = outbox.sweep()
    assert (report.interrupted, report.sent) == (1, 0)
    row = fresh(message)
    assert (row.state, row.trouble) == (State.UNCERTAIN, outbox.INTERRUPTED)


def test_a_sender_that_was_given_up_still_writes_what_it_knows(write, fresh):
    message = write()
    claimed = outbox.claim(message.pk, message.service_id)
    outbox.sweep()
    assert fresh(message).state == State.UNCERTAIN
    outbox.mark(claimed, Outcome.sent())
    assert fresh(message).state == State.SENT


def test_what_a_person_decided_meanwhile_stands(write, fresh, two_services):
    message = write()
    claimed = outbox.claim(message.pk, message.service_id)
    outbox.sweep()
    with perimeter([message.service_id]):
        assert fresh(message).send_again(by=two_services.coordinator)
    outbox.mark(claimed, Outcome.failed("Trop tard."))
    assert fresh(message).state == State.QUEUED


def test_a_message_is_claimed_by_one_only(write):
    message = write()
    assert outbox.claim(message.pk, message.service_id)
    assert outbox.claim(message.pk, message.service_id) is None


def test_a_sweep_is_bounded_in_time_and_the_rest_waits(write, fresh):
    messages = [write(), write()]
    assert outbox.sweep(seconds=0) == outbox.Report()
    assert {fresh(each).state for each in messages} == {State.QUEUED}


def test_a_channel_that_is_away_is_left_alone_until_the_next_sweep(write, fresh, monkeypatch):
    def away(channel, message, text):
        channel.away = True
        return Outcome.later("Le serveur de messagerie ne répond pas.")

    monkeypatch.setattr(RecordedChannel, "deliver", away)
    first, second = write(), write()
    assert outbox.sweep().later == 1
    assert (fresh(first).attempts, fresh(second).attempts) == (1, 0)


def test_a_handover_during_the_attempt_does_not_lose_the_outcome(write, fresh, two_services):
    message = write()
    claimed = outbox.claim(message.pk, message.service_id)
    claimed.service_id = two_services.nice.pk  # As when the row has moved since.
    outbox.mark(claimed, Outcome.sent())
    assert fresh(message).state == State.SENT


def test_the_command_says_what_it_did_and_what_waits(write, capsys):
    write()
    call_command("envoyer_messages", "--etat")
    assert "       1  en attente" in capsys.readouterr().out
    call_command("envoyer_messages")
    assert "     1  envoyés" in capsys.readouterr().out
    call_command("envoyer_messages", "--etat")
    assert "       0  en attente" in capsys.readouterr().out


def test_without_a_provider_of_sms_they_wait_and_say_why(write, fresh, settings):
    message = write(email="", phone="06 39 98 00 00", prefers="sms")
    assert message.channel == "sms"
    settings.PSF_DELIVERY = "smtp"
    outbox.sweep()
    row = fresh(message)
    assert (row.state, row.trouble) == (State.QUEUED, outbox.NOBODY_CARRIES)
