"""Mails by SMTP, phase by phase, so that a refusal is known from an uncertainty.

Until the content has been handed over, nothing can have left. Once it has, only the server's
answer tells; without one the message is uncertain.
"""

import contextlib
import logging
import re
import smtplib
import ssl

from django.conf import settings
from django.core.mail.utils import DNS_NAME

from psf.messaging.channels.base import Channel, Outcome
from psf.messaging.compose import UnusableAddress, compose, envelope_address, sender_address

logger = logging.getLogger("psf.messaging")

TROUBLE = (OSError, smtplib.SMTPException)
UNREACHABLE = "Le serveur de messagerie ne répond pas."
CUT = "Le serveur de messagerie a coupé la conversation avant l'envoi."
NO_WORD = (
    "Le serveur de messagerie a reçu le message sans confirmer : il est peut-être parti, peut-être"
    " pas."
)
WRONG_ADDRESS = "Cette adresse électronique n'est pas valable."
# RFC 3463: 5.7.x is about who sends (relay, policy), not about who receives.
POLICY_STATUS = re.compile(r"^[45]\.7\.\d+")
ADDRESS_STATUS = re.compile(r"^[45]\.[12]\.\d+")
ABOUT_SENDER = {530, 535, 554}


class SmtpChannel(Channel):
    """One session for as many messages as the server takes."""

    def __init__(self):
        self.server = None
        self.carried = 0  # By this session.

    def deliver(self, message, text):
        try:
            recipient = envelope_address(message.address)
            content = on_the_wire(compose(message, text))
        except UnusableAddress:
            return Outcome.failed(WRONG_ADDRESS, blames_address=True)
        except ValueError:
            logger.exception("message %s cannot be composed", message.pk)
            return Outcome.failed("Ce message n'a pas pu être mis en forme.")
        try:
            self._open()
        except TROUBLE as error:
            return self._unreachable(error)
        try:
            refusal = self._hand_envelope(recipient)
        except TROUBLE:
            worn_out = self.carried > 0
            self._drop()
            if worn_out:
                # Servers end long sessions between two messages: nothing of this one had left.
                return self.deliver(message, text)
            self.away = True
            return Outcome.later(CUT)
        if refusal:
            self._forget_envelope()
            return refusal
        return self._hand_content(content)

    def close(self):
        if self.server is not None:
            with contextlib.suppress(*TROUBLE):
                self.server.quit()
            self._drop()

    def _open(self):
        if self.server is not None:
            return
        connect = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
        context = {"context": ssl.create_default_context()} if settings.EMAIL_USE_SSL else {}
        server = connect(
            settings.EMAIL_HOST,
            settings.EMAIL_PORT,
            local_hostname=DNS_NAME.get_fqdn(),
            timeout=settings.SMTP_CONNECT_SECONDS,
            **context,
        )
        try:
            server.sock.settimeout(settings.SMTP_READ_SECONDS)
            server.ehlo_or_helo_if_needed()
            if settings.EMAIL_USE_TLS and not settings.EMAIL_USE_SSL:
                server.starttls(context=ssl.create_default_context())
                server.ehlo_or_helo_if_needed()
            if settings.EMAIL_HOST_USER:
                server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        except BaseException:
            server.close()
            raise
        self.server, self.carried = server, 0

    def _unreachable(self, error) -> Outcome:
        self.away = True
        logger.error("mail server: %s", error)
        if isinstance(error, smtplib.SMTPAuthenticationError):
            return Outcome.later("Le serveur de messagerie refuse notre identifiant.")
        if isinstance(error, smtplib.SMTPResponseException):
            said = in_words(error.smtp_code, error.smtp_error)
            return Outcome.later(f"Le serveur de messagerie n'accepte pas de message ({said}).")
        return Outcome.later(UNREACHABLE)

    def _hand_envelope(self, recipient) -> Outcome | None:
        """MAIL, RCPT, DATA; None when the server asks for the content. Raises TROUBLE."""
        sender = settings.MESSAGES_BOUNCE_ADDRESS or sender_address()
        code, said = self.server.mail(sender)
        if code == 421:
            raise smtplib.SMTPServerDisconnected("421")
        if code != 250:
            reason = f"Le serveur de messagerie refuse notre adresse ({in_words(code, said)})."
            return Outcome.later(reason)
        code, said = self.server.rcpt(recipient)
        if code == 421:
            raise smtplib.SMTPServerDisconnected("421")
        if code not in (250, 251):
            return _about_recipient(code, said)
        code, said = self.server.docmd("DATA")
        if code != 354:
            reason = f"Le serveur de messagerie n'a pas voulu du message ({in_words(code, said)})."
            return Outcome.later(reason)
        return None

    def _hand_content(self, content: bytes) -> Outcome:
        try:
            self.server.send(content)
            code, said = self.server.getreply()
        except TROUBLE:
            self._drop()
            # One doubt a sweep: the server may do the same to the next one.
            self.away = True
            return Outcome.uncertain(NO_WORD)
        self.carried += 1
        if 200 <= code < 300:
            return Outcome.sent()
        if 400 <= code < 500:
            reason = f"Le serveur de messagerie reporte ce message ({in_words(code, said)})."
            return Outcome.later(reason)
        if 500 <= code < 600:
            reason = f"Le serveur de messagerie refuse ce message ({in_words(code, said)})."
            return Outcome.failed(reason)
        self._drop()
        return Outcome.uncertain(NO_WORD)

    def _forget_envelope(self):
        try:
            self.server.rset()
        except TROUBLE:
            self._drop()

    def _drop(self):
        if self.server is not None:
            self.server.close()
        self.server, self.carried = None, 0


def _about_recipient(code: int, said: bytes) -> Outcome:
    status = said.decode("ascii", "replace")
    words = in_words(code, said)
    if code < 500:
        return Outcome.later(
            f"Le serveur du destinataire demande d'attendre ({words}).",
            blames_address=not POLICY_STATUS.match(status),
        )
    if POLICY_STATUS.match(status) or (code in ABOUT_SENDER and not ADDRESS_STATUS.match(status)):
        return Outcome.later(f"Le serveur de messagerie ne transmet pas ce message ({words}).")
    return Outcome.failed(
        f"Le serveur du destinataire refuse cette adresse ({words}).", blames_address=True
    )


def in_words(code: int, said: bytes | str) -> str:
    """« 550 : mailbox unavailable », short enough for a reason."""
    # smtplib itself says in str that a line was too long.
    text = said if isinstance(said, str) else said.decode("utf-8", "replace")
    words = " ".join(text.split())
    return f"{code} : {words[:120]}" if words else str(code)


def on_the_wire(mail) -> bytes:
    """The bytes that follow DATA: lines beginning with a dot doubled, the final dot included."""
    content = mail.as_bytes()
    content = re.sub(rb"(?m)^\.", b"..", content)
    return content + (b"" if content.endswith(b"\r\n") else b"\r\n") + b".\r\n"
