"""The server of one data directory: starting it, asking it, stopping it."""

import fcntl
import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg

from psf.embedded.errors import EmbeddedDatabaseError
from psf.embedded.places import Places

NAME = "psf"
PORT = 5432
SERVER_OPTIONS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": 150,
    "synchronous_commit": "off",
    # An error of a statement is the application's to log, scrubbed: the server would write the
    # statement with its values, and the row that it refused.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
START_SECONDS = 60
# After a kill -9, the old server's last processes hold its shared memory for a moment.
RETRY_SECONDS = 15
DETACH = 'log=$1; shift; "$@" </dev/null >"$log" 2>&1 & echo $!'


@contextmanager
def lock(path, operation):
    # Read-only is enough for flock, and lets root and a user share the file.
    descriptor = os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, operation)
        yield descriptor
    finally:
        os.close(descriptor)


class Cluster(Places):
    """One data directory and the server that runs on it."""

    def start(self):
        """Start the server unless it runs; create role and database when missing."""
        self.make_parent()
        with lock(self.starting, fcntl.LOCK_EX):
            if self.place and not self._place_is_ours:
                self._stop_server()
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
        with lock(self.starting, fcntl.LOCK_EX):
            self._stop_server()

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


def _alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
