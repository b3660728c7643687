"""Shared by all tests. The embedded database runs as long as one pytest does."""

import gc
import os
from contextlib import ExitStack

import pytest

from psf import database

pytest_plugins = [
    "tests.chromium",
    "tests.fixtures",
    "tests.brisk",
    "tests.clock",
    "tests.one_build",
    "tests.snapshots.plugin",
    "tests.guards.faults",
    "tests.guards.templates",
    "tests.guards.orders",
    "tests.guards.locks",
]

LEASE = ExitStack()


# Pages make many objects and few circles: collecting as often as Python does costs a twentieth.
gc.set_threshold(50_000, 20, 20)


def pytest_configure(config):
    if "PYTEST_XDIST_WORKER" not in os.environ:
        LEASE.enter_context(database.lease(database.embedded_directory()))


def pytest_unconfigure(config):
    LEASE.close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Tests that commit for real are about the database; none may flush the shared one.

    A flush would empty the tables that migrations filled, for whoever comes next.
    https://code.djangoproject.com/ticket/22487
    """
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark and (mark.kwargs.get("transaction") or mark.args):
            raise pytest.UsageError(f"{item.nodeid}: use tests.own_database instead of a flush.")
        found = item._fixtureinfo.name2fixturedefs.get("db", ())
        if found and found[-1].func.__module__ == "tests.own_database":
            item.add_marker(pytest.mark.database)
    # Begun last, one of these alone would keep the other processes waiting.
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
