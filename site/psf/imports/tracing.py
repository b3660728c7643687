"""What a chunk of an import writes, found by comparing the rows before and after.

A row counts with all that hangs on it, found by their keys: what the code of a kind writes beside its
records (a situation, an action, hours) is traced without saying so.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection

from psf.imports.enums import Written
from psf.imports.models import ImportBatch, ImportTrace
from psf.perimeter.scope import services_in_sight
from psf.personal.keys import Model, Rows, with_what_hangs_on

# Moved by the machine alone: they neither make a row another one, nor come back.
NEVER_COUNTED = ("version", "updated_at")
MOVED_BY_THE_MACHINE = {
    "workflow.action": (
        *("due", "step", "counted_from", "policy_version"),
        *("escalated_on", "escalated_to"),
    ),
}
Snapshot = dict[Model, dict[str, tuple[dict[str, Any], str]]]


class Tracer:
    """The rows that one attempt to write is about; `keep` stores what became of them."""

    def __init__(self, batch: ImportBatch):
        self.batch = batch
        self.roots: Rows = {}
        self.former: Snapshot = {}
        self.sight = services_in_sight()

    def touching(self, model: Model, keys: Iterable[int]) -> None:
        """Remember these rows, which are about to be changed."""
        rows = {model: set(keys)}
        for table, found in snapshot(with_what_hangs_on(rows)).items():
            self.former.setdefault(table, {}).update(found)
        self.roots.setdefault(model, set()).update(rows[model])

    def created(self, *rows) -> None:
        """Remember these rows, which did not exist."""
        for row in rows:
            self.roots.setdefault(type(row), set()).add(row.pk)

    def keep(self) -> None:
        """Store what was created, changed or deleted; in the savepoint that wrote it."""
        after = snapshot(with_what_hangs_on(self.roots))
        traces = []
        for model in {*after, *self.former}:
            then, now = self.former.get(model, {}), after.get(model, {})
            for key, (values, mark) in now.items():
                if key not in then:
                    traces.append(self._trace(model, key, Written.CREATED, values, mark=mark))
                elif mark != then[key][1]:
                    was = self._moved(model, then[key][0], values)
                    traces.append(self._trace(model, key, Written.CHANGED, values, was, mark))
            for key in then.keys() - now.keys():
                values = then[key][0]
                traces.append(self._trace(model, key, Written.DELETED, values, values))
        # An earlier line of the file may have written the row: what it was stays the older one.
        ImportTrace.objects.bulk_create(
            traces,
            update_conflicts=True,
            update_fields=["mark"],
            unique_fields=["batch", "model", "row"],
        )

    def _trace(self, model, key, written, values, was=None, mark="") -> ImportTrace:
        service = values.get("service_id")
        return ImportTrace(
            batch=self.batch,
            # What was asked of another service stands outside the perimeter.
            service_id=service if service in self.sight else self.batch.service_id,
            model=model._meta.label_lower,
            row=key,
            written=written,
            was=was or {},
            mark=mark,
        )

    def _moved(self, model, then, now) -> dict[str, Any]:
        return {
            field.column: then[field.column]
            for field in model._meta.local_concrete_fields
            if not field.generated
            and field.column not in NEVER_COUNTED
            and then[field.column] != now[field.column]
        }


def snapshot(rows: Rows, *, values: bool = True) -> Snapshot:
    """{model: {key: (values of the columns, digest)}} of these rows, those that exist."""
    found: Snapshot = {}
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model, keys in rows.items():
            ignored = [*NEVER_COUNTED, *MOVED_BY_THE_MACHINE.get(model._meta.label_lower, ())]
            key = quote(str(model._meta.pk.column))
            cursor.execute(
                f"select {key}::text, {'to_jsonb(t)' if values else 'null'}::text,"
                f" md5((to_jsonb(t) - %s::text[])::text)"
                f" from {quote(model._meta.db_table)} t where {key} = any(%s)",
                [ignored, list(keys)],
            )
            found[model] = {
                pk: (json.loads(row) if row else {}, mark) for pk, row, mark in cursor.fetchall()
            }
    return found
