"""Files given: the template of a kind of import, and the lines to mend. All formula-safe."""

import csv
import io
from tempfile import NamedTemporaryFile

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from psf.spreadsheets.cells import BOM, DELIMITER, safe

from .headers import ERROR, NUMBER
from .kinds import ImportKind

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WIDTH = 24


def template(kind: ImportKind, extension: str) -> HttpResponse:
    """The columns and an example line; in XLSX a second sheet says what each column accepts."""
    rows = [
        [column.title for column in kind.columns],
        [column.example for column in kind.columns],
    ]
    notice = [["colonne", "obligatoire", "valeurs admises", "exemple"]] + [
        [column.title, "oui" if column.required else "", column.accepted, column.example]
        for column in kind.columns
    ]
    return respond(f"modele-{kind.slug}", extension, rows, {"Valeurs admises": notice})


def lines_to_mend(batch, lines, extension: str) -> HttpResponse:
    """Lines in error or in double, in the template's columns, with the reason first."""
    kind = batch.declared
    rows = [[ERROR, NUMBER, *(column.title for column in kind.columns)]]
    for line in lines.iterator(chunk_size=1000):
        cells = [line.cells.get(column.key, "") for column in kind.columns]
        rows.append([line.message, line.number, *cells])
    return respond(f"{kind.slug}-a-corriger", extension, rows)


def respond(name: str, extension: str, rows: list[list], others=None) -> HttpResponse:
    content = _xlsx(rows, others or {}) if extension == "xlsx" else _csv(rows)
    return HttpResponse(
        content,
        content_type=TYPES[extension],
        headers={"Content-Disposition": f'attachment; filename="{name}.{extension}"'},
    )


def _csv(rows) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=DELIMITER)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return (BOM + out.getvalue()).encode()


def _xlsx(rows, others) -> bytes:
    book = Workbook(write_only=True)
    for title, sheet_rows in {"À importer": rows, **others}.items():
        sheet = book.create_sheet(title)
        for number in range(len(sheet_rows[0])):
            sheet.column_dimensions[get_column_letter(number + 1)].width = WIDTH
        for at, row in enumerate(sheet_rows):
            sheet.append([_cell(sheet, value, bold=at == 0) for value in row])
    with NamedTemporaryFile() as file:
        book.save(file.name)
        return file.read()


def _cell(sheet, value, *, bold):
    """Text stays text: a telephone number keeps its zero, nothing becomes a formula."""
    cell = WriteOnlyCell(sheet, value=safe(value))
    cell.number_format = "@"
    if bold:
        cell.font = Font(bold=True)
    return cell
