"""A database of one's own, in which commits are real: for threads and browsers.

    from tests.own_database import db, transactional_db

replaces pytest-django's fixtures in that module (which then has no django_db mark), for all that
ask for them, `live_server` included. It is a copy of the test database, thrown away afterwards:
nothing is flushed, so the reference rows loaded by migrations are there for whoever comes next.
"""

from contextlib import ExitStack, contextmanager

import pytest
from django.db import connection, connections

from benchmarks.own_database import copied


@pytest.fixture
def db(django_db_setup, django_db_blocker):
    """Until the end of the test, all threads run on a copy of the test database."""
    with django_db_blocker.unblock():
        settings = connection.settings_dict
        assert settings["NAME"].startswith(settings["TEST"]["NAME"])
        with copied():
            yield


@pytest.fixture
def transactional_db(db):
    """What pytest-django's `live_server` asks for."""


@contextmanager
def filled(django_db_blocker, fill):
    """Until its end, tests run on a copy in which `fill()` wrote once; for fixtures of a module."""
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(copied())
            fill()
            connections.close_all()
        yield
        with django_db_blocker.unblock():
            stack.close()
