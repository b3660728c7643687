"""The embedded server's life: leases, deaths and awkward folders."""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from psf import database
from psf.embedded import places
from psf.embedded.cluster import Cluster
from psf.embedded.errors import EmbeddedDatabaseError
from psf.embedded.places import PACKAGE, ROOT_PLACES

SITE = Path(database.__file__).resolve().parents[1]
HOLDER = """
import sys, time
from psf import database
with database.lease(sys.argv[1]):
    print("up", flush=True)
    sys.stdin.read()
"""


def clean(cluster):
    cluster.discard()
    if cluster.socket_dir != cluster.data:
        cluster.socket_dir.rmdir()


@pytest.fixture(scope="module")
def initialised():
    """A cluster made once; copying it is five times faster than making another."""
    with ordinary_folder() as folder:
        with database.lease(folder / "postgres"):
            pass
        yield folder / "postgres"


@pytest.fixture
def folder():
    with ordinary_folder() as folder:
        yield folder


@pytest.fixture
def data(folder, initialised):
    path = folder / "postgres"
    subprocess.run(["cp", "-a", initialised, path], check=True)
    yield path
    clean(Cluster(path))


@contextmanager
def ordinary_folder():
    # Not tmp_path: pytest closes it to others, and root's server runs as somebody else.
    with tempfile.TemporaryDirectory(prefix="psf test ") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def connect(path, user="psf", dbname="psf"):
    chosen = database.settings(path)
    return psycopg.connect(host=chosen["HOST"], port=chosen["PORT"], user=user, dbname=dbname)


def running(path):
    return Cluster(path)._server_pid() is not None


@pytest.fixture
def hold():
    """Start processes that hold a lease until their input ends."""
    started = []

    def hold(path):
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(SITE)},
        )
        started.append(process)
        return process

    yield hold
    for process in started:
        process.kill()
        process.stdin.close()
        process.stdout.close()
        process.wait()


def up(process):
    return process.stdout.readline() == b"up\n"


def end(process):
    process.stdin.close()
    process.wait()


def test_a_lease_starts_the_server_and_its_end_stops_it(data):
    assert " " in str(data)
    with database.lease(data), connect(data) as connection:
        role = connection.execute(
            "select rolsuper, rolbypassrls, rolcreatedb from pg_roles where rolname = current_user"
        ).fetchone()
        order = connection.execute(
            "select datlocprovider, datlocale from pg_database where datname = 'psf'"
        ).fetchone()
        listening = connection.execute("show listen_addresses").fetchone()
    assert role == (False, False, True)
    assert order == ("b", "C.UTF-8")
    assert listening == ("",)
    assert not running(data)


SENTINEL = "Zoé Ouragan"


def test_the_server_s_log_keeps_no_value_of_what_it_refuses(data):
    with database.lease(data), connect(data) as connection:
        connection.autocommit = True
        connection.execute("create table youth (ine text unique, name text, born date)")
        connection.execute("insert into youth values ('1', %s, null)", [SENTINEL])
        for refused in (
            f"insert into youth values ('1', '{SENTINEL}', null)",
            f"insert into youth values ('2', '{SENTINEL}', '{SENTINEL}')",
            f"select '{SENTINEL}' from nowhere",
            f"do $$ begin raise exception '{SENTINEL}'; end $$",
        ):
            with pytest.raises(psycopg.Error):
                connection.execute(refused)
        with pytest.raises(psycopg.Error):
            connection.execute("insert into youth values (%b, %b, null)", ["1", SENTINEL])
        connection.execute(f"select pg_sleep(0.2), '{SENTINEL}'")
    log = (Cluster(data).data / "server.log").read_text(errors="replace")
    assert "database system is ready" in log
    assert SENTINEL not in log and "insert into" not in log


def test_the_data_survive_and_the_last_lease_stops_the_server(data, hold):
    with database.lease(data):
        with connect(data) as connection:
            connection.execute("create table kept as select 42 as answer")
        other = hold(data)
        assert up(other)
    assert running(data), "the other process still uses it"
    end(other)
    assert not running(data)
    with database.lease(data), connect(data) as connection:
        assert connection.execute("select answer from kept").fetchone() == (42,)


def test_a_killed_holder_is_forgotten(data, hold):
    with database.lease(data):
        other = hold(data)
        assert up(other)
        other.kill()
        other.wait()
    assert not running(data)


def test_everything_killed_then_started_again(data, hold):
    holder = hold(data)
    assert up(holder)
    with connect(data) as connection:
        # By default a commit reaches the disk within a second.
        connection.execute("set synchronous_commit to on")
        connection.execute("create table kept as select 42 as answer")
    server = psutil.Process(Cluster(data)._server_pid())
    for victim in (*server.children(), server):
        with suppress(psutil.NoSuchProcess):
            victim.kill()
    holder.kill()
    with database.lease(data), connect(data) as connection:
        assert connection.execute("select answer from kept").fetchone() == (42,)


