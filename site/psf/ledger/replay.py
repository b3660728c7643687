"""Erasing again, before the site serves, what a restored database still has."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.db import ProgrammingError, connection, transaction
from django.db.models import Max

from psf.ledger import file
from psf.ledger.errors import LedgerError
from psf.ledger.lines import NEW_KEY, Erasure, Line
from psf.ledger.models import AppliedLine
from psf.registry import Registry

logger = logging.getLogger("psf.ledger")
# Any constant of ours: processes that start together take it in turn, batch by batch.
LOCK = 7_261_141
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Replayer:
    """How erasures of one `kind` are done again.

    `erase` gets them in order, in a transaction without scope, and returns how many the database
    still had. It writes nothing in the ledger.
    """

    kind: str
    erase: Callable[[Sequence[Erasure]], int]


REPLAYERS: Registry[str, Replayer] = Registry(
    "replayers of erasures", key=lambda replayer: replayer.kind, module="ledger"
)
REPLAYERS.add(Replayer(NEW_KEY, lambda erasures: 0))


def record(erasures: Iterable[Erasure]) -> list[Line]:
    """Keep these erasures, done in the open transaction: its last act before it commits.

    The disk has them before the database forgets. When the commit then fails, the next start erases
    what was to be erased.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An erasure and its line belong to one transaction.")
    lines = file.append(erasures)
    _remember(lines)
    return lines


def replay() -> int:
    """Apply every line that this database has not; return how many rows it still had.

    Quick when there is none: a look at the last line and one query. Raises LedgerError when the ledger
    is not whole, or older than the database.
    """
    file.vouch_with_the_current_key()
    last = file.last_line()
    if not _is_behind(last):
        return 0
    applied = set(AppliedLine.objects.values_list("pk", flat=True))
    waiting = [line for line in file.lines() if line.number not in applied]
    erased = sum(
        _apply(waiting[start : start + AT_ONCE]) for start in range(0, len(waiting), AT_ONCE)
    )
    if erased:
        logger.warning("%s erasure(s) of the ledger done again on this database", erased)
    return erased


def _is_behind(last: Line | None) -> bool:
    """Whether some line waits; raises LedgerError when the database knows lines that are not there."""
    number = last.number if last else 0
    try:
        with transaction.atomic():
            known = AppliedLine.objects.count()
            highest = AppliedLine.objects.aggregate(highest=Max("number"))["highest"] or 0
            same = AppliedLine.objects.filter(pk=number).values_list("digest", flat=True).first()
    except ProgrammingError:
        if last is None:
            return False  # Not yet migrated, and nothing was ever erased.
        raise LedgerError(
            "La base n'a pas encore la table du registre des effacements : manage.py migrate."
        ) from None
    if highest > number:
        raise LedgerError(
            f"Le registre des effacements s'arrête à la ligne {number}, la base en connaît"
            f" {highest} : remettez la dernière copie du registre (docs/operations.md)."
        )
    if last and highest == number and same != last.digest:
        raise LedgerError("Ce registre des effacements n'est pas celui de cette base.")
    return known < number


def _apply(batch: list[Line]) -> int:
    """Erase what these lines name, in a transaction of its own; how many rows were still there."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        numbers = [line.number for line in batch]
        done = AppliedLine.objects.filter(pk__in=numbers).values_list("pk", flat=True)
        done_meanwhile = set(done)
        left = [line for line in batch if line.number not in done_meanwhile]
        erased = 0
        # In their order: a line may rest on one of another kind before it.
        for kind, of_kind in groupby((line.erasure for line in left), key=attrgetter("kind")):
            replayer = REPLAYERS.get(kind)
            if replayer is None:
                raise LedgerError(f"Registre des effacements : nature inconnue, « {kind} ».")
            erased += replayer.erase(list(of_kind))
        _remember(left)
    return erased


def _remember(lines: Iterable[Line]) -> None:
    AppliedLine.objects.bulk_create(
        [AppliedLine(number=line.number, digest=line.digest) for line in lines],
        ignore_conflicts=True,
    )
