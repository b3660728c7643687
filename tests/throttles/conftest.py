"""Counting as production does: on a connection of its own, in a database where commits are real."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from tests.own_database import db, transactional_db

__all__ = ["db", "transactional_db"]


@pytest.fixture
def apart(db, settings):
    settings.THROTTLES_DATABASE = "throttles"
    mirrored = connections["throttles"].settings_dict
    before, mirrored["NAME"] = mirrored["NAME"], connection.settings_dict["NAME"]
    yield
    connections["throttles"].close()
    mirrored["NAME"] = before


@pytest.fixture
def at_once():
    """`at_once(work, many)`: what `many` threads that begin together answer."""

    def run(work, many):
        start = Barrier(many)

        def one(number):
            try:
                start.wait()
                return work(number)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(many) as threads:
            return list(threads.map(one, range(many)))

    return run
