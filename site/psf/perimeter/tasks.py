"""Logs end with their duration: the trigger that seals them lets older traces go, and no other."""

from functools import partial

from django.apps import apps
from django.db import connection
from django.db.models import Model
from wagtail.models import BaseLogEntry

from psf.perimeter.scope import all_services
from psf.worker.batches import by_batches
from psf.worker.schedules import NIGHTLY, every

every("Oublier les traces échues", "psf.perimeter.tasks.forget_old_traces", minutes=NIGHTLY)

# The words of `psf_seal_log` itself, and the clock of the database, which it reads. No duration is
# under a month: the first condition lets the index of the day choose.
OVER = """
delete from {table} where {key} in (
  select {key} from {table}
  where {at} < now() - interval '1 month'
  and {at} < now() - make_interval(months => psf_log_months({at}::date))
  limit %s for update skip locked
)
"""


def logs() -> list[tuple[type[Model], str]]:
    """(model, column of the day) of every log: those that are sealed, and Wagtail's own."""
    return [
        (model, "timestamp" if issubclass(model, BaseLogEntry) else "at")
        for model in apps.get_models()
        if getattr(model, "is_a_log", False) or issubclass(model, BaseLogEntry)
    ]


def forget_old_traces() -> int:
    """Erase the traces whose duration is over, in every service; return how many."""
    return sum(by_batches(partial(_forget, model, at)) for model, at in logs())


def _forget(model: type[Model], at: str, size: int) -> int:
    with all_services("traces past their duration"), connection.cursor() as cursor:
        cursor.execute(
            OVER.format(
                table=connection.ops.quote_name(model._meta.db_table),
                key=connection.ops.quote_name(str(model._meta.pk.column)),
                at=connection.ops.quote_name(at),
            ),
            [size],
        )
        return int(cursor.rowcount)
