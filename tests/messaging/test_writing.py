"""Writing a message: to whom, by what, in which words."""

import pytest
from django.core.cache import cache
from django.core.checks import run_checks
from django.core.checks.registry import registry
from django.db import connection, transaction

from psf.messaging import channels, checks, kinds, outbox, tasks
from psf.messaging.channels.console import ConsoleChannel
from psf.messaging.channels.recorded import RecordedChannel
from psf.messaging.compose import blocks_of
from psf.messaging.enums import MessageState
from psf.messaging.kinds import MessageKind, Text
from psf.messaging.models import MessageTemplate
from psf.messaging.post import NO_ADDRESS, Recipient, post
from psf.perimeter.scope import perimeter
from psf.quantities.telephones import mobile
from psf.workflow.enums import Actor
from tests.messaging.conftest import VALUES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("07.99.00.11.22", "+33799001122"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("0033612345678", "+33612345678"),
        ("0692 12 34 56", "+262692123456"),
        ("0690 12 34 56", "+590690123456"),
        ("06 39 98 00 00", "+33639980000"),
        ("01 99 00 12 34", ""),
        ("+49 1512 3456789", "+4915123456789"),
        ("06 12", ""),
        ("demander au père", ""),
        ("", ""),
    ],
)
def test_a_number_as_people_write_it(typed, number):
    assert mobile(typed) == number


def test_each_person_is_written_to_by_the_channel_they_chose(write):
    both = {"email": "claude@exemple.fr", "phone": "06 12 34 56 78"}
    assert write(**both).channel == "email"
    sms = write(**both, prefers="sms")
    assert (sms.channel, sms.address) == ("sms", "+33612345678")
    assert sms.body.startswith("PSF. Un jeune vous est proposé (P-")


def test_a_landline_or_a_text_without_sms_falls_back_on_mail(write):
    assert write(phone="01 99 00 12 34", prefers="sms").channel == "email"
    assert write("test_notice", phone="06 12 34 56 78", prefers="sms").channel == "email"


def test_without_a_provider_everybody_gets_mails(write, settings):
    settings.PSF_DELIVERY = "smtp"
    assert write(phone="06 12 34 56 78", prefers="sms").channel == "email"


def test_somebody_without_an_address_fails_at_once_and_is_told(write, told):
    message = write(email="", phone="01 99 00 12 34")
    assert (message.state, message.trouble) == (MessageState.FAILED, NO_ADDRESS)
    assert told == [message]


def test_an_sms_leaves_by_its_own_channel(write):
    write(email="", phone="06 12 34 56 78")
    outbox.sweep()
    [delivered] = RecordedChannel.delivered
    assert delivered.message.address == "+33612345678"


def test_the_console_shows_an_sms(write, capsys):
    message = write(email="", phone="06 12 34 56 78")
    assert ConsoleChannel().deliver(message, "Bonjour").result == "sent"
    assert capsys.readouterr().out == "SMS +33612345678\nBonjour\n\n"


def test_a_value_that_is_missing_stops_the_writing(placement):
    with (
        perimeter([placement.service]),
        pytest.raises(ValueError, match="no value for interlocuteur"),
    ):
        post(
            "test_company",
            placement,
            Recipient("Claude", email="a@exemple.fr"),
            values={name: value for name, value in VALUES.items() if name != "interlocuteur"}
            | {"code": "P"},
        )


def test_a_subject_stays_on_one_line_and_within_its_length(placement):
    with perimeter([placement.service]):
        message = post(
            "test_notice",
            placement,
            Recipient("Claude" * 60, email="a@exemple.fr"),
            values={"code": "P-2026\r\nBcc: x@exemple.fr " + "x" * 300},
        )
    assert message.subject_line.startswith("Un mot (P-2026 Bcc: x@exemple.fr")
    assert "\n" not in message.subject_line and len(message.subject_line) <= 200


def test_a_text_that_forgets_who_writes_is_signed(two_services, placement):
    kinds.register(
        MessageKind(
            code="test_signed",
            label="Essai signé",
            recipient=Actor.COMPANY,
            text=Text("Un mot", "Bonjour."),
            variables={"tuteur": "nom", "tuteur_telephone": "téléphone"},
            has_link=False,
        )
    )
    values = {"tuteur": "Dominique Essai", "tuteur_telephone": "01 99 00 93 93"}
    with perimeter([placement.service]):
        to = Recipient("Claude", email="a@exemple.fr")
        message = post("test_signed", placement, to, values=values)
    assert message.body == "Bonjour.\n\nUne question ? Dominique Essai, 01 99 00 93 93."


