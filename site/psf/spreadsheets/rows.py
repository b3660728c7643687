"""A spreadsheet sent by somebody, as rows of text. Runs in the child."""

import itertools
import json
from datetime import date, datetime, time

from psf.confined.errors import Refusal
from psf.spreadsheets import texts
from psf.spreadsheets.cells import safe

LONGEST_CELL = 2000
# A sheet formatted to its last row has a million empty ones: stop looking after that many.
BLANK_ROWS_BEFORE_END = 500
MOST_ANSWER_BYTES = 48_000_000
TOO_MUCH = "Ce fichier contient trop de texte. Partagez-le en plusieurs fichiers."


def read(
    content: bytes, *, most_rows: int, most_columns: int, most_bytes: int, sheet: str | None = None
) -> tuple[dict, bytes]:
    """The filled rows of a CSV, XLSX or ODS: a JSON list of texts a line, in UTF-8.

    One row and one column beyond the limits are given, so that whoever asked may refuse in their
    own words. Says the `sheets` of a workbook and which one (`name`) was read. Raises Refusal.
    """
    said: dict = {"sheets": [], "name": ""}
    if content.startswith(b"PK"):
        # Alone it takes a third of the time that the child needs to start.
        from psf.spreadsheets import workbooks

        book = workbooks.opened(content, most_bytes=most_bytes, sheet=sheet)
        said, source = {"sheets": book.sheets, "name": book.name}, book.rows
    else:
        source = texts.rows(content)
    lines, size, blank = [], 0, 0
    for row in source:
        cells = [text_of(value) for value in row[:most_columns]]
        # The first text beyond stands for all of them, however far it is.
        cells += itertools.islice(filter(None, map(text_of, row[most_columns:])), 1)
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            blank += 1
            if blank >= BLANK_ROWS_BEFORE_END:
                break
            continue
        blank = 0
        line = json.dumps(cells, ensure_ascii=False).encode("utf-8", "replace")
        size += len(line) + 1
        if size > MOST_ANSWER_BYTES:
            raise Refusal(TOO_MUCH)
        lines.append(line)
        if len(lines) > most_rows:
            break
    return said, b"\n".join(lines)


def text_of(value) -> str:
    """The text of a cell, in one line when short of spaces, cut at a length no field reaches."""
    if not isinstance(value, str):
        return _written(value)
    text = value.replace("\xa0", " ").replace("\0", "").strip()[:LONGEST_CELL]
    # The apostrophe that `safe` puts in front of a formula, in a file given back.
    return text[1:] if text.startswith("'") and safe(text[1:]) != text[1:] else text


def _written(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)
