"""Returned mails: the message is marked once, for good reasons only."""

import imaplib
import time
from textwrap import dedent

import pytest

from psf.messaging import bounces, outbox
from psf.messaging.enums import MessageState

pytestmark = pytest.mark.django_db
State = MessageState

POSTFIX = """\
    Return-Path: <>
    From: MAILER-DAEMON@relais.exemple.fr (Mail Delivery System)
    Subject: Undelivered Mail Returned to Sender
    To: retours@exemple.fr
    Auto-Submitted: auto-replied
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary="BB"

    --BB
    Content-Type: text/plain; charset=us-ascii

    I'm sorry to have to inform you that your message could not be delivered.

    <claude@exemple.fr>: host mx.exemple.fr said: 550 5.1.1 User unknown

    --BB
    Content-Type: message/delivery-status

    Reporting-MTA: dns; relais.exemple.fr
    Arrival-Date: Sun, 22 Nov 2026 10:00:00 +0100

    Final-Recipient: rfc822; claude@exemple.fr
    Original-Recipient: rfc822;claude@exemple.fr
    Action: {action}
    Status: {status}
    Remote-MTA: dns; mx.exemple.fr
    Diagnostic-Code: smtp; 550 5.1.1 <claude@exemple.fr>: Recipient address
        rejected: User unknown

    --BB
    Content-Type: message/rfc822

    Message-ID: <{reference}@psf.exemple.fr>
    Subject: Un jeune
    From: PSF <psf@exemple.fr>

    Bonjour
    --BB--
    """
# Headers only, in another order, with a status that has a comment.
EXCHANGE = """\
    From: postmaster@exemple.fr
    Subject: Non remis
    Content-Type: multipart/report; boundary="XX"; report-type=delivery-status

    --XX
    Content-Type: text/html; charset=utf-8

    <p>Votre message n'a pas pu être remis.</p>

    --XX
    Content-Type: message/delivery-status

    Reporting-MTA: dns;exchange.exemple.fr

    Final-Recipient: rfc822;claude@exemple.fr
    Action: failed
    Status: 5.2.2 (mailbox full)

    --XX
    Content-Type: text/rfc822-headers

    Subject: Un jeune
    MESSAGE-ID: <{reference}@psf.exemple.fr>
    --XX--
    """
# The returned message is not there: only what the report answers to.
BARE = """\
    From: postmaster@exemple.fr
    Subject: Delivery Status Notification (Failure)
    References: <{reference}@psf.exemple.fr>
    Content-Type: multipart/report; boundary="YY"; report-type=delivery-status

    --YY
    Content-Type: message/delivery-status

    Reporting-MTA: dns;exemple.fr

    Final-Recipient: rfc822;claude@exemple.fr
    Action: failed
    Status: 5.4.1

    --YY--
    """
OUT_OF_OFFICE = """\
    From: claude@exemple.fr
    Subject: Absence
    In-Reply-To: <{reference}@psf.exemple.fr>
    Auto-Submitted: auto-replied

    Je suis absent jusqu'au 5.1.2027.
    """


def mail(sample, reference, action="failed", status="5.1.1"):
    text = dedent(sample).format(reference=reference, action=action, status=status)
    return text.encode().replace(b"\n", b"\r\n")


class Mailbox:
    """An IMAP mailbox in memory: what was seen stays seen."""

    def __init__(self, mails):
        self.mails = dict(enumerate(mails, start=1))
        self.seen, self.failing, self.left = set(), False, False

    def uid(self, command, *args):
        if command == "search":
            waiting = [str(uid) for uid in self.mails if uid not in self.seen]
            return "OK", [" ".join(waiting).encode()]
        uid = int(args[0])
        if command == "fetch":
            if self.failing:
                raise imaplib.IMAP4.abort("socket error: EOF")
            return "OK", [(f"{uid} (BODY[]<0> {{99}}".encode(), self.mails[uid]), b")"]
        assert (command, args[1:]) == ("store", ("+FLAGS", r"(\Seen)"))
        self.seen.add(uid)
        return "OK", [None]

    def logout(self):
        self.left = True


@pytest.fixture
def mailbox(monkeypatch, settings):
    settings.BOUNCE_MAILBOX = {"host": "imap.invalid", "port": 993, "user": "u", "password": "p"}
    mailbox = Mailbox([])
    monkeypatch.setattr(bounces, "open_mailbox", lambda: mailbox)
    return mailbox


@pytest.fixture
def sent(write):
    message = write()
    outbox.sweep()
    return message


