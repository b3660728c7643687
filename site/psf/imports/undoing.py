"""Undoing a whole import: what it created goes, what it changed is as before, or nothing moves.

Within a delay, and while nothing was built on it: a row that somebody changed since, or one that
was created and to which something else refers by now (a parcours, a call, a message, a paper), keeps
the whole. Rows are locked before they are judged; one transaction does it all.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django_q.tasks import async_task

from psf.french.numbers import counted
from psf.perimeter.scope import all_services
from psf.personal.keys import (
    Model,
    Rows,
    children_first,
    delete_rows,
    erase_what_names,
    keys_to,
)
from psf.workflow.errors import Refused
from psf.workflow.journal import going_back
from psf.workflow.models import Event, WorkflowLimits

from .enums import BatchState, Written
from .models import ImportBatch, ImportTrace
from .tracing import snapshot

# What says so stands on the page of the undo too.
HIDDEN = (
    "Une partie de ce que cet import a écrit n'est plus sous vos yeux : confiée à un autre service,"
    " ou effacée depuis."
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A row that keeps an import from being undone, and why, in French."""

    row: object
    name: str
    why: str
    address: str = ""


def days() -> int:
    """For how many days an import can be undone."""
    return WorkflowLimits.load().undo_days_for_imports


def refusal(batch: ImportBatch, *, now=None) -> str | None:
    """Why this import can't be undone whatever became of its rows, or None."""
    if batch.state == BatchState.UNDONE:
        return "Cet import est déjà annulé."
    if batch.state == BatchState.UNDOING:
        return "L'annulation de cet import est en cours."
    if batch.state != BatchState.DONE:
        return "Cet import n'est pas terminé : abandonnez-le plutôt."
    assert batch.imported_at is not None  # Written with that state.
    if (now or timezone.now()) - batch.imported_at > timedelta(days=days()):
        return f"Plus de {counted(days(), 'jour', 'jours')} ont passé depuis cet import."
    if not batch.trace_count:
        return "Cet import n'a rien écrit, ou date d'avant que les imports puissent s'annuler."
    return None


def traced(batch: ImportBatch, *written: str) -> Rows:
    """{model: keys} of the rows that the import wrote, in one of these ways."""
    found: Rows = {}
    rows = batch.traces.filter(written__in=written).values_list("model", "row")
    for label, key in rows:
        model = apps.get_model(label)
        found.setdefault(model, set()).add(model._meta.pk.to_python(key))
    return found


def keeping(batch: ImportBatch) -> list[Kept]:
    """What was built on the import since, row by row; empty when it can be undone."""
    created = traced(batch, Written.CREATED)
    found = _changed_since(batch)
    found += [
        Kept(key, _name(model, key, batch), why, _address(model, key, batch))
        for model, key, why in _referred_to(created)
    ]
    return sorted(found, key=lambda kept: (kept.name, kept.why))


def _changed_since(batch) -> list[Kept]:
    marks: dict[Model, dict[str, str]] = {}
    rows = batch.traces.exclude(written=Written.DELETED).values_list("model", "row", "mark")
    for label, key, mark in rows:
        marks.setdefault(apps.get_model(label), {})[key] = mark
    found = []
    now = snapshot({model: set(keys) for model, keys in marks.items()}, values=False)
    for model, keys in marks.items():
        for key, mark in keys.items():
            left = now[model].get(key)
            if left is None:
                found.append(Kept(key, _kind(model), "supprimée ou déplacée depuis"))
            elif left[1] != mark:
                name, address = _name(model, key, batch), _address(model, key, batch)
                found.append(Kept(key, name, "modifiée depuis", address))
    return found


def _referred_to(created: Rows) -> list[tuple[Model, object, str]]:
    """(model, key, what refers to it) of created rows that something else names by now.

    Asked in every service: a parcours elsewhere on a place that this import created counts too.
    """
    found, quote = set(), connection.ops.quote_name
    with all_services("what was built on an import since"), connection.cursor() as cursor:
        for model, keys in created.items():
            for child, field in keys_to(model):
                ours = [str(key) for key in created.get(child, ())]
                cursor.execute(
                    f"select {quote(str(child._meta.pk.column))}::text, {quote(str(field.column))}::text"
                    f" from {quote(child._meta.db_table)} where {quote(str(field.column))} = any(%s)"
                    f" and not {quote(str(child._meta.pk.column))}::text = any(%s)",
                    [list(keys), ours],
                )
                rows = cursor.fetchall()
                if child is Event and rows:
                    said = {str(event.pk) for event in _said(key for key, _ in rows)}
                    rows = [row for row in rows if row[0] in said]
                if child is ImportTrace:
                    continue
                found |= {(model, key, f"{child._meta.verbose_name} depuis") for _, key in rows}
    return sorted(found, key=lambda each: (each[0]._meta.label, each[1], each[2]))


def _said(keys) -> list[Event]:
    """Of these events, those that somebody wrote: a notice of the clock builds nothing."""
    return [event for event in Event.objects.filter(pk__in=list(keys)) if not event.is_automatic]


def _kind(model: Model) -> str:
    name = str(model._meta.verbose_name)
    return name[:1].upper() + name[1:]


def _name(model: Model, key, batch) -> str:
    row = model._base_manager.filter(pk=key).first()
    return f"{_kind(model)} {row}" if row is not None else _kind(model)


def _address(model: Model, key, batch) -> str:
    return batch.declared.address(key) if model._meta.label_lower == batch.declared.record else ""