def test_the_académie_s_text_comes_first_then_the_national_one(two_services, write):
    academy = two_services.saint_denis.department.academy

    def version(body, academy=None, **fields):
        return MessageTemplate.objects.create(
            kind="test_notice",
            academy=academy,
            subject="Un mot",
            body=body,
            reason="essai",
            **fields,
        )

    assert write("test_notice").template is None
    national = version("National {code}.")
    assert write("test_notice").template == national
    local = version("Local {code}.", academy)
    assert write("test_notice").body.startswith("Local P-")
    version("", academy, inherits=True)
    assert write("test_notice").template == national
    assert local.number == 1


def test_a_version_that_no_longer_fits_gives_way_to_the_text_of_the_code(write):
    MessageTemplate.objects.create(
        kind="test_notice", subject="Un mot", body="Bonjour {disparue}.", reason="essai"
    )
    message = write("test_notice")
    assert message.template is None
    assert "{" not in message.body


def test_an_address_that_somebody_typed_is_no_button(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://psf.exemple.fr"
    blocks = blocks_of(
        "Lieu : https://ailleurs.exemple.fr/\n\nhttps://ailleurs.exemple.fr/\n\n"
        "Répondez : https://psf.exemple.fr/l/abc/ merci\nhttps://psf.exemple.fr/admin/suivi/",
        "https://psf.exemple.fr/l/abc/",
    )
    assert blocks == [
        {"lines": ["Lieu : https://ailleurs.exemple.fr/"]},
        {"lines": ["https://ailleurs.exemple.fr/"]},
        {"lines": ["Répondez :"]},
        {"url": "https://psf.exemple.fr/l/abc/"},
        {"lines": ["merci"]},
        {"url": "https://psf.exemple.fr/admin/suivi/"},
    ]


def test_a_transaction_asks_for_one_sweep_however_much_it_writes(
    write, settings, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    monkeypatch.setattr(tasks, "async_task", lambda path, **options: asked.append(path))
    settings.PSF_DELIVERY = "mailbox"
    cache.delete(tasks.ASKED)

    def committed(times):
        with django_capture_on_commit_callbacks(execute=True) as callbacks:
            for _ in range(times):
                write()
        connection.run_on_commit.clear()  # As the commit does, which a test never makes.
        return len(callbacks)

    assert committed(2) == 1
    assert asked == [tasks.SWEEP]
    # Until that sweep begins, the next transactions need no other.
    committed(1)
    assert asked == [tasks.SWEEP]
    tasks.sweep()
    committed(1)
    assert asked == [tasks.SWEEP] * 2
    cache.delete(tasks.ASKED)


def test_a_transaction_that_fails_asks_for_nothing(
    write, settings, monkeypatch, django_capture_on_commit_callbacks
):
    settings.PSF_DELIVERY = "mailbox"
    cache.delete(tasks.ASKED)
    with (
        django_capture_on_commit_callbacks() as callbacks,
        pytest.raises(LookupError),
        transaction.atomic(),
    ):
        write()
        raise LookupError
    assert callbacks == []


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"PSF_DELIVERY": "mailbox"}, ["E002"]),
        ({"PSF_DELIVERY": "pigeon"}, ["E001"]),
        ({"EMAIL_HOST": ""}, ["E003"]),
        ({"DEFAULT_FROM_EMAIL": "PSF <ne-pas-repondre@psf.invalid>"}, ["E004"]),
        ({"MESSAGES_SMS_CHANNEL": "psf.messaging.channels.console.ConsoleChannel"}, ["E005"]),
    ],
)
def test_production_does_not_start_when_messages_would_stay(settings, changes, wrong):
    good = {
        "MESSAGES_MUST_LEAVE": True,
        "PSF_DELIVERY": "smtp",
        "EMAIL_HOST": "mail.exemple.fr",
        "DEFAULT_FROM_EMAIL": "PSF <psf@exemple.fr>",
    }
    for name, value in {**good, **changes}.items():
        setattr(settings, name, value)
    found = [each.id for each in checks.messages_leave(None)]
    assert found == [f"psf.messaging.{name}" for name in wrong]


def test_the_check_is_among_those_that_every_command_runs():
    assert checks.messages_leave in registry.get_checks()
    assert not [each for each in run_checks() if each.id and each.id.startswith("psf.messaging")]


def test_each_delivery_has_its_channels(settings):
    settings.PSF_DELIVERY = "mailbox"
    assert channels.sms_available()
    assert channels.nothing_leaves()
    settings.MESSAGES_MUST_LEAVE = True
    assert not channels.nothing_leaves()
    settings.PSF_DELIVERY = "smtp"
    assert not channels.sms_available()
    settings.MESSAGES_SMS_CHANNEL = "psf.messaging.channels.recorded.RecordedChannel"
    assert isinstance(channels.open_channel("sms"), RecordedChannel)


def test_in_the_mailbox_nothing_leaves_and_the_message_is_sent(write, fresh, settings):
    settings.PSF_DELIVERY = "mailbox"
    settings.EMAIL_HOST = "must.not.be.called.invalid"
    message = write()
    assert outbox.sweep().sent == 1
    assert fresh(message).state == MessageState.SENT
