"""Sends what was written: claim, commit, attempt, mark; one sender at a time.

A message is claimed by a committed change of state before the attempt, so that a sender that dies
leaves a trace: the next one finds it under way and shows it as uncertain. Nothing but a person's
decision sends an uncertain message again. docs/decisions/messages.md
"""

import logging
import time
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone

from psf.messaging.channels import open_channel
from psf.messaging.channels.base import Outcome, Result
from psf.messaging.enums import MessageState
from psf.messaging.models import Message
from psf.messaging.undelivered import tell
from psf.perimeter.scope import all_services, perimeter
from psf.workflow.locks import only_one

logger = logging.getLogger("psf.messaging")

LOCK = "outbox"
# A sweep ends well before a worker's task must; a slow server's last answers come on top.
SWEEP_SECONDS = 60
BATCH = 200
# After each attempt that failed, the wait before the next one; then the message has failed.
DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
# A database that is away for a moment: seconds to wait before writing the outcome again.
PAUSES = (0, 1, 2, 4)
INTERRUPTED = "L'envoi a été interrompu : on ne sait pas si le message est parti."
UNEXPECTED = "Une erreur imprévue a interrompu l'envoi : on ne sait pas si le message est parti."
NOBODY_CARRIES = "Aucun fournisseur n'est réglé pour ce type de message."
REASON_LENGTH = Message._meta.get_field("trouble").max_length
DATABASE_AWAY = (OperationalError, InterfaceError)


