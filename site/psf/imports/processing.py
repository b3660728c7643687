"""Examining and writing the lines of an import, chunk by chunk.

A chunk holds whole groups. To examine is to write in a savepoint that is rolled back: the database
itself says what it would refuse. A file of at most `settings.IMPORT_AT_ONCE` lines passes in the
request, in one transaction; a larger one in the worker, one transaction a chunk, so that nothing
lasts long, progress shows and a stopped import is taken up where it was. Either way each record is
written whole or not at all, and a line refused meanwhile does not stop the others.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Count
from django.utils import timezone
from django_q.tasks import async_task

from psf.perimeter.models import AccessLog, PerimeterGrant

from .enums import WRITABLE, BatchState, Outcome
from .errors import NotWritten
from .kinds import ImportKind, Line
from .models import ImportBatch
from .refusals import sentences
from .tracing import Tracer

CHUNK = 400
# SQLSTATE insufficient_privilege: the row is outside the perimeter.
ROW_REFUSED = "42501"
STALE = "Ce que la plateforme contient a changé depuis l'aperçu : relancez l'import de cette ligne."


@dataclass
class Context:
    """What examining and writing know beside the lines. `cache` is the kind's, for one chunk."""

    batch: ImportBatch
    user: object
    service: object
    services: list[int]
    now: datetime
    # True while a savepoint will be rolled back: draw no public code.
    trial: bool = False
    cache: dict = field(default_factory=dict)
    # What the kind says to it is what an undo will go back on; a new one for each attempt.
    tracer: Tracer | None = None

    def wrote(self, pk: int) -> bool:
        """Whether an earlier line of this very file wrote the record `pk`."""
        return self.batch.lines.filter(outcome=Outcome.WRITTEN, report__record__1=pk).exists()


def start(batch: ImportBatch, *, now=None) -> None:
    """Work through a batch that has just become READING or WRITING: here, or in the worker.

    `now` dates the actions and events of what is written: the demonstration tells a past.
    """
    if batch.line_count > settings.IMPORT_AT_ONCE:
        async_task("psf.imports.tasks.advance", batch.pk, batch.user_id)
        return
    while step(batch.pk, batch.user, now=now):
        pass


def confirm(batch_id: int, user, *, now=None) -> bool:
    """Begin the import of a batch of `user` that is READY; False when it already began or ended."""
    batch = ImportBatch.objects.of(user).select_for_update().get(pk=batch_id)
    if batch.state != BatchState.READY:
        return False
    batch.state = BatchState.WRITING
    batch.moved_at = timezone.now()
    batch.save(update_fields=["state", "moved_at"])
    start(batch, now=now)
    return True


@transaction.atomic
def step(batch_id: int, user, *, now=None) -> bool:
    """Examine or write the next chunk; return whether something is left to do."""
    batch = (
        ImportBatch.objects.of(user)
        .select_for_update(of=("self",))
        .select_related("service")
        .filter(pk=batch_id)
        .first()
    )
    if batch is None or not batch.busy or not user.has_perm(batch.declared.permission):
        return False
    writing = batch.state == BatchState.WRITING
    rows = _next_rows(batch, writing)
    if not rows:
        _finish(batch, writing)
        return False
    kind = batch.declared
    context = Context(
        batch=batch,
        user=user,
        service=batch.service,
        services=PerimeterGrant.objects.services_of(user),
        now=now or timezone.now(),
    )
    lines = [Line(row.number, row.cells, twin=row.twin, group=row.group) for row in rows]
    _examine(kind, lines, context, batch)
    if writing:
        _write(kind, lines, rows, context)
    _keep(rows, lines, writing)
    _log_access(kind, lines, context, writing)
    batch.moved_at = timezone.now()
    batch.save(update_fields=["moved_at"])
    return True


def _next_rows(batch, writing):
    """The next lines to treat, whole groups."""
    todo = (
        batch.lines.filter(outcome__in=WRITABLE, tried=False)
        if writing
        else batch.lines.filter(outcome=Outcome.PENDING)
    ).order_by("group", "number")
    rows = list(todo[:CHUNK])
    if rows:
        last = rows[-1]
        rows += todo.filter(group=last.group, number__gt=last.number)
    return rows


def _examine(kind: ImportKind, lines, context, batch):
    month_first = frozenset(batch.month_first)
    for line in lines:
        kind.read(line, month_first)
        if line.twin and line.ok:
            line.outcome = Outcome.DUPLICATE
            line.notes.append(f"Déjà à la ligne {line.twin} du fichier.")
    _hold_groups(lines)
    kind.examine([line for line in lines if line.ok and not line.outcome], context)
    _hold_groups(lines)
    if batch.state == BatchState.READING:
        context.trial = True
        _attempt(kind, [line for line in lines if _writable(line)], context)
        context.trial = False
    for line in lines:
        if not line.ok:
            line.outcome = Outcome.WRONG


