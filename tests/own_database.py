"""A database of one's own, in which commits are real: for threads and browsers.

    from tests.own_database import db, transactional_db

replaces pytest-django's fixtures in that module (which then has no django_db mark), for all that
ask for them, `live_server` included. It is a copy of the test database, thrown away afterwards:
nothing is flushed, so the reference rows loaded by migrations are there for whoever comes next.
"""

import pytest
from django.db import connection, connections

from tests.one_build import drop


@pytest.fixture
def db(django_db_setup, django_db_blocker):
    """Until the end of the test, all threads run on a copy of the test database."""
    with django_db_blocker.unblock():
        settings = connection.settings_dict
        name = settings["NAME"]
        assert name.startswith(settings["TEST"]["NAME"])
        copy = f"{name}_copy"
        connections.close_all()
        with connection._nodb_cursor() as cursor:
            drop(cursor, copy)
            cursor.execute(f'create database "{copy}" template "{name}"')
        settings["NAME"] = copy
        try:
            yield
        finally:
            connections.close_all()
            settings["NAME"] = name
            with connection._nodb_cursor() as cursor:
                drop(cursor, copy)


@pytest.fixture
def transactional_db(db):
    """What pytest-django's `live_server` asks for."""
