"""The national demonstration in the bench's database, loaded once for each version of its code."""

import hashlib
import time
from pathlib import Path

from django.utils import timezone

from benchmarks import own_database
from demonstration.national.load import load
from demonstration.national.size import Size

ROOT = Path(__file__).resolve().parents[1]
# What decides of the data: its own code, the tables, and the rules that wrote it.
SOURCES = (
    "site/demonstration/**/*.py",
    "matching/placements/clock/*.py",
    "matching/messages/*.py",
    "matching/placements/replies/*.py",
    "matching/*.py",
    "offers/*.py",
    "site/psf/workflow/*.py",
    "**/migrations/*.py",
)


def ensure(*, scale: float, fresh: bool, say) -> float:
    """Load the country unless it is there, by this code and today; seconds that loading took."""
    own_database.prepare(fresh=False)
    wanted = {"code": version(), "scale": scale, "day": timezone.localdate().isoformat()}
    known = own_database.note()
    if not fresh and wanted.items() <= known.items():
        say(f"démonstration nationale déjà chargée, en {known['seconds']} s")
        return known["seconds"]
    own_database.prepare(fresh=True)
    load_places()
    start = time.monotonic()
    load(timezone.localdate(), Size.scaled(scale), say)
    seconds = round(time.monotonic() - start, 1)
    own_database.write_note(**wanted, seconds=seconds)
    return seconds


def load_places() -> None:
    from django.core.management import call_command

    call_command("load_communes", verbosity=0)
    call_command("load_calendars", verbosity=0)


def version() -> str:
    """A digest of the sources that decide of the data."""
    digest = hashlib.sha256()
    found = {path for pattern in SOURCES for path in ROOT.glob(pattern)}
    for path in sorted(found):
        parts = path.relative_to(ROOT).parts
        if not {".venv", "var", "tests"} & set(parts):
            digest.update("/".join(parts).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
