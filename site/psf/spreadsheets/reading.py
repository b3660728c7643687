"""The one reader of spreadsheets sent by somebody: CSV, XLSX, ODS, in a child process."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from psf.confined.running import Task

READ = Task(
    "psf.spreadsheets.rows:read",
    damaged="Ce classeur est abîmé : il ne peut pas être lu.",
    heavy="Ce fichier demande trop de temps ou de mémoire pour être lu.",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet, shown or hidden."""

    name: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Table:
    """What was read: the worksheets there are (none for a CSV), which one, its filled rows.

    `length` is their number, known before any is looked at.
    """

    sheets: list[Sheet]
    name: str
    length: int
    rows: Iterator[list[str]]


def read(
    content: bytes, *, most_rows: int, most_columns: int, most_bytes: int, sheet: str | None = None
) -> Table:
    """The named worksheet, else the first that is shown, as stripped texts; raises psf.confined's Refusal.

    Dates come as 2026-11-22, numbers without needless decimals, empty rows not at all. A file with
    more rows or columns gives one beyond the limit, no more. `most_bytes` is the weight of a workbook
    once decompressed.
    """
    answer = READ.run(
        content,
        most_rows=most_rows,
        most_columns=most_columns,
        most_bytes=most_bytes,
        sheet=sheet,
    )
    sheets = [Sheet(found["name"], found["shown"]) for found in answer.said["sheets"]]
    lines = answer.payload.split(b"\n") if answer.payload else []
    return Table(sheets, answer.said["name"], len(lines), map(json.loads, lines))
