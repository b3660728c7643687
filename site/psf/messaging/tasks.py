"""Background work of the outbox: no arguments, safe to run twice or two at once."""

import contextlib

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django_q.tasks import async_task

from psf.worker.schedules import every

SWEEP = "psf.messaging.tasks.sweep"
BOUNCES = "psf.messaging.tasks.read_bounces"
every("Envoi des messages", SWEEP, minutes=1)
every("Messages revenus", BOUNCES, minutes=10)
# Held from the moment a sweep is asked for until it begins; a lost one is forgotten by then.
ASKED, ASKED_SECONDS = "psf.messaging.sweep-asked", 60


def sweep() -> None:
    """Send what is due."""
    from psf.messaging import outbox

    # What is written from now on may escape this sweep: let it ask for another.
    with contextlib.suppress(Exception):
        cache.delete(ASKED)
    outbox.sweep()


def read_bounces() -> None:
    """Read the mailbox of returned mails."""
    from psf.messaging import bounces

    bounces.read_mailbox()


def wake() -> None:
    """Ask for a sweep as soon as the open transaction commits, once for each transaction.

    Should it be lost, the sweep of every minute finds the message.
    """
    if settings.PSF_DELIVERY == "memory":
        return  # Tests sweep when they mean to.
    if not any(entry[1] is _ask for entry in connection.run_on_commit):
        transaction.on_commit(_ask, robust=True)


def _ask() -> None:
    try:
        asked = not cache.add(ASKED, True, ASKED_SECONDS)
    except Exception:  # Whatever the cache is made of, the message leaves.
        asked = False
    if not asked:
        # Outside a transaction the broker closes connections past their age, and with them the
        # advisory lock that the caller may hold.
        with transaction.atomic():
            async_task(SWEEP, q_options={"save": False})