@pytest.mark.parametrize("sample", [POSTFIX, EXCHANGE, BARE])
def test_a_mail_that_came_back_marks_its_message_and_is_told_once(
    sample, mailbox, sent, fresh, told
):
    mailbox.mails[1] = mail(sample, sent.reference)
    assert bounces.read_mailbox() == 1
    row = fresh(sent)
    assert row.state == State.FAILED
    assert row.trouble.startswith("Le serveur du destinataire a renvoyé ce message (5.")
    assert [each.pk for each in told] == [sent.pk]
    # Read again, as when the mark was not kept.
    mailbox.seen.clear()
    assert bounces.read_mailbox() == 0
    assert len(told) == 1
    assert mailbox.left


def test_the_reason_holds_what_the_server_said(mailbox, sent, fresh):
    mailbox.mails[1] = mail(POSTFIX, sent.reference)
    bounces.read_mailbox()
    assert (
        "5.1.1 : 550 5.1.1 <claude@exemple.fr>: Recipient address rejected" in fresh(sent).trouble
    )


@pytest.mark.parametrize(
    "raw",
    [
        lambda reference: mail(POSTFIX, reference, action="delayed", status="4.4.1"),
        lambda reference: mail(POSTFIX, reference, action="failed", status="4.4.7"),
        lambda reference: mail(POSTFIX, reference, action="delivered", status="2.0.0"),
        lambda reference: mail(POSTFIX, reference, action="relayed", status="5.0.0"),
        lambda reference: mail(OUT_OF_OFFICE, reference),
        lambda reference: mail(POSTFIX, "00000000-0000-4000-8000-000000000000"),
        lambda reference: b"",
        lambda reference: b"\xff\xfe no mail at all \x00",
        lambda reference: mail(POSTFIX, reference)[:900],
    ],
)
def test_what_is_no_final_refusal_changes_nothing_and_is_read_once(raw, mailbox, sent, fresh, told):
    mailbox.mails[1] = raw(sent.reference)
    assert bounces.read_mailbox() == 0
    assert (fresh(sent).state, told) == (State.SENT, [])
    assert mailbox.seen == {1}


def test_an_uncertain_message_that_comes_back_has_failed(mailbox, write, fresh):
    message = write()
    outbox.claim(message.pk, message.service_id)
    outbox.sweep()
    assert fresh(message).state == State.UNCERTAIN
    mailbox.mails[1] = mail(POSTFIX, message.reference)
    bounces.read_mailbox()
    assert fresh(message).state == State.FAILED


def test_a_mailbox_that_goes_away_leaves_the_rest_for_next_time(mailbox, sent, fresh):
    mailbox.mails[1] = mail(POSTFIX, sent.reference)
    mailbox.failing = True
    assert bounces.read_mailbox() == 0
    assert (mailbox.seen, mailbox.left) == (set(), True)
    mailbox.failing = False
    assert bounces.read_mailbox() == 1


def test_a_read_is_bounded(mailbox, sent, monkeypatch):
    monkeypatch.setattr(bounces, "MAILS", 2)
    for number in range(1, 6):
        mailbox.mails[number] = mail(OUT_OF_OFFICE, sent.reference)
    bounces.read_mailbox()
    assert mailbox.seen == {1, 2}


HOSTILE = {
    "parts inside parts": b"".join(
        f'Content-Type: multipart/report; boundary="{n}"\n\n--{n}\n'.encode() for n in range(5_000)
    ),
    "a header without end": b"Subject: " + b"=?utf-8?q?a?= " * 14_000 + b"\n\n",
    "an address without end": b"To: " + b"(" * 190_000 + b"\n\n",
    "references without end": b"References: " + b"<" * 190_000 + b"\n\n",
    "words in a code that nobody knows": (
        b"Content-Type: text/rfc822-headers; charset=idna\nContent-Transfer-Encoding: base64\n\n=="
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_mail_made_to_harm_is_passed_over_in_time(name, mailbox, sent):
    mailbox.mails[1] = HOSTILE[name]
    mailbox.mails[2] = mail(POSTFIX, sent.reference)
    began = time.monotonic()
    assert bounces.read_mailbox() == 1
    assert time.monotonic() - began < 10  # Two mails.
    assert mailbox.seen == {1, 2}


def test_nobody_answers_at_the_mailbox(settings, monkeypatch):
    def nobody(*args, **kwargs):
        raise OSError("unreachable")

    settings.BOUNCE_MAILBOX = {"host": "imap.invalid", "port": 993, "user": "u", "password": "p"}
    monkeypatch.setattr(imaplib, "IMAP4_SSL", nobody)
    assert bounces.read_mailbox() == 0


def test_without_a_mailbox_nothing_is_read(settings, monkeypatch):
    settings.BOUNCE_MAILBOX = {"host": ""}
    monkeypatch.delattr(bounces, "open_mailbox")
    assert bounces.read_mailbox() == 0
