"""A database of one's own: created when missing, thrown away on demand, copied for what writes."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, connections


def prepare(*, fresh: bool) -> None:
    """Create the database of the settings, empty when `fresh`, and migrate it."""
    name = connection.settings_dict["NAME"]
    if fresh:
        drop(name)
    if not _one("select 1 from pg_database where datname = %s", [name]):
        _run(f'create database "{name}"')
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def note() -> dict:
    """What was written with `write_note`; empty when nothing was."""
    text = _one(
        "select shobj_description(oid, 'pg_database') from pg_database where datname = %s",
        [connection.settings_dict["NAME"]],
    )
    return json.loads(text) if text else {}


def write_note(**values) -> None:
    """Keep a few words beside the database: what it holds, by which code, since when."""
    text = json.dumps(values).replace("'", "''")
    _run(f"comment on database \"{connection.settings_dict['NAME']}\" is '{text}'")


@contextmanager
def copied() -> Iterator[None]:
    """Work on a copy, gone afterwards: what a measure writes does not change the next one."""
    settings = connection.settings_dict
    name = settings["NAME"]
    copy = f"{name}_copy"
    connections.close_all()
    drop(copy)
    _run(f'create database "{copy}" template "{name}"')
    settings["NAME"] = copy
    try:
        yield
    finally:
        connections.close_all()
        settings["NAME"] = name
        drop(copy)


def drop(name: str) -> None:
    """Drop a database whoever is connected to it."""
    connections.close_all()
    # Not `with (force)`: it may not end an autovacuum worker, which a plain drop cancels by itself.
    _run(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where datname = %s and usename = current_user",
        [name],
    )
    _run(f'drop database if exists "{name}"')


def _run(statement: str, parameters=None) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement, parameters)


def _one(statement: str, parameters):
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement, parameters)
        row = cursor.fetchone()
        return row and row[0]
