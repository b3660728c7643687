"""Forgetting young people: what is counted stays without identity, everything else goes.

docs/decisions/forgetting.md
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from matching.models import Placement, Youth
from matching.retention.counting import Family, keep_counted
from matching.retention.reach import erase, refuse_what_escapes, rows_of
from offers.models import HostSlot, OfferBudget
from psf.ledger import Erasure
from psf.ledger.replay import record
from psf.workflow.errors import Refused

logger = logging.getLogger("psf.retention")
# In the ledger.
YOUTH = "youth"
# Less than PostgreSQL waits before it looks for a deadlock (1 s): we give way, never the person.
PATIENCE = "400ms"


class Busy(Refused):
    """Somebody is writing in this record: it is forgotten later."""

    def __init__(self) -> None:
        super().__init__("Quelqu'un modifie ce dossier en ce moment : réessayez dans une minute.")


def forget(
    family: list[int], *, rule: str, manifest: str | None = None, now: datetime | None = None
) -> None:
    """Forget one young person for good, in the services in sight: all of it, or nothing.

    `family` as `family_of` gives it, the record in use first; `rule` a value of EndOfRecord;
    `manifest` the code of the bordereau. Raises Busy when somebody is writing in it, Refused while a
    parcours is open, LookupError when a record is not in sight, Unreached when a table escapes.
    """
    with transaction.atomic():
        forgotten = forget_all([Family(tuple(family), rule)], manifest=manifest, now=now)
        if not forgotten:
            raise Busy


def forget_all(
    families: Sequence[Family], *, manifest: str | None = None, now: datetime | None = None
) -> list[Family]:
    """Forget those of `families` in which nobody is writing, in one transaction; return these.

    The ledger is written last: then the database commits.
    """
    now = now or timezone.now()
    with transaction.atomic():
        refuse_what_escapes()
        with _giving_way():
            free = _claimed(families)
            codes = _erase_families(free, timezone.localdate(now))
        record(
            Erasure(YOUTH, code, family.rule, now, manifest or "")
            for family in free
            for code in codes[family]
        )
    return free


def forget_again(families: Sequence[Family], now: datetime) -> None:
    """The same on a restored database, which nobody uses yet: the ledger says it already.

    A parcours that had ended since may be open there: its place and its hours are let go.
    """
    with transaction.atomic():
        refuse_what_escapes()
        _let_go({pk for family in families for pk in family.ids})
        _erase_families(families, timezone.localdate(now))


def _let_go(youths: Iterable[int]) -> None:
    for placement in Placement.objects.open().filter(youth__in=youths).order_by("pk"):
        budget = OfferBudget.objects.select_for_update().get(pk=placement.offer_id)
        hours = placement.counted
        budget.move(reserved=-hours.reserved, exceeded=-hours.exceeded)
        if placement.is_active:
            HostSlot.objects.filter(pk=placement.host_slot_id).update(busy=False, busy_until=None)


def _erase_families(families: Iterable[Family], on) -> dict[Family, list[str]]:
    """Count, then erase; {family: codes of its records}."""
    families = list(families)
    if not families:
        return {}
    ids = {pk for family in families for pk in family.ids}
    known = dict(Youth.objects.filter(pk__in=ids).values_list("pk", "code"))
    keep_counted(families, on)
    rows = rows_of(ids)
    if rows[Youth] != ids:
        raise ValueError("A record is forgotten with those merged into it.")
    codes = {family: [known[pk] for pk in family.ids] for family in families}
    erase(rows, known.values())
    logger.info("%s record(s) forgotten", len(ids))
    return codes


def _claimed(families: Sequence[Family]) -> list[Family]:
    """Lock in the order of moves, placements then records; without the families that somebody holds."""
    ids = {pk for family in families for pk in family.ids}
    youths, placements = Youth.objects.filter(pk__in=ids), Placement.objects.filter(youth__in=ids)
    if youths.count() != len(ids):
        raise LookupError("a record to forget is not in sight")
    free_placements, free_youths = _free(placements), _free(youths)
    held = ids - free_youths
    for placement in placements.order_by("pk").only("youth", "stage"):
        if placement.pk not in free_placements:
            held.add(placement.youth_id)
        elif placement.is_open:
            raise Refused("Un parcours est ouvert : terminez-le avant d'effacer ce dossier.")
    return [family for family in families if held.isdisjoint(family.ids)]


def _free(rows: QuerySet) -> set[int]:
    """Lock those of these rows that nobody holds; their ids."""
    locked = rows.order_by("pk").select_for_update(of=("self",), skip_locked=True)
    return set(locked.values_list("pk", flat=True))


@contextmanager
def _giving_way() -> Iterator[None]:
    """Within, no lock is waited for longer than PATIENCE; raises Busy."""
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('lock_timeout')")
        before = cursor.fetchone()[0]
        cursor.execute("select set_config('lock_timeout', %s, true)", [PATIENCE])
        try:
            yield
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise Busy from error
            raise
        cursor.execute("select set_config('lock_timeout', %s, true)", [before])
