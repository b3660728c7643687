"""A database of one's own, in which commits are real: for threads and browsers.

A copy of the test database, thrown away afterwards: nothing is flushed, so reference rows loaded by
migrations are there for whoever comes next.
"""

import pytest
from django.db import connection, connections


@pytest.fixture
def own_database(django_db_setup, django_db_blocker):
    """Everything until the end of the test runs on a copy of the test database, in all threads."""
    with django_db_blocker.unblock():
        settings = connection.settings_dict
        name = settings["NAME"]
        copy = f"{name}_copy"
        connections.close_all()
        _run(f'drop database if exists "{copy}" with (force)')
        _run(f'create database "{copy}" template "{name}"')
        settings["NAME"] = copy
        try:
            yield copy
        finally:
            connections.close_all()
            settings["NAME"] = name
            _run(f'drop database if exists "{copy}" with (force)')


def _run(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
