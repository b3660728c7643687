"""The snapshots in use, as rows of temporary tables that the stamping joins."""

from datetime import date

from django.db import connection
from psycopg.types.json import Jsonb

from demonstration.national.recording import (
    COPIED,
    MOST_DAYS_IN_TEXT,
    Recording,
    tokens_of,
    told_again,
)
from matching.models import Youth
from psf.messaging.models import Message
from psf.workflow.models import Event

TEXTS = {Event: ("label", "text"), Message: ("body", "subject_line", "cause")}
DAYS = tuple(f"d{n}" for n in range(1, MOST_DAYS_IN_TEXT + 1))


def table_of(model) -> str:
    return f"tpl_{model._meta.db_table}"


def columns_of(model) -> list:
    """Fields with a column of their own that PostgreSQL does not compute."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def write(used: list[tuple[Recording, int]]) -> dict[tuple[int, int], int]:
    """Fill the tables with these snapshots; return {(id of recording, rank): number of template}."""
    numbers = {(id(recording), rank): n for n, (recording, rank) in enumerate(used)}
    for model in (*COPIED, Youth):
        _create(model)
        _fill(model, used)
    return numbers


def _create(model) -> None:
    extra = ", ".join(f"null::date as {name}" for name in DAYS)
    with connection.cursor() as cursor:
        cursor.execute(f"drop table if exists {table_of(model)}")
        cursor.execute(
            f"create temporary table {table_of(model)} as"
            f" select *, 0 as tpl, 0 as n, 0 as event_n, {extra}"
            f" from {model._meta.db_table} with no data"
        )


def _fill(model, used) -> None:
    fields = columns_of(model)
    names = [*(f'"{field.column}"' for field in fields), "tpl", "n", "event_n", *DAYS]
    with connection.cursor() as cursor:
        command = f"copy {table_of(model)} ({', '.join(names)}) from stdin"
        with cursor.copy(command) as copy:
            for number, (recording, rank) in enumerate(used):
                for values in _rows(model, recording, recording.snapshots[rank], number, fields):
                    copy.write_row(values)
        cursor.execute(f"create index on {table_of(model)} (tpl)")
        cursor.execute(f"analyze {table_of(model)}")


def _rows(model, recording, snapshot, number, fields):
    rows = [snapshot.youth | {"n": 0}] if model is Youth else snapshot.rows[model]
    codes = tokens_of(recording, snapshot)
    events = {row["id"]: row["n"] for row in snapshot.rows[Event]}
    for row in rows:
        days: list[date] = []
        row = dict(row)
        for name in TEXTS.get(model, ()):
            row[name] = told_again(row[name], codes, days)
        values = [_plain(row[field.attname]) for field in fields]
        days += [None] * (len(DAYS) - len(days))
        yield [*values, number, row["n"], events.get(row.get("event_id"), 0), *days[: len(DAYS)]]


def _plain(value):
    return Jsonb(value) if isinstance(value, dict) else value
