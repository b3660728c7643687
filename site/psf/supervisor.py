"""Run the web server and the worker together, and stop both, with the database, in seconds.

    PYTHONPATH=site python -m psf.supervisor --host 127.0.0.1 --port 8000 [--demonstration]

Each child has its own session, so that Ctrl-C reaches the supervisor alone, which sends SIGTERM to
one process of each group: django-q2 deadlocks when its whole group is signalled. On Linux the
children also receive SIGTERM when the supervisor is killed.
"""

import argparse
import contextlib
import ctypes
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from pathlib import Path

from psf import database
from psf.embedded.errors import EmbeddedDatabaseError

ROOT = Path(__file__).resolve().parents[2]
WEB_WORKERS = 2
WEB_THREADS = 4
# A spreadsheet of some thousand lines is read within one request.
WEB_TIMEOUT_SECONDS = 120
# Enough for a request or a short task; what is cut short is run again by the queue.
STOP_SECONDS = 8
CHECK_SECONDS = 20
# A restarted worker has this long to show a sign of life before it is judged again.
GRACE_SECONDS = 120
RESTARTS_FORGIVEN = 5
RESTARTS_WITHIN_SECONDS = 300
PR_SET_PDEATHSIG = 1
# Addresses to listen on everywhere, and where this machine then finds itself.
EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}


class Refusal(Exception):
    """Nothing can be run; the message, for the person at the keyboard, says why."""


class Child:
    """A process leading its own group."""

    def __init__(self, label, command):
        self.label = label
        self.command = command
        self.process = None
        self.started_at = 0.0

    def start(self):
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent(os.getpid()) if sys.platform == "linux" else None,
        )

    @property
    def running(self):
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self):
        if self.running:
            self.process.terminate()

    def stop(self, deadline):
        """Wait for a child that was asked to stop; then end whatever is left of its group."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"{self.label} : arrêt forcé.")
        # The leader may be gone and its workers not. Bounded: the dead answer too until init,
        # which is nobody in some containers, has buried them.
        end = time.monotonic() + 1
        while _signal_group(self.process.pid, signal.SIGKILL) and time.monotonic() < end:
            self.process.poll()
            time.sleep(0.05)
        self.process.wait()


class Supervisor:
    """Keep web and worker running until asked to stop; exit code 0 when asked, 1 otherwise."""

    def __init__(self, web, worker, health):
        self.web = web
        self.worker = worker
        self.health = health
        self.asked_to_stop = False
        self.restarts = deque()
        self.checked_at = time.monotonic()

    def request_stop(self, *_signal):
        self.asked_to_stop = True

    def run(self, on_ready=lambda: None):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.request_stop)
        try:
            self.web.start()
            self.worker.start()
            return self._watch(on_ready)
        finally:
            say("Arrêt…")
            deadline = time.monotonic() + STOP_SECONDS
            for child in (self.web, self.worker):
                child.ask_to_stop()
            for child in (self.web, self.worker):
                child.stop(deadline)

    def _watch(self, on_ready):
        announced = False
        while not self.asked_to_stop:
            if not self.web.running:
                say("Le serveur web s'est arrêté de lui-même : voir les lignes au-dessus.")
                return 1
            if not self.worker.running and not self._restart("s'est arrêté"):
                return 1
            if not announced and self.health() is not None:
                announced = True
                on_ready()
            if time.monotonic() - self.checked_at > CHECK_SECONDS:
                self.checked_at = time.monotonic()
                if self._stalled() and not self._restart("ne donne plus signe de vie"):
                    return 1
            time.sleep(0.5)
        return 0

    def _stalled(self):
        if time.monotonic() - self.worker.started_at < GRACE_SECONDS:
            return False
        answer = self.health()
        return answer is not None and answer.get("worker") in {"en retard", "absent"}

    def _restart(self, why):
        """Start the worker's group anew; False when it keeps failing."""
        now = time.monotonic()
        self.restarts.append(now)
        while self.restarts[0] < now - RESTARTS_WITHIN_SECONDS:
            self.restarts.popleft()
        if len(self.restarts) > RESTARTS_FORGIVEN:
            say(f"Le service des tâches {why} {len(self.restarts)} fois de suite : abandon.")
            return False
        say(f"Le service des tâches {why} : il est relancé.")
        self.worker.ask_to_stop()
        self.worker.stop(time.monotonic() + STOP_SECONDS)
        self.worker.start()
        return True


