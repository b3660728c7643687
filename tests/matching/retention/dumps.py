"""Dumps of a test's database by the role that may, and what they hold: docs/operations.md."""

import os
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from psf.embedded.cluster import PORT, Cluster

# Row-level security is forced: the application's own role cannot dump what it owns.
DUMPER = "postgres"


def run(program: str, *arguments: str, database: str) -> str:
    """A program of PostgreSQL's, on a database of the embedded server; its output."""
    if not settings.EMBEDDED_DATABASE_DIR:
        pytest.skip("the role that may dump another server is unknown")
    cluster = Cluster(settings.EMBEDDED_DATABASE_DIR)
    where = ["-h", str(cluster.socket_dir), "-p", str(PORT), "-U", DUMPER, "-d", database]
    done = subprocess.run(
        [cluster.binaries / program, *where, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def dumped(place: Path) -> Path:
    """The database in use, in a file of `pg_dump -Fc`."""
    run("pg_dump", "-Fc", "-f", str(place), database=connection.settings_dict["NAME"])
    return place


def dumped_as_text() -> str:
    """The same in SQL."""
    return run("pg_dump", database=connection.settings_dict["NAME"])


def restored(place: Path, name: str) -> None:
    """Bring a dump back into a new database of that name, the application's."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'create database "{name}"')
    run("pg_restore", "--no-owner", "--role=psf", str(place), database=name)
