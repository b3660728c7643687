"""Tables filled without their indexes and foreign keys, which are put back, and so checked, at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# Each row of a deferred foreign key waits in memory, then is looked up alone.
FOREIGN_KEYS = """
    select conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    from pg_constraint where contype = 'f' and conrelid = any(%s::regclass[]) order by oid
"""
INDEXES = """
    select indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    from pg_index where indrelid = any(%s::regclass[])
    and not exists (select 1 from pg_constraint where conindid = indexrelid) order by indexrelid
"""


@contextmanager
def bare(models) -> Iterator[None]:
    """Within a transaction: the tables of `models` keep only what names a row.

    Raises IntegrityError at the end when a row breaks a key that was put aside.
    """
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        # Tables whose rows still have to be checked cannot be altered.
        cursor.execute("set constraints all immediate")
        cursor.execute(FOREIGN_KEYS, [tables])
        keys = cursor.fetchall()
        cursor.execute(INDEXES, [tables])
        indexes = cursor.fetchall()
        for table, name, _definition in keys:
            cursor.execute(f'alter table {table} drop constraint "{name}"')
        for name, _definition in indexes:
            cursor.execute(f"drop index {name}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("set local maintenance_work_mem = '256MB'")
        cursor.execute("set local work_mem = '256MB'")
        for _name, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in keys:
            cursor.execute(f'alter table {table} add constraint "{name}" {definition}')
        cursor.execute("set constraints all deferred")
