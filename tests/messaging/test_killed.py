"""Senders killed in the middle, two at once, a database that goes away: nothing double, nothing lost."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

import psutil
import pytest
from django.conf import settings
from django.db import connection, transaction

from psf.messaging import outbox
from psf.messaging.enums import MessageState
from psf.messaging.models import Message
from psf.perimeter.scope import all_services, perimeter
from tests.factories.matching import YouthFactory
from tests.messaging.smtp_server import running
from tests.own_database import db, transactional_db  # noqa: F401

pytestmark = pytest.mark.today

State = MessageState
MESSAGES, KILLS, SECONDS = 1000, 8, 50
# Where in the conversation a sender dies: before its mail is taken, after, and once it is told.
MOMENTS = ("mail", "rcpt", "data", "content", "taken", "content answered")


def written(count, service):
    """Messages about young people of `service`, committed."""
    youth = YouthFactory(service=service)
    with perimeter([service]):
        return Message.objects.bulk_create(
            Message(
                kind="test_notice",
                recipient="company",
                channel="email",
                address=f"contact{number}@exemple.fr",
                subject_line="Un mot",
                body="Un mot.",
                youth=youth,
                service=service,
            )
            for number in range(count)
        )


def rows():
    with all_services("test"):
        return list(Message.objects.all())


@pytest.fixture
def server():
    with running() as server:
        yield server


@pytest.fixture
def here(server, settings):
    """This process sends too, to that server."""
    settings.PSF_DELIVERY = "smtp"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    return server


class Senders:
    """Starts senders, kills them at planned moments."""

    def __init__(self, server, chance):
        self.server, self.chance = server, chance
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.messaging.sender"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=settings.BASE_DIR,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "tests.messaging.sender_settings",
                "PYTHONPATH": os.pathsep.join([str(settings.BASE_DIR), "site"]),
                "SENDER_DATABASE": connection.settings_dict["NAME"],
                "SENDER_PORT": str(server.port),
            },
        )
        assert self.process.stdout.readline() == "ready\n"
        self.alive, self.killed = [], 0
        self.lock = threading.Lock()
        # After how many mails, and at which moment, the next one dies.
        self.plan = [
            (threshold, chance.choice(MOMENTS))
            for threshold in sorted(chance.sample(range(1, MESSAGES // 2), KILLS))
        ]
        server.watcher = self.look

    def start(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.alive.append(int(self.process.stdout.readline()))

    def look(self, moment):
        """Called by the mail server, in its thread, at each moment of each conversation."""
        with self.lock:
            if not self.plan:
                return
            threshold, chosen = self.plan[0]
            if moment == chosen and self.server.received.total() >= threshold:
                self.plan.pop(0)
                self.killed += sum(self._kill(pid) for pid in self.alive)

    def _kill(self, pid):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            return 1
        return 0

    def wait(self):
        """Until every sender has ended, killed or not."""
        while self.alive:
            self.alive = [pid for pid in self.alive if psutil.pid_exists(pid)]
            time.sleep(0.02)

    def close(self):
        for pid in self.alive:
            self._kill(pid)
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(10)


def test_a_thousand_messages_and_a_sender_that_is_killed(two_services, server, record_property):
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    written(MESSAGES // 2, two_services.saint_denis)
    written(MESSAGES // 2, two_services.nice)
    senders = Senders(server, chance)
    end = time.monotonic() + SECONDS
    try:
        while time.monotonic() < end:
            senders.start()
            if chance.random() < 0.5:
                senders.start()  # Two at once.
            senders.wait()
            if not senders.plan and not any(row.state == State.QUEUED for row in rows()):
                break
    finally:
        senders.close()

    found = rows()
    # Plain strings: a property of a test travels between pytest-xdist's processes.
    states = {state.value: sum(row.state == state for row in found) for state in State}
    record_property("messages", {"seed": seed, "kills": senders.killed, **states})
    print(f"seed {seed}: {senders.killed} kills, {states}")
    assert senders.killed >= 6
    assert len(found) == MESSAGES
    for row in found:
        times = server.received[str(row.reference)]
        assert times <= 1, f"received {times} times (seed {seed})"
        if row.state == State.SENT:
            assert times == 1, f"marked sent, never received (seed {seed})"
        elif row.state == State.QUEUED:
            assert times == 0, f"queued, yet received (seed {seed})"
        else:
            assert row.state in (State.UNCERTAIN, State.SENDING)
            assert row.trouble == outbox.INTERRUPTED or row.state == State.SENDING
    assert states[State.UNCERTAIN] + states[State.SENDING] <= senders.killed
    assert states[State.FAILED] == 0


def test_what_a_killed_worker_had_not_begun_leaves_with_the_next_one(two_services, here):
    """Between writing and sending there is nothing but the row."""
    [message] = written(1, two_services.saint_denis)
    assert outbox.sweep().sent == 1
    assert here.received == {str(message.reference): 1}


def test_two_sweeps_at_once_are_one_which_takes_what_came_meanwhile(two_services, here):
    written(1, two_services.saint_denis)
    other = []

    def meanwhile(moment):
        if moment == "rcpt" and not other:
            other.append(None)
            try:
                written(1, two_services.nice)
                other[0] = outbox.sweep()
            finally:
                connection.close()

    here.watcher = meanwhile
    report = outbox.sweep()
    assert (other[0].skipped, other[0].sent) == (True, 0)
    assert report.sent == 2
    assert sorted(here.received.values()) == [1, 1]


@pytest.mark.parametrize("moment", ["mail", "taken"])
def test_a_database_that_goes_away_for_a_moment_loses_no_outcome(two_services, here, moment):
    written(3, two_services.saint_denis)
    cut = []

    def meanwhile(seen):
        if seen == moment and not cut:
            cut.append(True)
            try:
                with connection.cursor() as cursor:
                    cursor.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
                        " current_database() and usename = current_user"
                        " and pid <> pg_backend_pid()"
                    )
            finally:
                connection.close()

    here.watcher = meanwhile
    report = outbox.sweep()
    assert report.broken
    assert [row.state for row in rows()].count(State.SENT) == 1
    assert outbox.sweep().sent == 2
    assert {row.state for row in rows()} == {State.SENT}
    assert sorted(here.received.values()) == [1, 1, 1]


def test_a_message_written_in_a_transaction_that_fails_never_leaves(two_services, here):
    with suppress(LookupError), transaction.atomic():
        written(1, two_services.saint_denis)
        raise LookupError
    assert outbox.sweep() == outbox.Report()
    assert here.received == {}