def test_a_stale_pid_now_used_by_another_process_is_no_obstacle(data):
    with database.lease(data):
        pid_file = Cluster(data).data / "postmaster.pid"
        content = pid_file.read_text()
    stale = content.split("\n", 1)
    with subprocess.Popen(["sleep", "60"], **Cluster(data)._as_account()) as other:
        pid_file.write_text(f"{other.pid}\n{stale[1]}")
        (Cluster(data).socket_dir / ".s.PGSQL.5432.lock").write_text(f"{other.pid}\n")
        with database.lease(data), connect(data) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        assert other.poll() is None
        other.kill()


def test_a_server_whose_socket_vanished_is_replaced(data):
    with database.lease(data):
        for socket in Cluster(data).socket_dir.glob(".s.PGSQL.*"):
            socket.unlink()
        with database.lease(data), connect(data) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
    assert not running(data)


def test_three_first_starts_at_once_share_one_server(folder, hold):
    data = folder / "postgres"
    holders = [hold(data) for _ in range(3)]
    assert all(up(holder) for holder in holders)
    for holder in holders:
        assert running(data)
        end(holder)
    assert not running(data)


def test_a_long_and_odd_path_gets_a_private_socket_folder(folder):
    data = folder / 'l\'été, "$(id)" 100 %' / ("long" * 20) / "postgres"
    cluster = Cluster(data)
    try:
        with database.lease(data), connect(data) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
            assert cluster.socket_dir != cluster.data
            assert cluster.socket_dir.stat().st_mode & 0o777 == 0o700
    finally:
        clean(cluster)


def test_a_socket_folder_prepared_by_somebody_else_is_refused(folder):
    data = folder / ("long" * 20) / "postgres"
    trap = Cluster(data).socket_dir
    trap.mkdir(mode=0o777)
    trap.chmod(0o777)
    try:
        with pytest.raises(EmbeddedDatabaseError, match="not private"):
            Cluster(data).start()
    finally:
        trap.rmdir()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
class TestAsRoot:
    @pytest.fixture
    def closed(self, folder):
        """A clone under a folder that only root may enter, as /root is."""
        closed = folder / "closed"
        closed.mkdir(mode=0o700)
        yield closed / "var" / "postgres"
        clean(Cluster(closed / "var" / "postgres"))

    def test_the_server_is_not_root_and_parents_keep_their_mode(self, data):
        before = data.parent.stat().st_mode
        with database.lease(data):
            server = psutil.Process(Cluster(data)._server_pid())
            assert server.uids().effective != 0
        assert data.parent.stat().st_mode == before

    def test_programs_in_a_closed_clone_are_copied_once_and_the_data_stay_where_asked(
        self, folder, monkeypatch
    ):
        closed, data = folder / "closed", folder / "postgres"
        closed.mkdir(mode=0o700)
        for part in Cluster(data).wheel.parent.glob(f"{PACKAGE}*"):
            subprocess.run(["cp", "-a", part, closed], check=True)
        monkeypatch.setattr(places.Places, "wheel", closed / PACKAGE)
        monkeypatch.setattr(places, "ROOT_PLACES", folder / "root")
        first, again = Cluster(data), Cluster(data)
        try:
            first.start()
            with connect(data) as connection:
                assert connection.execute("select 1").fetchone() == (1,)
            assert first.data == first.socket_dir == data
            [copy] = (folder / "root").iterdir()
            assert again.binaries.is_relative_to(copy)
        finally:
            clean(first)

    def test_data_stay_in_their_place_when_the_clone_is_opened_later(self, closed):
        with database.lease(closed), connect(closed) as connection:
            connection.execute("create table kept as select 42 as answer")
        closed.parents[1].chmod(0o755)
        with database.lease(closed), connect(closed) as connection:
            assert connection.execute("select answer from kept").fetchone() == (42,)

    def test_no_place_for_a_closed_clone_is_said_in_so_many_words(self, closed, monkeypatch):
        occupied = closed.parents[2] / "file"
        occupied.touch()
        with monkeypatch.context() as elsewhere:
            elsewhere.setattr(places, "ROOT_PLACES", occupied)
            with pytest.raises(EmbeddedDatabaseError, match="cannot enter this folder"):
                Cluster(closed).start()

    def test_a_closed_folder_is_left_closed(self, closed):
        cluster = Cluster(closed)
        with database.lease(closed), connect(closed) as connection:
            connection.execute("create table kept as select 42 as answer")
        assert closed.parents[1].stat().st_mode & 0o777 == 0o700
        assert cluster.place.is_relative_to(ROOT_PLACES)
        assert str(cluster.place) in cluster.pointer.read_text()
        with database.lease(closed), connect(closed) as connection:
            assert connection.execute("select answer from kept").fetchone() == (42,)

        cluster.pointer.unlink()  # The clone was deleted, and cloned again in the same folder.
        with database.lease(closed), connect(closed) as connection:
            assert connection.execute("select to_regclass('kept')").fetchone() == (None,)


def test_settings_start_nothing(folder):
    chosen = database.settings(folder / "postgres")
    assert chosen["USER"] == chosen["NAME"] == "psf"
    assert not any(folder.iterdir())


def test_database_url_replaces_the_embedded_server(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://psf@db.invalid/psf")
    assert database.embedded_directory() is None
    with database.lease(None):
        pass


def test_a_lease_on_a_running_server_costs_little(data):
    with database.lease(data):
        start = time.monotonic()
        for _ in range(5):
            with database.lease(data):
                pass
        assert time.monotonic() - start < 1
