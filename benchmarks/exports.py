"""Suite «exports»: each list that may be taken as a file, made as the worker makes it."""

import tempfile
import time
from collections.abc import Callable, Iterator
from statistics import median

from django.test.utils import override_settings
from django.urls import resolve

from benchmarks import national
from benchmarks.lists import RUNS, reader, rolled_back
from benchmarks.measures import Measure, cores
from benchmarks.queue import size_in_words
from psf.exports import making
from psf.exports.enums import ExportState
from psf.exports.models import Export
from psf.list_views.lists import LISTS
from psf.spreadsheets.exports import MOST_AT_ONCE, SafeExportMixin

# What the target is said of; a shorter list counts in its share.
ROWS, MOST_SECONDS = 20_000, 5


def run(*, scale: float, fresh: bool, say: Callable[[str], None]) -> list[Measure]:
    national.ensure(scale=scale, fresh=fresh, say=say)
    return measure(reader(say), say=say)


def measure(user, *, say: Callable[[str], None], runs: int = RUNS, least: int = MOST_AT_ONCE):
    """Seconds for ROWS rows of each list that holds at least `least`: what a request would write itself."""
    figures = []
    size, many = size_in_words(), cores()
    with tempfile.TemporaryDirectory() as folder, override_settings(PRIVATE_DIR=folder):
        for slug, url in _exported():
            say(f"mesure : {slug}")
            made = [_made(user, url) for _ in range(runs)]
            rows = made[0][1]
            figures.append(Measure(f"export_rows {slug}", rows, "lignes", size, many))
            if rows and rows >= least:
                seconds = median(seconds for seconds, _ in made) * ROWS / rows
                figures.append(
                    Measure(
                        f"export_seconds {slug}", round(seconds, 2), "s", size, many, MOST_SECONDS
                    )
                )
    return figures


def _exported() -> Iterator[tuple[str, str]]:
    for each in LISTS:
        view = getattr(resolve(each.url).func, "view_class", None)
        if view and issubclass(view, SafeExportMixin):
            yield each.slug, each.url


def _made(user, url: str) -> tuple[float, int]:
    """(seconds, rows) of one file; nothing of it stays."""
    with rolled_back():
        export = Export.objects.create(
            user=user,
            view=resolve(url).view_name,
            title="bench",
            filename="bench",
            format="xlsx",
            asked={"address": "export=xlsx", "typed": ""},
        )
        start = time.perf_counter()
        making.make(export.pk)
        seconds = time.perf_counter() - start
        export.refresh_from_db()
        if export.state != ExportState.DONE:
            raise RuntimeError(f"{url}: {export.state}")
        return seconds, export.written
