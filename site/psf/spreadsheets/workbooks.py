"""XLSX and ODS as rows. Measured before calamine reads: it holds a sheet as one full rectangle.

https://github.com/dimastbk/python-calamine. Runs in the child.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

import python_calamine
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from psf.confined.archives import Archive
from psf.confined.errors import Refusal, Swollen

# Of the rectangle up to the last filled cell; calamine takes some 30 bytes for each.
MOST_CELLS = 3_000_000
# A cell that is not closed at once, its reference first, as all programs write it.
FILLED_CELL = re.compile(rb'<(?:\w{1,9}:)?c r="([A-Z]{1,3})([0-9]{1,7})"[^>/]{0,80}>')
LONGEST_TAG = 120
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
MACROS = "Ce classeur contient des macros : il est refusé."
SWOLLEN = (
    "Ce classeur est trop volumineux une fois décompressé. Ne gardez que la feuille à lire, ou"
    " enregistrez-la en CSV."
)
TOO_WIDE = (
    "La feuille de ce classeur est trop étendue : supprimez les lignes et les colonnes vides qui"
    " précèdent les dernières cases remplies, ou enregistrez-la en CSV."
)
NO_WORKBOOK = "Ce fichier n'est pas un classeur Excel (.xlsx) ou OpenDocument (.ods)."
NO_SHEET = "Ce classeur n'a pas de feuille de ce nom."


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that was measured."""

    sheets: list[dict]
    name: str
    rows: Iterator[list]


def opened(content: bytes, *, most_bytes: int, sheet: str | None = None) -> Book:
    """The named sheet, else the first that is shown; raises Refusal.

    `sheets` lists every worksheet: `name`, and whether it is `shown`.
    """
    try:
        archive = Archive(content, most_bytes=most_bytes)
        if any(name.endswith("vbaproject.bin") or "macrosheets" in name for name in archive.names):
            raise Refusal(MACROS)
        if "[content_types].xml" in archive and "xl/workbook.xml" in archive:
            for name in archive.names:
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    _measure_grid(archive.chunks(name))
        elif "mimetype" in archive and archive.start("mimetype", 100).strip() == ODS:
            if any(name.startswith(("basic/", "scripts/")) for name in archive.names):
                raise Refusal(MACROS)
            Tables().measure(archive.chunks("content.xml"))
        else:
            raise Refusal(NO_WORKBOOK)
    except Swollen:
        raise Refusal(SWOLLEN) from None
    book = python_calamine.load_workbook(io.BytesIO(content))
    shown = {
        each.name: each.visible == SheetVisibleEnum.Visible
        for each in book.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet
    }
    chosen = sheet if sheet is not None else next((n for n in shown if shown[n]), None)
    if chosen not in shown:
        raise Refusal(NO_SHEET)
    sheets = [{"name": name, "shown": seen} for name, seen in shown.items()]
    return Book(sheets, chosen, _rows(book, chosen))


def _rows(book: CalamineWorkbook, name: str) -> Iterator[list]:
    """From the first row and column of the sheet, whether filled or not."""
    sheet = book.get_sheet_by_name(name)
    if sheet.start is None:
        return
    above, before = sheet.start
    yield from ([] for _ in range(above))
    for row in sheet.iter_rows():
        yield [None] * before + row


def _measure_grid(chunks: Iterator[bytes]) -> None:
    """Refuse a worksheet of Excel whose last filled cell is too far.

    A cell without a value is only formatted. What no usual program writes is left to the limit of
    memory: an element for each of a million cells would take longer than the reading.
    """
    last_row = last_column = 0
    columns: dict[bytes, int] = {}
    rest = b""
    for part in chunks:
        part = rest + part
        end = 0
        for found in FILLED_CELL.finditer(part):
            letters, number = found.groups()
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = _column(letters)
                last_column = max(last_column, column)
            if (row := int(number)) > last_row:
                last_row = row
            end = found.end()
        if last_row * last_column > MOST_CELLS:
            raise Refusal(TOO_WIDE)
        rest = part[max(end, len(part) - LONGEST_TAG) :]


def _column(letters: bytes) -> int:
    """« AB » → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class Tables:
    """The same for OpenDocument, where cells and rows are repeated in a word."""

    def __init__(self):
        self.cells = self.row = self.column = 0
        self.last_row = self.last_column = 0

    def measure(self, chunks: Iterator[bytes]) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.start
        for part in chunks:
            parser.Parse(part, False)

    def start(self, name, attributes) -> None:
        if name == "table:table-cell":
            self.column += _repeated(attributes, "table:number-columns-repeated")
        elif name == "text:p":
            self.last_row = max(self.last_row, self.row)
            self.last_column = max(self.last_column, self.column)
            if self.cells + self.last_row * self.last_column > MOST_CELLS:
                raise Refusal(TOO_WIDE)
        elif name == "table:table-row":
            self.row += _repeated(attributes, "table:number-rows-repeated")
            self.column = 0
        elif name == "table:table":
            self.cells += self.last_row * self.last_column
            self.row = self.last_row = self.last_column = 0


def _repeated(attributes: dict[str, str], what: str) -> int:
    found = attributes.get(what, "1")
    return int(found) if found.isdecimal() and len(found) < 9 else 1
