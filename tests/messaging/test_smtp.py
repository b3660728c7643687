"""Mails by SMTP: what is refused, what must wait, what nobody knows."""

import email
import socket
from email import policy

import pytest

from psf.links.enums import LinkPurpose
from psf.messaging import outbox
from psf.messaging.enums import MessageState
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from tests.factories.links import link_to
from tests.factories.offers import CompanyContactFactory
from tests.messaging.smtp_server import DROP, HANG, TAKE_AND_DROP, running

pytestmark = pytest.mark.django_db
State = MessageState


@pytest.fixture
def server(settings):
    with running() as server:
        settings.PSF_DELIVERY = "smtp"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.SMTP_CONNECT_SECONDS = settings.SMTP_READ_SECONDS = 0.5
        settings.DEFAULT_FROM_EMAIL = "PSF <psf@exemple.fr>"
        yield server


def test_many_messages_take_one_session(server, write, fresh):
    messages = [write() for _ in range(5)]
    assert outbox.sweep().sent == 5
    assert server.sessions == 1
    assert server.received == {str(each.reference): 1 for each in messages}
    assert server.commands[-1].lower() == "quit"


def test_the_mail_says_who_writes_and_that_a_machine_sent_it(server, write, settings):
    settings.MESSAGES_REPLY_TO = "csf@exemple.fr"
    settings.MESSAGES_BOUNCE_ADDRESS = "retours@exemple.fr"
    message = write()
    outbox.sweep()
    mail = email.message_from_bytes(server.mails[0], policy=policy.default)
    assert mail["Message-ID"] == f"<{message.reference}@exemple.fr>"
    assert (mail["From"], mail["To"]) == ("PSF <psf@exemple.fr>", "claude@exemple.fr")
    assert mail["Reply-To"] == "csf@exemple.fr"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] is None
    assert mail["Subject"] == message.subject_line
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert not list(mail.iter_attachments())
    assert "mail from:<retours@exemple.fr>" in [line.lower() for line in server.commands]


def test_text_and_html_say_the_same_and_the_link_is_a_button(server, placement, write):
    with perimeter([placement.service]):
        contact = CompanyContactFactory(company=placement.offer.company)
        link = link_to(LinkPurpose.COMPANY, placement=placement, contact=contact)
    write(link=link)
    outbox.sweep()
    mail = email.message_from_bytes(server.mails[0], policy=policy.default)
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    assert link.url in text
    assert f'<a href="{link.url}"' in html
    assert ">Répondre</a>" in html
    for words in ("Bonjour Claude Essai,", "Répondez en une minute :", "01 99 00 93 93"):
        assert words in text
        assert words in html
    assert "<img" not in html
    assert "<script" not in html


def test_a_line_that_begins_with_a_dot_arrives_whole(server, write, placement):
    message = write("test_notice")
    with perimeter([placement.service]):
        Message.objects.filter(pk=message.pk).update(body="Un.\n.deux\n..\n.\nfin")
    outbox.sweep()
    content = server.mails[0].removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n.")
    mail = email.message_from_bytes(content, policy=policy.default)
    assert mail.get_body(("plain",)).get_content().split() == ["Un.", ".deux", "..", ".", "fin"]


