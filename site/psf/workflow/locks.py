"""Locks: which row first, and a periodic task once, however many schedulers start it."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from psf.workflow.kinds import Subject


def lock_subject(subject: Subject) -> Subject:
    """Lock the row of a subject and return it as it is now: always before its actions.

    Transitions lock in that order. An event refers to its subject: whoever held an action and then
    wrote one would wait for a transition that waits for the action.
    """
    rows = type(subject)._base_manager.select_for_update(of=("self",))
    return rows.get(pk=subject.pk)


@contextmanager
def only_one(name: str) -> Iterator[bool]:
    """Yield True when this session got the lock `name`, False when another one holds it.

    The lock belongs to the database session, so that a task may use several transactions.
    """
    key = zlib.crc32(f"psf:{name}".encode())
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [key])
        got = cursor.fetchone()[0]
    try:
        yield got
    finally:
        if got:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(%s)", [key])
