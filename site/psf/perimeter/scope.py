"""Which services the current transaction sees.

PostgreSQL holds the row rule (see `operations.ProtectByService`): a policy on every table about
young people compares its service with the setting `psf.services`. The setting is local to the
transaction (`set_config(…, true)`), so commit, rollback, persistent connections and poolers forget
it. Without a scope nothing is in sight.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, models, transaction

logger = logging.getLogger("psf.perimeter")


class ScopeOutsideTransaction(RuntimeError):
    """A scope was set with no open transaction: it would be lost at once."""


def set_scope(service_ids: Iterable[int]) -> None:
    """Say which services the open transaction sees; ids only, an empty list means none."""
    if not connection.in_atomic_block:
        raise ScopeOutsideTransaction("Open a transaction before setting the perimeter.")
    value = ",".join(str(int(pk)) for pk in sorted(set(service_ids)))
    with connection.cursor() as cursor:
        cursor.execute("select set_config('psf.services', %s, true)", [value])


def services_in_sight() -> list[int]:
    """Return the ids of the services that the current transaction sees."""
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('psf.services', true)")
        value = cursor.fetchone()[0] or ""
    return [int(pk) for pk in value.split(",") if pk]


def _ids(services: Iterable[models.Model | int]) -> set[int]:
    return {service if isinstance(service, int) else service.pk for service in services}


@contextmanager
def perimeter(services: Iterable[models.Model | int]) -> Iterator[None]:
    """Run a block, in a transaction, seeing exactly `services` (objects or ids).

    The former scope comes back at the end. In a transaction that an error has aborted nothing is
    restored: it can run no SQL, and its rollback forgets the scope anyway. A transaction that begins
    here had no scope, and forgets this one when it ends.
    """
    ids = _ids(services)
    begins_here = not connection.in_atomic_block
    with transaction.atomic():
        before = [] if begins_here else services_in_sight()
        set_scope(ids)
        yield
        if not begins_here and not connection.needs_rollback:
            set_scope(before)


@contextmanager
def widened(services: Iterable[models.Model | int], *, reason: str) -> Iterator[None]:
    """See `services` on top of the current scope, for one narrow and logged purpose."""
    with transaction.atomic():
        before = services_in_sight()
        ids = _ids(services)
        logger.info("perimeter widened by %s service(s): %s", len(ids - set(before)), reason)
        set_scope(ids | set(before))
        yield
        if not connection.needs_rollback:
            set_scope(before)


@contextmanager
def all_services(reason: str) -> Iterator[None]:
    """See every service, restricted archives included: counts, nightly work, one look by a key.

    The places that may are listed in tests/perimeter/test_places.py.
    """
    from psf.territories.models import Service

    logger.info("perimeter opened to all services: %s", reason)
    with perimeter(Service.everywhere.values_list("pk", flat=True)):
        yield
