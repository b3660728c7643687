"""A database of one's own, in which commits are real: for threads and browsers.

    from tests.own_database import db, transactional_db

replaces pytest-django's fixtures in that module (which then has no django_db mark), for all that
ask for them, `live_server` included. It is a copy of the test database, thrown away afterwards:
nothing is flushed, so the reference rows loaded by migrations are there for whoever comes next.
"""

import pytest
from django.db import connection, connections


@pytest.fixture
def db(django_db_setup, django_db_blocker):
    """Until the end of the test, all threads run on a copy of the test database."""
    with django_db_blocker.unblock():
        settings = connection.settings_dict
        name = settings["NAME"]
        assert name.startswith(settings["TEST"]["NAME"])
        copy = f"{name}_copy"
        connections.close_all()
        _drop(copy)
        _run(f'create database "{copy}" template "{name}"')
        settings["NAME"] = copy
        try:
            yield
        finally:
            connections.close_all()
            settings["NAME"] = name
            _drop(copy)


@pytest.fixture
def transactional_db(db):
    """What pytest-django's `live_server` asks for."""


def _drop(copy: str) -> None:
    # Not `with (force)`: it may not end an autovacuum worker, which a plain drop cancels by itself.
    _run(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where datname = %s and usename = current_user",
        [copy],
    )
    _run(f'drop database if exists "{copy}"')


def _run(statement: str, parameters=None) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement, parameters)
