"""Suite «pages»: the public pages under gunicorn with two workers, asked by another process."""

import gzip
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext, override_settings

from benchmarks import own_database
from benchmarks.measures import Measure, cores

PAGES = {
    "home": "/",
    "guide": "/guides/calibrer/",
    "faq": "/questions/",
    "calibreur": "/outils/calibreur/",
}
WORKERS, READERS = 2, 4
SECONDS = 5
# Those of the design system that every page shows: read by the browser, named in its css.
FONTS = [f"dsfr/dist/fonts/Marianne-{weight}.woff2" for weight in ("Regular", "Medium", "Bold")]
# Pages before a measure of the processor, then in each of its series.
WARMING, TIMED = 3, 20
TARGETS = {"page_queries": 10, "page_kilobytes": 250, "page_cpu_ms": 10}


def run(*, scale: float, fresh: bool, say: Callable[[str], None]) -> list[Measure]:
    own_database.prepare(fresh=fresh)
    call_command("load_content", "--if-empty", stdout=open(os.devnull, "w"))  # noqa: SIM115, PTH123
    seconds = max(1, SECONDS * scale)
    found: dict[str, tuple[float, str]] = {}
    for name, path in PAGES.items():
        found[f"page_queries {name}"] = (queries(path), "requêtes")
        found[f"page_kilobytes {name}"] = (kilobytes(path), "ko")
        found[f"page_cpu_ms {name}"] = (cpu_milliseconds(path), "ms")
    for kind, cached in (("uncached", False), ("cached", True)):
        with served(cached=cached) as base:
            for name, path in PAGES.items():
                say(f"mesure : {path} {'avec' if cached else 'sans'} cache")
                asked(base + path, 1)
                rate, p95 = asked(base + path, seconds)
                found[f"page_rps_{kind} {name}"] = (rate, "pages/s")
                if not cached:
                    found[f"page_ms_p95 {name}"] = (p95, "ms")
    size = f"{len(PAGES)} pages, {WORKERS} processus, {READERS} lecteurs"
    return [
        Measure(name, round(value, 2), unit, size, cores(), TARGETS.get(name.split()[0]))
        for name, (value, unit) in found.items()
    ]


def queries(path: str) -> int:
    """What one page asks of the database, without the cache."""
    client = Client()
    with override_settings(PAGE_CACHE=False):
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
    marks = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return sum(not query["sql"].startswith(marks) for query in seen)


def cpu_milliseconds(path: str) -> float:
    """The processor's time for one page, without the cache: the best of three series."""
    environ = RequestFactory().get(path).environ
    with override_settings(PAGE_CACHE=False):
        handler = WSGIHandler()

        def written():
            answer = handler(dict(environ), lambda status, headers: None)
            if answer.status_code != 200:
                raise RuntimeError(f"{path}: {answer.status_code}")
            answer.close()

        series = []
        for many in (WARMING, TIMED, TIMED, TIMED):
            start = time.process_time()
            for _ in range(many):
                written()
            series.append(1000 * (time.process_time() - start) / many)
    return min(series)


def kilobytes(path: str) -> float:
    """A first view as it travels: page, css, script and fonts; packed, but for fonts."""
    with override_settings(PAGE_CACHE=False):
        html = Client().get(path).content
    total = len(gzip.compress(html))
    for address in set(re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', html.decode())):
        if "nomodule" not in address:
            total += len(gzip.compress(_file(address).read_bytes(), 9))
    total += sum(_file(font).stat().st_size for font in FONTS)
    return total / 1000


def _file(address: str) -> Path:
    found = finders.find(address)
    if found is None:
        raise FileNotFoundError(address)
    return Path(found)


@contextmanager
def served(*, cached: bool, threads: int = 1) -> Iterator[str]:
    """gunicorn on a free port of this machine; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["-m", "gunicorn", "psf.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    quiet = [
        "--workers",
        str(WORKERS),
        "--threads",
        str(threads),
        "--no-control-socket",
        "--log-level",
        "error",
    ]
    server = subprocess.Popen(
        [sys.executable, *command, *quiet],
        env={**os.environ, "PSF_PAGE_CACHE": str(cached)},
        cwd=settings.BASE_DIR,
    )
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{base}/robots.txt", timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield base
    finally:
        server.terminate()
        server.wait(timeout=20)


def asked(address: str, seconds: float) -> tuple[float, float]:
    """(pages a second, ninety-fifth percentile in ms), by readers of another process."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.readers", address, str(seconds), str(READERS)],
        capture_output=True,
        text=True,
        check=True,
    )
    said = json.loads(done.stdout)
    return said["rps"], said["p95"]
