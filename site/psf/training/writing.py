"""Writing the training space anew: beside the one that is open, then in its place at once.

The tables are made and filled in a schema of their own while people go on; renaming two schemas opens
it. Sessions belong to the former one: whoever was signed in is asked to enter again. Nothing is ever
emptied, so nothing half empty is ever seen.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import OperationalError, connection, connections, transaction
from django.utils import timezone

from psf.training import marking
from psf.training.checks import APART, asked_to_leave
from psf.worker import heartbeat
from psf.worker.schedules import ensure

OPEN, NEXT, FORMER = "public", "training_next", "training_former"
# Any constant of ours: one writes at a time.
LOCK = 7_261_173
AT_NIGHT = time(3)
LOCK_TIMEOUT = "20s"
# In order; what is not installed is left out.
STEPS = (
    ("migrate", {"interactive": False, "verbosity": 0}),
    ("createcachetable", {"verbosity": 0}),
    ("load_content", {}),
    ("load_demo", {}),
)


class Refused(Exception):
    """Nothing was touched; the message, in French, says why."""


def is_due(now: datetime | None = None) -> bool:
    """Whether the last one was written before the last night."""
    local = timezone.localtime(now)
    night = datetime.combine(local.date(), AT_NIGHT, local.tzinfo)
    if local < night:
        night -= timedelta(days=1)
    since = marking.written_at()
    return since is None or since < night


def refuse_unless_training() -> None:
    """Raises Refused where anything says that this could be the database of real people."""
    if not settings.PSF_TRAINING:
        raise Refused("Refusé : PSF_TRAINING n'est pas demandé.")
    if names := asked_to_leave():
        raise Refused(f"Refusé : un espace d'entraînement n'écrit à personne ({', '.join(names)}).")
    tables = set(connection.introspection.table_names())
    if not tables:
        return
    if "accounts_user" not in tables:
        raise Refused(f"Refusé : cette base contient autre chose que PSF. {APART}")
    if count := marking.real_accounts().count():
        raise Refused(
            f"Refusé : {count} compte(s) de cette base ne viennent pas de la démonstration. {APART}"
        )


def write_anew(say: Callable[[str], object]) -> None:
    """Raises Refused. Whatever fails before the end leaves the open one as it was."""
    refuse_unless_training()
    begun = timezone.now()
    works = heartbeat.state() == "ok" if marking.written_at() else False
    with _building(), _one_at_a_time():
        _run(f"drop schema if exists {NEXT} cascade", f"create schema {NEXT}")
        known = get_commands()
        for name, options in STEPS:
            if name in known:
                call_command(name, **options)
        ensure()
        if works:
            # The worker has no sign of life in the new tables yet, and would be restarted.
            heartbeat.busy()
        marking.mark(NEXT, begun)
        with transaction.atomic():
            _run(
                f"set local lock_timeout = '{LOCK_TIMEOUT}'",
                f"drop schema if exists {FORMER} cascade",
                f"alter schema {OPEN} rename to {FORMER}",
                f"alter schema {NEXT} rename to {OPEN}",
            )
        _swap_ledgers()
    _forget_files(begun)
    _drop_former(say)


@contextmanager
def _building() -> Iterator[None]:
    """Every query of this process goes to the schema being built."""
    aliases = {"default", settings.THROTTLES_DATABASE}
    kept = {alias: connections[alias].settings_dict["OPTIONS"] for alias in aliases}
    ledger = settings.LEDGER_DIR
    try:
        for alias, options in kept.items():
            said = f"{options.get('options', '')} -c search_path={NEXT}".strip()
            connections[alias].close()
            connections[alias].settings_dict["OPTIONS"] = {**options, "options": said}
        shutil.rmtree(_next_ledger(), ignore_errors=True)
        settings.LEDGER_DIR = _next_ledger()
        yield
    finally:
        settings.LEDGER_DIR = ledger
        for alias, options in kept.items():
            connections[alias].close()
            connections[alias].settings_dict["OPTIONS"] = options


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Given back when the connection ends, whatever happened."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise Refused("L'espace d'entraînement est déjà en train d'être réécrit.")
    yield


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _next_ledger() -> Path:
    ledger = Path(settings.LEDGER_DIR)
    return ledger if ledger.name.endswith(".next") else ledger.with_name(f"{ledger.name}.next")


def _swap_ledgers() -> None:
    """What was erased of the former people says nothing of these."""
    following = _next_ledger()
    ledger = following.with_name(following.name.removesuffix(".next"))
    shutil.rmtree(ledger, ignore_errors=True)
    if following.exists():
        following.rename(ledger)


def _forget_files(begun: datetime) -> None:
    """Papers and images older than what was just written: somebody may have brought a real one."""
    for folder in (settings.PRIVATE_DIR, settings.MEDIA_ROOT):
        for path in Path(folder).rglob("*"):
            if path.is_file() and path.stat().st_mtime < begun.timestamp():
                path.unlink(missing_ok=True)


def _drop_former(say: Callable[[str], object]) -> None:
    try:
        with transaction.atomic():
            _run(
                f"set local lock_timeout = '{LOCK_TIMEOUT}'",
                f"drop schema if exists {FORMER} cascade",
            )
    except OperationalError:
        # A request still reads it; the next writing begins by dropping it.
        say("Les anciennes tables sont encore lues : elles partiront la prochaine fois.")
