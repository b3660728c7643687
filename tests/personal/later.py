"""As if a duration had gone by."""

from contextlib import contextmanager
from datetime import timedelta

import time_machine
from django.db import connection
from django.utils import timezone

from psf.personal.rules import DURATIONS

DAY = timedelta(days=1)


@contextmanager
def after(length, *, less=timedelta()):
    """As if a span, or a duration by its key, had gone by since now, and a day, or `less` than that."""
    now = timezone.now()
    before = (DURATIONS[length] if isinstance(length, str) else length).before(now)
    later = now + (now - before) + 2 * DAY - less
    with time_machine.travel(later, tick=True):
        yield


def aged(model, at, months):
    """As if the traces had been written that long before; by who may alter the table."""
    table = model._meta.db_table
    sealed = getattr(model, "is_a_log", False)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        if sealed:
            cursor.execute(f"alter table {table} disable trigger seal_rows")
        cursor.execute(
            f"update {table} set {at} = now() - make_interval(months => %s) - interval '1 hour'",
            [months],
        )
        if sealed:
            cursor.execute(f"alter table {table} enable always trigger seal_rows")