def counts(batch: ImportBatch) -> list[tuple[str, int, str]]:
    """(what becomes of them, how many, the name of such rows), the records first."""
    words: dict[str, str] = {
        Written.CREATED: "Retiré",
        Written.CHANGED: "Remis comme avant",
        Written.DELETED: "Remis",
    }
    found = Counter(batch.traces.values_list("written", "model"))
    record = batch.declared.record

    def order(item):
        (written, label), _ = item
        return list(words).index(written), label != record, label

    return [
        (words[written], number, _plural(apps.get_model(label), number))
        for (written, label), number in sorted(found.items(), key=order)
    ]


def _plural(model: Model, number: int) -> str:
    name = model._meta.verbose_name if number < 2 else model._meta.verbose_name_plural
    return str(name)


@transaction.atomic
def begin(batch_id: int, user, reason: str, *, now=None) -> ImportBatch:
    """Undo an import in sight of `user`, here or in the worker. Raises Refused."""
    now = now or timezone.now()
    batch = _locked(batch_id)
    if not user.has_perm(batch.declared.permission):
        raise Refused("Vous ne pouvez pas importer cette sorte de fiches.")
    if why := refusal(batch, now=now):
        raise Refused(why)
    if not reason.strip():
        raise Refused({"reason": "Dites pourquoi vous l'annulez."})
    batch.undone_by, batch.undo_reason = user, reason.strip()
    if batch.trace_count > settings.IMPORT_AT_ONCE:
        batch.state, batch.moved_at = BatchState.UNDOING, now
        batch.save()
        again(batch, user)
        return batch
    _undo(batch, now)
    return batch


def again(batch: ImportBatch, user) -> None:
    """Take up an undo whose worker stopped: the batch is locked, so a late worker does no harm."""
    async_task("psf.imports.tasks.undo", batch.pk, user.pk)


@transaction.atomic
def go_on(batch_id: int, user) -> None:
    """The worker's part; what was built meanwhile gives the import back as it was."""
    batch = _locked(batch_id)
    if batch.state != BatchState.UNDOING or not user.has_perm(batch.declared.permission):
        return
    try:
        with transaction.atomic():
            _undo(batch, timezone.now())
    except Refused:
        batch.state = BatchState.DONE
        batch.undone_by, batch.undo_reason = None, ""
        batch.save()


def _locked(batch_id: int) -> ImportBatch:
    return (
        ImportBatch.objects.select_for_update(of=("self",))
        .select_related("service")
        .get(pk=batch_id)
    )


def _undo(batch: ImportBatch, now) -> None:
    """Raises Refused, and then changes nothing."""
    created = traced(batch, Written.CREATED)
    changed = traced(batch, Written.CHANGED)
    if batch.traces.count() != batch.trace_count:
        raise Refused(HIDDEN)
    for rows in (created, changed):
        _lock(rows)
    if found := keeping(batch):
        raise Refused(f"{found[0].name} : {found[0].why}. Rien n'a été annulé.")
    _tell(batch, created, removed=True)
    with going_back():
        erase_what_names(created)
        for model in children_first(set(created)):
            delete_rows(model, created[model])
        for trace in batch.traces.filter(written=Written.CHANGED).order_by("pk").iterator():
            _put_back(trace)
        deleted = list(batch.traces.filter(written=Written.DELETED).order_by("pk"))
        order = children_first({apps.get_model(trace.model) for trace in deleted})[::-1]
        for trace in sorted(deleted, key=lambda each: order.index(apps.get_model(each.model))):
            _bring_back(trace)
        connection.check_constraints()
    _tell(batch, changed, removed=False)
    batch.traces.all().delete()
    # The lines lead to records that are no more.
    batch.lines.all().delete()
    batch.state, batch.undone_at = BatchState.UNDONE, now
    batch.save()


def _lock(rows: Rows) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in sorted(rows, key=lambda model: model._meta.label):
            key = quote(str(model._meta.pk.column))
            cursor.execute(
                f"select 1 from {quote(model._meta.db_table)} where {key} = any(%s)"
                f" order by {key} for update",
                [list(rows[model])],
            )


def _tell(batch, rows: Rows, *, removed: bool) -> None:
    model = apps.get_model(batch.declared.record)
    if keys := rows.get(model):
        records = list(model._base_manager.filter(pk__in=keys).order_by("pk"))
        batch.declared.note_undone(records, batch.undone_by, removed=removed)


def _put_back(trace: ImportTrace) -> None:
    meta, quote = apps.get_model(trace.model)._meta, connection.ops.quote_name
    columns = [quote(name) for name in trace.was]
    if not columns:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"update {quote(meta.db_table)} t"
            f" set {', '.join(f'{name} = f.{name}' for name in columns)}"
            f" from jsonb_populate_record(null::{quote(meta.db_table)}, %s::jsonb) f"
            f" where t.{quote(str(meta.pk.column))}::text = %s",
            [json.dumps(trace.was), trace.row],
        )


def _bring_back(trace: ImportTrace) -> None:
    meta, quote = apps.get_model(trace.model)._meta, connection.ops.quote_name
    columns = ", ".join(
        quote(str(field.column)) for field in meta.local_concrete_fields if not field.generated
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {quote(meta.db_table)} ({columns}) overriding system value"
            f" select {columns} from"
            f" jsonb_populate_record(null::{quote(meta.db_table)}, %s::jsonb)",
            [json.dumps(trace.was)],
        )
