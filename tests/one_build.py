"""Under pytest-xdist the test database is built once; each process works on a copy of it."""

import os
from contextlib import contextmanager

import pytest
from django.db import connection, connections

from benchmarks.own_database import drop

WORKER = os.environ.get("PYTEST_XDIST_WORKER")
LOCK = 0x7E57


@pytest.fixture(scope="session")
def django_db_setup(
    request,
    django_test_environment,
    django_db_blocker,
    django_db_keepdb,
    django_db_modify_db_settings,
):
    """Take the place of pytest-django's where processes are several and their databases new."""
    if not WORKER or django_db_keepdb:
        yield request.getfixturevalue("django_db_setup")
        return
    with django_db_blocker.unblock():
        settings = connection.settings_dict
        before, mine = settings["NAME"], settings["TEST"]["NAME"]
        whole = mine.removesuffix(f"_{WORKER}") + "_whole"
        with one_at_a_time() as cursor:
            if _note_of(cursor, whole) != os.environ["PYTEST_XDIST_TESTRUNUID"]:
                _build(whole)
                _write_note(cursor, whole, os.environ["PYTEST_XDIST_TESTRUNUID"])
            settings["TEST"]["NAME"] = mine
            drop(mine)
            cursor.execute(f'create database "{mine}" template "{whole}"')
        settings["NAME"] = mine
    yield
    with django_db_blocker.unblock():
        settings["NAME"] = before
        with one_at_a_time():
            drop(mine)


@contextmanager
def one_at_a_time():
    """A cursor outside all test databases, alone among the processes of all runs."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [LOCK])
        yield cursor


def _build(name: str) -> None:
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    connections.close_all()


def _note_of(cursor, name: str) -> str | None:
    cursor.execute(
        "select shobj_description(oid, 'pg_database') from pg_database where datname = %s", [name]
    )
    row = cursor.fetchone()
    return row and row[0]


def _write_note(cursor, name: str, words: str) -> None:
    cursor.execute(f"comment on database \"{name}\" is '{words}'")
