"""The supervisor with stand-ins for web and worker: everything it starts ends with it."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import psutil
import pytest

from psf import supervisor

pytestmark = pytest.mark.today

SITE = Path(supervisor.__file__).resolve().parents[1]
# A child that starts another in its group, as gunicorn and django-q do, and says their numbers.
FAMILY = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
with open(sys.argv[1], "a") as file:
    file.write(f"{os.getpid()} {child.pid}\\n")
if sys.argv[2] == "short":
    time.sleep(0.3)
    os._exit(3)
try:
    time.sleep(60)
finally:
    child.kill()
"""
RUN = """
import json, sys
from psf import supervisor
from psf.supervisor import Child, Supervisor

options = json.loads(sys.argv[1])
for name, value in options["constants"].items():
    setattr(supervisor, name, value)
family = [sys.executable, "-c", options["family"]]
print("started", flush=True)
sys.exit(
    Supervisor(
        Child("web", [*family, options["web"], options["web_life"]]),
        Child("worker", [*family, options["worker"], options["worker_life"]]),
        lambda: options["health"],
    ).run()
)
"""
FAST = {"STOP_SECONDS": 3, "CHECK_SECONDS": 0.5, "GRACE_SECONDS": 1}


class Scene:
    def __init__(self, folder, **options):
        self.pids = {name: folder / name for name in ("web", "worker")}
        given = {
            "constants": FAST,
            "family": FAMILY,
            "web": str(self.pids["web"]),
            "worker": str(self.pids["worker"]),
            "web_life": "long",
            "worker_life": "long",
            "health": {"worker": "ok"},
            **options,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", RUN, json.dumps(given)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(SITE)},
        )

    def started(self, name):
        """Return the pids of that child, one pair for each time it was started."""
        try:
            lines = self.pids[name].read_text().splitlines()
        except FileNotFoundError:
            return []
        return [[int(pid) for pid in line.split()] for line in lines]

    def wait_for(self, name, times=1):
        end = time.monotonic() + 15
        while len(self.started(name)) < times:
            assert time.monotonic() < end, f"{name} was started {len(self.started(name))} times"
            time.sleep(0.05)

    def everybody(self):
        return [pid for name in self.pids for pair in self.started(name) for pid in pair]

    def close(self):
        self.process.kill()
        self.process.wait()
        for pid in self.everybody():
            if alive(pid):
                os.kill(pid, signal.SIGKILL)
        self.process.stdout.close()


def alive(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def all_gone(pids, within=5):
    end = time.monotonic() + within
    while any(alive(pid) for pid in pids):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture
def play(tmp_path):
    scenes = []

    def play(**options):
        scenes.append(Scene(tmp_path, **options))
        return scenes[-1]

    yield play
    for scene in scenes:
        scene.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_stops_all_it_started(play, number):
    scene = play()
    scene.wait_for("web")
    scene.wait_for("worker")
    scene.process.send_signal(number)
    assert scene.process.wait(10) == 0
    assert all_gone(scene.everybody())


@pytest.mark.skipif(sys.platform != "linux", reason="the parent-death signal is Linux's")
def test_killed_it_takes_its_children_with_it(play):
    scene = play()
    scene.wait_for("web")
    scene.wait_for("worker")
    leaders = [scene.started(name)[0][0] for name in scene.pids]
    scene.process.kill()
    assert all_gone(leaders)


def test_a_dead_worker_is_restarted_and_its_orphans_ended(play):
    scene = play()
    scene.wait_for("worker")
    leader, orphan = scene.started("worker")[0]
    os.kill(leader, signal.SIGKILL)
    scene.wait_for("worker", times=2)
    assert all_gone([leader, orphan])
    assert scene.process.poll() is None


def test_a_worker_that_takes_no_task_is_restarted(play):
    scene = play(health={"worker": "en retard"})
    scene.wait_for("worker", times=2)
    assert all_gone(scene.started("worker")[0])
    assert len(scene.started("web")) == 1


def test_a_worker_that_keeps_failing_ends_everything_with_a_message(play):
    scene = play(worker_life="short", constants={**FAST, "RESTARTS_FORGIVEN": 1})
    said, _ = scene.process.communicate(timeout=20)
    assert scene.process.returncode == 1
    assert "Le service des tâches s'est arrêté 2 fois de suite" in said
    assert all_gone(scene.everybody())


def test_without_web_everything_ends_with_a_message(play):
    scene = play(web_life="short")
    said, _ = scene.process.communicate(timeout=20)
    assert scene.process.returncode == 1
    assert "Le serveur web s'est arrêté de lui-même" in said
    assert all_gone(scene.everybody())


def test_a_taken_port_is_refused_before_anything_starts(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        before = signal.getsignal(signal.SIGTERM)
        try:
            code = supervisor.main(["--port", str(port), "--demonstration"])
        finally:
            signal.signal(signal.SIGTERM, before)
    said = capsys.readouterr().out
    assert code == 1
    assert f"127.0.0.1:{port} est déjà utilisé" in said
    assert f"make run PORT={port + 1}" in said


@pytest.mark.parametrize(
    ("allowed", "asked"), [("", "127.0.0.1"), (".psf.invalid,other.invalid", "psf.invalid")]
)
def test_health_is_asked_under_a_name_the_site_answers_to(monkeypatch, allowed, asked):
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps([self.path, self.headers["Host"]]).encode())

        def log_message(self, *arguments):
            pass

    monkeypatch.setenv("ALLOWED_HOSTS", allowed)
    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        once = threading.Thread(target=server.handle_request)
        once.start()
        assert supervisor.ask_health("0.0.0.0", server.server_port) == ["/sante/", asked]
        once.join()
    assert supervisor.ask_health("127.0.0.1", server.server_port) is None


def test_the_web_command_knows_ipv6():
    assert "[::1]:8000" in supervisor.web_command("::1", 8000)