@pytest.mark.parametrize(
    ("phase", "answer", "state"),
    [
        ("greet", "421 4.3.2 come back later", State.QUEUED),
        ("greet", "554 no", State.QUEUED),
        pytest.param("greet", f"220 {'a' * 9000}", State.QUEUED, id="greet-a line too long"),
        ("ehlo", DROP, State.QUEUED),
        ("mail", "451 4.3.0 busy", State.QUEUED),
        ("mail", "550 5.7.1 we do not know you", State.QUEUED),
        ("mail", DROP, State.QUEUED),
        ("mail", HANG, State.QUEUED),
        ("rcpt", "450 4.2.0 greylisted", State.QUEUED),
        ("rcpt", "554 5.7.1 relay access denied", State.QUEUED),
        ("rcpt", "550 5.1.1 no such user", State.FAILED),
        ("rcpt", "550 no such user", State.FAILED),
        ("rcpt", "552 5.2.2 mailbox full", State.FAILED),
        ("rcpt", DROP, State.QUEUED),
        ("rcpt", HANG, State.QUEUED),
        ("data", "451 not now", State.QUEUED),
        ("data", DROP, State.QUEUED),
        ("data", HANG, State.QUEUED),
        ("content", "452 4.3.1 disk full", State.QUEUED),
        ("content", "554 5.6.0 looks like spam", State.FAILED),
        ("content", DROP, State.UNCERTAIN),
        ("content", TAKE_AND_DROP, State.UNCERTAIN),
        ("content", HANG, State.UNCERTAIN),
        ("content", 0.8, State.UNCERTAIN),
        ("content", "??? 250 ok", State.UNCERTAIN),
    ],
)
def test_whatever_the_server_does_is_known_or_uncertain(
    server, write, fresh, told, phase, answer, state
):
    server.plays(phase, answer)
    message = write()
    outbox.sweep()
    row = fresh(message)
    assert row.state == state, row.trouble
    assert row.trouble.endswith((".", ")"))
    assert bool(told) == (phase == "rcpt" and state == State.FAILED)
    # Whatever it was, what is tried again arrives once and nothing arrives twice.
    with perimeter([message.service_id]):
        type(row).objects.filter(pk=row.pk, state=State.QUEUED).update(
            next_attempt_at=row.created_at
        )
    outbox.sweep()
    assert server.received[str(message.reference)] <= 1
    if state == State.QUEUED:
        assert fresh(message).state == State.SENT
        assert server.received[str(message.reference)] == 1


def test_an_answer_a_little_late_is_still_an_answer(server, write, fresh):
    server.plays("content", 0.2)
    server.plays("rcpt", 0.2)
    message = write()
    assert outbox.sweep().sent == 1
    assert fresh(message).state == State.SENT


def test_nobody_listens(server, write, fresh, settings):
    with socket.create_server(("127.0.0.1", 0)) as free:
        settings.EMAIL_PORT = free.getsockname()[1]
    first, second = write(), write()
    assert outbox.sweep().later == 1
    assert fresh(first).trouble == "Le serveur de messagerie ne répond pas."
    assert fresh(second).attempts == 0


def test_a_wrong_password_is_nobody_s_wrong_address(server, write, fresh, told, settings):
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = "psf"
    server.plays("ehlo", "250-hello\r\n250 AUTH PLAIN")
    server.plays("auth", "535 5.7.8 no")
    message = write()
    outbox.sweep()
    row = fresh(message)
    assert (row.state, row.trouble) == (
        State.QUEUED,
        "Le serveur de messagerie refuse notre identifiant.",
    )
    assert told == []


def test_a_session_that_the_server_ends_costs_no_attempt(server, write, fresh):
    server.plays("mail", "250 ok", "421 too many messages for one session")
    messages = [write(), write()]
    assert outbox.sweep().sent == 2
    assert server.sessions == 2
    assert [fresh(each).attempts for each in messages] == [1, 1]


def test_one_refused_address_does_not_hold_up_the_others(server, write, fresh):
    server.plays("rcpt", "550 5.1.1 no such user")
    messages = [write(), write()]
    report = outbox.sweep()
    assert (report.failed, report.sent) == (1, 1)
    assert "550 : 5.1.1 no such user" in fresh(messages[0]).trouble


@pytest.mark.parametrize(
    "address",
    ["sans arobase", "@exemple.fr", "é@exemple.fr", "a@b\r\nRCPT TO:<c@exemple.fr>", "a@"],
)
def test_an_address_that_is_none_never_reaches_the_server(server, write, fresh, told, address):
    message = write(email=address)
    outbox.sweep()
    row = fresh(message)
    assert row.state == State.FAILED
    assert row.trouble == "Cette adresse électronique n'est pas valable."
    assert len(told) == 1
    assert server.received == {}


def test_an_address_in_an_international_domain_is_written_as_servers_read_it(server, write):
    write(email="claude@mairie-évry.fr")
    outbox.sweep()
    assert "rcpt to:<claude@xn--mairie-vry-h7a.fr>" in [line.lower() for line in server.commands]
