"""Shared by all tests. The embedded database runs as long as one pytest does."""

import os
from contextlib import ExitStack

from psf import database

pytest_plugins = ["tests.chromium", "tests.fixtures", "tests.restore", "tests.brisk"]

LEASE = ExitStack()


def pytest_configure(config):
    if "PYTEST_XDIST_WORKER" not in os.environ:
        LEASE.enter_context(database.lease(database.embedded_directory()))


def pytest_unconfigure(config):
    LEASE.close()
