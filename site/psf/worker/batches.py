"""Long nightly work in short transactions: few rows at a time, and an end to each night."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet

SIZE = 500
# Of one night: the rest waits for the next, and no request waits behind it.
MOST = 50_000


def by_batches(step: Callable[[int], int], *, size: int = SIZE, most: int = MOST) -> int:
    """Call `step(size)`, each time in a transaction of its own, until it does less; return how many.

    A step does at most `size` and says how many it did. Killed in between, the next run goes on.
    """
    done = 0
    while done < most:
        with transaction.atomic():
            now_done = step(size)
        done += now_done
        if now_done < size:
            break
    return done


def delete_some(rows: QuerySet, size: int) -> int:
    """Delete at most `size` of these rows, locked, skipping those that another one holds."""
    chosen = rows.order_by("pk").select_for_update(of=("self",), skip_locked=True)
    keys = list(chosen.values_list("pk", flat=True)[:size])
    if keys:
        rows.model._base_manager.filter(pk__in=keys).delete()
    return len(keys)