def web_command(host, port):
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return [
        *(sys.executable, "-m", "gunicorn", "psf.wsgi"),
        *("--pythonpath", str(ROOT / "site")),
        *("--chdir", str(ROOT)),
        *("--bind", address),
        *("--workers", str(WEB_WORKERS), "--threads", str(WEB_THREADS)),
        *("--timeout", str(WEB_TIMEOUT_SECONDS)),
        *("--graceful-timeout", str(STOP_SECONDS - 2)),
        *("--log-level", "warning", "--logger-class", "psf.web_log.WebLog"),
        "--no-control-socket",
    ]


def worker_command():
    return [sys.executable, str(ROOT / "manage.py"), "qcluster"]


def ask_health(host, port):
    """Return what /sante/ says, as a dict, or None while nobody answers."""
    local = EVERY_ADDRESS.get(host, host)
    # Production answers to its own names only.
    name = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].lstrip(".") or "127.0.0.1"
    connection = http.client.HTTPConnection(local, port, timeout=3)
    try:
        connection.request("GET", "/sante/", headers={"Host": name})
        return json.loads(connection.getresponse().read())
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()


def refuse_taken_address(host, port):
    try:
        family, *_rest, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, OverflowError) as error:
        raise Refusal(f"Adresse inconnue : {host}:{port}.") from error
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
            probe.listen(1)
        except PermissionError as error:
            raise Refusal(f"Le port {port} est réservé : essayez PORT=8000.") from error
        except OSError as error:
            raise Refusal(
                f"{host}:{port} est déjà utilisé ou n'est pas de cette machine"
                f" ({error.strerror}) : essayez `make run PORT={port + 1}`."
            ) from error


def say(text):
    with contextlib.suppress(OSError):  # The terminal may be gone.
        print(text, flush=True)


def _die_with_parent(parent):
    libc = ctypes.CDLL(None)

    def prepare():
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return prepare


def _signal_group(leader, number):
    try:
        os.killpg(leader, number)
    except (ProcessLookupError, PermissionError):  # macOS refuses for a group of zombies.
        return False
    return True


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="psf.supervisor")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--demonstration",
        action="store_true",
        help="migrate and load what an empty database lacks before starting",
    )
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        refuse_taken_address(options.host, options.port)
        return _serve(options.host, options.port, options.demonstration)
    except (Refusal, EmbeddedDatabaseError) as error:
        say(str(error))
    except subprocess.CalledProcessError:
        say("La préparation a échoué : voir les lignes au-dessus.")
    except KeyboardInterrupt:
        say("Arrêt demandé.")
    return 1


def _serve(host, port, demonstration):
    shown = "127.0.0.1" if host in EVERY_ADDRESS else host
    address = f"http://{shown}:{port}"
    kind = "development" if demonstration else "production"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"psf.settings.{kind}")
    os.environ["HOST"] = host
    os.environ.setdefault("PSF_BASE_URL", address)
    with database.lease(database.embedded_directory()):
        if demonstration:
            subprocess.run([sys.executable, "-m", "psf.prepare"], cwd=ROOT, check=True)
        return Supervisor(
            Child("Le serveur web", web_command(host, port)),
            Child("Le service des tâches", worker_command()),
            lambda: ask_health(host, port),
        ).run(on_ready=lambda: say(f"\nPSF répond : {address}/ (Ctrl-C pour arrêter)\n"))


def _interrupt(*_signal):
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
