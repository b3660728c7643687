"""Advisory locks: a periodic task runs once, however many schedulers start it."""

import zlib
from contextlib import contextmanager

from django.db import connection


@contextmanager
def only_one(name: str):
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