@dataclass(slots=True)
class Report:
    """What a sweep did, in messages; `skipped` when another sender was at work."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    uncertain: int = 0
    interrupted: int = 0
    skipped: bool = False
    # The database went away: what remains waits for the next sweep.
    broken: bool = False


class LockLost(Exception):
    """The session that held the lock is gone: somebody else may be sending."""


def sweep(*, seconds: float = SWEEP_SECONDS) -> Report:
    """Send what is due for at most about `seconds`. Run twice at once, one does everything."""
    report, end = Report(), time.monotonic() + seconds
    try:
        _sweep(report, end)
    except (LockLost, *DATABASE_AWAY):
        logger.exception("outbox: the database went away")
        connection.close()
        report.broken = True
    if report.failed or report.uncertain or report.interrupted:
        logger.warning(
            "outbox: %s failed, %s uncertain, %s interrupted",
            report.failed,
            report.uncertain,
            report.interrupted,
        )
    return report


def _sweep(report, end) -> None:
    again = True
    while again and time.monotonic() < end:
        with only_one(LOCK) as alone:
            if not alone:
                report.skipped = True
                return
            report.interrupted += _give_up_interrupted()
            stopped = _Round(report, end).run()
        # Who came meanwhile and found the lock taken left their messages to this sender.
        again = not stopped and bool(_waiting([]))


def _give_up_interrupted() -> int:
    """Under the lock nobody is sending: what is still under way lost its sender."""
    with all_services("outbox: interrupted attempts"):
        return Message.objects.filter(state=MessageState.SENDING).update(
            state=MessageState.UNCERTAIN, trouble=INTERRUPTED
        )


def _waiting(ways_away) -> list[tuple]:
    """(id, service id or None, channel) of messages that are due, oldest first."""
    with all_services("outbox: what is due"):
        due = Message.objects.due().exclude(channel__in=ways_away)
        return list(due.values_list("pk", "service_id", "channel")[:BATCH])


class _Round:
    """The messages that one holder of the lock sends, each in its own perimeter."""

    def __init__(self, report, end):
        self.report, self.end = report, end
        self.channels = {}
        self.away = set()

    def run(self) -> bool:
        """Send until nothing is due; True when something else ended it."""
        try:
            while batch := _waiting(self.away):
                before = self._count()
                for pk, service_id, way in batch:
                    if time.monotonic() >= self.end:
                        return True
                    if way not in self.away:
                        self._send(pk, service_id)
                if self._count() == before:
                    return True
            return bool(self.away)
        finally:
            for channel in self.channels.values():
                if channel is not None:
                    channel.close()

    def _count(self) -> int:
        report = self.report
        return report.sent + report.later + report.failed + report.uncertain

    def _send(self, pk, service_id) -> None:
        message = claim(pk, service_id)
        if message is None:
            return
        outcome = self._attempt(message)
        result = mark(message, outcome)
        setattr(self.report, result, getattr(self.report, result) + 1)

    def _attempt(self, message) -> Outcome:
        way = message.channel
        try:
            if way not in self.channels:
                self.channels[way] = open_channel(way)
            channel = self.channels[way]
            if channel is None:
                return Outcome.later(NOBODY_CARRIES)
            outcome = channel.deliver(message, message.text_to_send())
        except Exception:
            logger.exception("message %s: attempt interrupted", message.pk)
            return Outcome.uncertain(UNEXPECTED)
        if channel.away:
            self.away.add(way)
        return outcome


def claim(pk, service_id) -> Message | None:
    """Take a queued message for one attempt, committed at once; None when it is not due any more."""
    with _in_sight(service_id):
        now = timezone.now()
        taken = Message.objects.due(now).filter(pk=pk)
        if not taken.update(state=MessageState.SENDING, attempts=F("attempts") + 1, claimed_at=now):
            return None
        return Message.objects.select_related("link").get(pk=pk)


def mark(message, outcome: Outcome) -> str:
    """Write what an attempt gave; returns the name of the report's line.

    What is known must not be lost because the database is away for a moment: it is written again
    on another session, and then raises LockLost, because the lock went with the first one.
    """
    for rank, pause in enumerate(PAUSES):
        time.sleep(pause)
        try:
            result = _write(message, outcome)
        except DATABASE_AWAY:
            connection.close()
            if rank == len(PAUSES) - 1:
                raise
        else:
            if rank:
                raise LockLost
            return result
    raise AssertionError


def _write(message, outcome: Outcome) -> str:
    now = timezone.now()
    changes: dict[str, object] = {"trouble": outcome.reason[:REASON_LENGTH]}
    result, gives_up = outcome.result, False
    if result == Result.SENT:
        changes |= {"state": MessageState.SENT, "sent_at": now}
    elif result == Result.UNCERTAIN:
        changes |= {"state": MessageState.UNCERTAIN}
    elif result == Result.LATER and message.attempts <= len(DELAYS):
        wait = DELAYS[message.attempts - 1]
        changes |= {"state": MessageState.QUEUED, "next_attempt_at": now + wait}
    else:
        gives_up = result == Result.LATER
        result = Result.FAILED
        changes |= {"state": MessageState.FAILED}
    if gives_up:
        reason = f"Abandonné après {message.attempts} essais. {outcome.reason}"
        changes["trouble"] = reason[:REASON_LENGTH]
    if not _change(message, message.service_id, changes, outcome):
        # A handover moved it meanwhile.
        with all_services("outbox: a message moved during its attempt"):
            found = Message.objects.filter(pk=message.pk).values_list("service_id", flat=True)
            service_id = found.first()
        _change(message, service_id, changes, outcome)
    return result.value


def _change(message, service_id, changes, outcome) -> bool:
    # Given up as interrupted by another sender, while this one still knew: the truth stands.
    states = [MessageState.SENDING, MessageState.UNCERTAIN]
    with _in_sight(service_id):
        mine = Message.objects.filter(
            pk=message.pk, attempts=message.attempts, claimed_at=message.claimed_at
        )
        if not mine.filter(state__in=states).update(**changes):
            return False
        if changes["state"] == MessageState.FAILED and outcome.blames_address:
            tell_undelivered(mine.get())
    return True


def tell_undelivered(message) -> None:
    """Ask what else to do, in the open transaction; trouble there never hides the refusal."""
    try:
        with transaction.atomic():
            tell(message)
    except DatabaseError as error:
        if isinstance(error, DATABASE_AWAY):
            raise
        logger.exception("message %s: nobody was told", message.pk)
    except Exception:
        logger.exception("message %s: nobody was told", message.pk)


def _in_sight(service_id):
    return perimeter([service_id] if service_id else [])
