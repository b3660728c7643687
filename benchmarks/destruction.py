"""Suite «destruction»: a year's due files of the whole country, while people work on them.

Several nights' worth in one run, in batches: how many a second, how long a batch holds its rows, and how
long whoever wants one of them waits, or opens a page meanwhile. On a copy, thrown away afterwards.
"""

import random
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils import timezone

from benchmarks import national, own_database
from benchmarks.measures import Measure, cores, milliseconds, percentile
from benchmarks.queue import size_in_words
from demonstration.national.country import coordinator_of, largest_academy
from matching.enums import EndOfRecord, Opinion, Situation
from matching.models import RetentionPolicy, Youth
from matching.retention import nightly, seams
from matching.stages import OPEN
from offers.models import OfferBudget
from psf.perimeter.scope import all_services, perimeter

# A quarter of three years' records: those that a year brings to their term.
SHARE = 4
SETTLED = [each for each in Situation if each.startswith(("solution", "left"))]
TARGETS = {"destruction_wait_ms_max": 1000}
# How long people work alone first: what a page takes without any destruction.
QUIET_SECONDS = 10
# Batches between two words about how it goes: a whole run is long.
SAID_EACH = 50


def run(*, scale: float, fresh: bool, say: Callable[[str], None]) -> list[Measure]:
    national.ensure(scale=scale, fresh=fresh, say=say)
    with own_database.copied(), _folders():
        size = size_in_words()
        due = _close_a_year()
        say(f"{due} dossiers arrivés à terme")
        figures = _destroyed(say) | {"destruction_records": (due, "dossiers")}
    return [
        Measure(name, round(value, 2), unit, size, cores(), TARGETS.get(name))
        for name, (value, unit) in figures.items()
    ]


@contextmanager
def _folders():
    """A ledger and private files of this measure's own."""
    former = settings.LEDGER_DIR, settings.PRIVATE_DIR
    with tempfile.TemporaryDirectory() as place:
        settings.LEDGER_DIR, settings.PRIVATE_DIR = Path(place) / "ledger", Path(place) / "private"
        try:
            yield
        finally:
            settings.LEDGER_DIR, settings.PRIVATE_DIR = former


def _close_a_year() -> int:
    """Close a share of the records that nobody follows any more; how many."""
    today = timezone.localdate()
    if RetentionPolicy.objects.in_force() is None:
        RetentionPolicy.objects.create(
            valid_from=today,
            **{"opinion": Opinion.FAVOURABLE, "opinion_as": "mesure", "opinion_on": today},
            **{"decided_as": "mesure", "decided_on": today},
            **{"visa_reference": "mesure", "visa_on": today},
        )
    with all_services("bench: a year's due files"):
        settled = Youth.objects.current().exclude(placements__stage__in=OPEN)
        # Service after service: batches are full, which is when they hold most.
        chosen = settled.filter(situation__in=SETTLED).order_by("service", "situation_since", "pk")
        everybody = Youth.objects.count() // (3 * SHARE)
        ids = list(chosen.values_list("pk", flat=True)[: max(everybody, 1)])
        return Youth.objects.filter(pk__in=ids).update(
            closed_on=timezone.localdate() - timedelta(days=1)
        )


def _due(among, on) -> dict[int, str]:
    closed = among.filter(closed_on__lte=on).order_by("pk").values_list("pk", flat=True)
    return dict.fromkeys(closed, EndOfRecord.CLOSED.value)


def _destroyed(say) -> dict:
    batches: list[float] = []
    forget_all, due = nightly.forget_all, seams.due

    def timed(*args, **kwargs):
        start = time.perf_counter()
        found = forget_all(*args, **kwargs)
        batches.append(1000 * (time.perf_counter() - start))
        if len(batches) % SAID_EACH == 0:
            say(f"{len(batches)} lots, {max(people.waits):.0f} ms d'attente au plus")
        return found

    nightly.forget_all, seams.due = timed, _due
    people = _People()
    people.start()
    time.sleep(QUIET_SECONDS)
    quiet = list(people.pages)
    people.pages.clear()
    people.waits.clear()
    start = time.monotonic()
    try:
        report = nightly.run()
    finally:
        nightly.forget_all, seams.due = forget_all, due
        people.stop()
    seconds = time.monotonic() - start
    say(f"{report.forgotten} effacés, {report.busy} laissés à la nuit suivante")
    return {
        "destruction_seconds": (seconds, "s"),
        "destruction_per_second": (report.forgotten / seconds, "dossiers/s"),
        "destruction_batch_ms_p95": (percentile(batches, 0.95), "ms"),
        "destruction_batch_ms_max": (max(batches), "ms"),
        "destruction_wait_ms_p95": (percentile(people.waits, 0.95), "ms"),
        "destruction_wait_ms_max": (max(people.waits), "ms"),
        "destruction_page_ms_p95_without": (percentile(quiet, 0.95), "ms"),
        "destruction_page_ms_p95": (percentile(people.pages, 0.95), "ms"),
        "destruction_page_ms_max": (max(people.pages), "ms"),
    }


class _People:
    """One who writes in the very records and offers concerned, one who opens the queue."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.pages: list[float] = []
        self.over = threading.Event()
        self.threads = [threading.Thread(target=each) for each in (self._write, self._read)]
        with all_services("bench: draws"):
            rows = Youth.objects.filter(closed_on__isnull=False).order_by("pk")
            self.youths = list(rows.values_list("pk", "service_id"))
        self.offers = list(OfferBudget.objects.order_by("pk").values_list("pk", flat=True))

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()

    def _write(self) -> None:
        luck = random.Random(1)
        try:
            while not self.over.is_set():
                pk, service = luck.choice(self.youths)
                offer = luck.choice(self.offers)
                self.waits.append(milliseconds(lambda: _lock(pk, service, offer)))  # noqa: B023
                time.sleep(0.02)
        finally:
            connections.close_all()

    def _read(self) -> None:
        academy, _files = largest_academy()
        assert academy is not None
        client = Client()
        client.force_login(coordinator_of(academy))
        client.get("/admin/suivi/")
        try:
            while not self.over.is_set():
                self.pages.append(milliseconds(lambda: client.get("/admin/suivi/")))
                time.sleep(0.2)
        finally:
            connections.close_all()


def _lock(youth: int, service: int, offer: int) -> None:
    """What a move and a form begin with, on a record that may be going."""
    with perimeter([service]):
        OfferBudget.objects.select_for_update(of=("self",)).filter(pk=offer).first()
        Youth.objects.select_for_update(of=("self",)).filter(pk=youth).first()