def _hold_groups(lines):
    """A line in error holds back the others of its group: they make one record together."""
    at_fault = {line.group: line.number for line in lines if not line.ok}
    for line in lines:
        number = at_fault.get(line.group)
        if number is not None and line.ok:
            line.outcome = ""
            line.wrong(f"la ligne {number}, du même ensemble, est en erreur.")


def _writable(line):
    return line.ok and line.outcome in WRITABLE


def _write(kind, lines, rows, context):
    for line, row in zip(lines, rows, strict=True):
        before = (row.outcome, [list(change) for change in row.changes])
        if (line.outcome, [list(change) for change in line.changes]) != before and line.ok:
            line.wrong(STALE)
    _hold_groups(lines)
    _attempt(kind, [line for line in lines if _writable(line)], context)
    for line in lines:
        line.outcome = Outcome.WRITTEN if line.ok else Outcome.WRONG


def _attempt(kind, lines, context):
    """Write `lines` in a savepoint, undone when on trial; halve them around a refusal."""
    groups = list(dict.fromkeys(line.group for line in lines))
    if not groups:
        return
    if len(groups) > 1 and not kind.together:
        for group in groups:
            _attempt(kind, [line for line in lines if line.group == group], context)
        return
    try:
        with transaction.atomic():
            context.tracer = Tracer(context.batch)
            kind.write(lines, context)
            connection.check_constraints()
            if not context.trial:
                context.tracer.keep()
            if context.trial:
                transaction.set_rollback(True)
    except NotWritten:
        return
    except (ValidationError, DatabaseError) as error:
        if len(groups) == 1:
            _refuse(lines, error)
            return
        first = set(groups[: len(groups) // 2])
        _attempt(kind, [line for line in lines if line.group in first], context)
        _attempt(kind, [line for line in lines if line.group not in first], context)


def _refuse(lines, error):
    # Row-level security refuses with a ProgrammingError; any other error is a fault of ours.
    known = isinstance(error, ValidationError | IntegrityError)
    if not known and getattr(error.__cause__, "sqlstate", "") != ROW_REFUSED:
        raise error
    for title, message in sentences(error):
        for line in lines:
            line.wrong(message, title)


def _keep(rows, lines, writing):
    """Store what was found; a line that was written keeps the code of its record only."""
    for row, line in zip(rows, lines, strict=True):
        row.outcome = line.outcome
        row.report = {
            "errors": line.errors,
            "notes": line.notes,
            "changes": line.changes,
            "record": line.record,
        }
        row.tried = writing
        if line.outcome == Outcome.WRITTEN:
            row.cells, row.report = {}, {"record": line.record}
    _update(rows)


def _update(rows):
    """Update these columns in one statement: bulk_update's CASE for each row takes ten times it."""
    found = [
        {"id": r.pk, "outcome": r.outcome, "report": r.report, "tried": r.tried, "cells": r.cells}
        for r in rows
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "update imports_importline l set outcome = f.outcome, report = f.report,"
            " tried = f.tried, cells = f.cells from jsonb_to_recordset(%s::jsonb)"
            " f(id bigint, outcome text, report jsonb, tried boolean, cells jsonb)"
            " where l.id = f.id",
            [json.dumps(found, cls=DjangoJSONEncoder)],
        )


def _finish(batch, writing):
    batch.state = BatchState.DONE if writing else BatchState.READY
    if writing:
        batch.counts = dict(batch.lines.values_list("outcome").order_by().annotate(n=Count("pk")))
        batch.imported_at = timezone.now()
        batch.trace_count = batch.traces.count()
        batch.filename = ""
        _forget_unchanged(batch)
    batch.save()


def _forget_unchanged(batch):
    """Of a line that changed nothing, keep the code of its record only."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update imports_importline set cells = '{}',"
            " report = jsonb_build_object('record', report -> 'record')"
            " where batch_id = %s and outcome = %s",
            [batch.pk, Outcome.SAME],
        )


def _log_access(kind, lines, context, writing):
    """One trace for each record shown or written (délibération 2021-122), in one query."""
    if not kind.campaign:
        return
    AccessLog.objects.bulk_create(
        AccessLog(
            user=context.user,
            door=AccessLog.Door.IMPORT,
            record=line.record[1],
            code=line.record[0],
            service_id=line.objects["service_id"],
        )
        for line in lines
        if line.record
    )
