"""Background work of the outbox: no arguments, safe to run twice or two at once."""

import contextlib
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import QuerySet
from django_q.tasks import async_task

from psf.personal.durations import DURATIONS
from psf.worker.batches import by_batches, delete_some
from psf.worker.schedules import NIGHTLY, every

SWEEP = "psf.messaging.tasks.sweep"
BOUNCES = "psf.messaging.tasks.read_bounces"
FORGET = "psf.messaging.tasks.forget_old_messages"
every("Envoi des messages", SWEEP, minutes=1)
every("Messages revenus", BOUNCES, minutes=10)
every("Oublier les messages anciens", FORGET, minutes=NIGHTLY)
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


def forget_old_messages(*, now: datetime | None = None) -> int:
    """Forget what was written about no young person, long enough ago; return how many messages.

    One with a key keeps its key, so that the same news is not written again, and nothing else.
    """
    from psf.messaging.models import Message

    over = Message.objects.over(DURATIONS["message"].before(now))
    erased = by_batches(lambda size: delete_some(over.filter(key=None), size))
    keyed = over.filter(key__isnull=False).exclude(body="")
    return erased + by_batches(lambda size: _empty_some(keyed, size))


# What is left of a message is its key: that it was written.
EMPTIED = {
    **dict.fromkeys(("recipient_name", "address", "subject_line", "body", "cause", "trouble"), ""),
    **dict.fromkeys(("contact", "buyer_contact", "user", "link", "created_by", "settled_by")),
}


def _empty_some(messages: QuerySet, size: int) -> int:
    chosen = list(messages.order_by("pk").values_list("pk", flat=True)[:size])
    return messages.model.objects.filter(pk__in=chosen).update(**EMPTIED)


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
