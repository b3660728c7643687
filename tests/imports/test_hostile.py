"""Spreadsheets made to harm are refused in words, in a bounded time and memory."""

import io
import time
import zipfile

import pytest
from openpyxl import Workbook

from psf.confined.errors import Refusal
from psf.imports import reading
from psf.imports.errors import Refused
from psf.imports.models import ImportBatch
from psf.spreadsheets.reading import READ, read
from tests.documents import samples

from .conftest import YOUTH_TITLES, text_of, xlsx_file, youth_row
from .test_files import raw

MOST_SECONDS = 5
LIMITS = {"most_rows": 20_001, "most_columns": 120, "most_bytes": 100_000_000}
SHEET = "xl/worksheets/sheet1.xml"


def workbook(**cells) -> bytes:
    book = Workbook()
    for place, value in {"A1": "nom", **cells}.items():
        book.active[place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(rows: str, *, strings: str = "") -> bytes:
    """A workbook whose sheet and shared strings are written by hand."""
    out = io.BytesIO()
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == SHEET:
                data = f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>".encode()
            new.writestr(name, data, zipfile.ZIP_DEFLATED)
        if strings:
            table = f"<sst {space}>{strings}</sst>"
            new.writestr("xl/sharedStrings.xml", table, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def ods(rows: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    body = f'<office:body><office:spreadsheet><table:table table:name="Liste">{rows}</table:table>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        file.writestr(
            "content.xml",
            f"<office:document-content {spaces}>{body}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return out.getvalue()


def ods_row(*values: str, cells: int = 1, rows: int = 1) -> str:
    inside = "".join(
        f'<table:table-cell table:number-columns-repeated="{cells}" office:value-type="string">'
        f"<text:p>{value}</text:p></table:table-cell>"
        for value in values
    )
    return f'<table:table-row table:number-rows-repeated="{rows}">{inside}</table:table-row>'


LONG = "<si><t>" + "a" * 1_000_000 + "</t></si>"
HOSTILE = {
    "a cell at the other end": (lambda: workbook(XFD1048576="x"), "trop étendue"),
    "the same without a reference that one reads": (
        lambda: sheet_of(
            '<row><c s="1" r="A1"><v>1</v></c><c s="1" r="XFD1048576"><v>1</v></c></row>'
        ),
        "temps ou de mémoire|abîmé",
    ),
    "a long text in a hundred thousand cells": (
        lambda: sheet_of('<row><c t="s"><v>0</v></c></row>' * 100_000, strings=LONG),
        "temps ou de mémoire|trop de texte",
    ),
    "millions of cells": (
        lambda: sheet_of("<row>" + "<c><v>1</v></c>" * 3_000_000 + "</row>"),
        "temps ou de mémoire|trop volumineux|120 colonnes",
    ),
    "a sheet without end": (
        lambda: sheet_of("<row/>" * 10_000_000),
        "trop volumineux",
    ),
    "a row repeated to the end": (
        lambda: ods(ods_row("x", cells=16_384, rows=1_048_576)),
        "trop étendue",
    ),
    "macros of LibreOffice": (
        lambda: samples.with_member(ods(ods_row("x")), "Basic/Standard/script.xml"),
        "macros",
    ),
    "an archive in disorder": (lambda: workbook()[:-30], "abîmé"),
    "a cell without end": (lambda: b'nom;a\n"' + b"a" * 5_000_000, "mal formé"),
    "a line of separators": (
        lambda: b"nom;a\n" + b";" * 10_000_000 + b"x\n",
        "120 colonnes|mémoire",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_spreadsheet_made_to_harm_is_refused_in_words_and_in_time(name):
    make, sentence = HOSTILE[name]
    upload = raw(make(), "liste.xlsx")
    began = time.monotonic()
    with pytest.raises(Refused) as refusal:
        list(reading.rows(upload))
    assert time.monotonic() - began < MOST_SECONDS
    assert any(words in str(refusal.value) for words in sentence.split("|"))


def test_the_form_says_why_and_nothing_is_kept(send):
    assert "trop étendue" in text_of(send(raw(workbook(XFD1048576="x"), "liste.xlsx")))
    assert not ImportBatch.objects.exists()


def test_a_full_list_of_twenty_thousand_lines_fits_in_the_child():
    cells = "".join(
        f'<c r="{letter}{{0}}" t="inlineStr"><is><t>Prénom {{0}}</t></is></c>'
        for letter in "ABCDEFGHIJKLMNO"
    )
    rows = "".join(f'<row r="{n}">{cells.format(n)}</row>' for n in range(1, 20_001))
    answer = READ.run(sheet_of(rows), **LIMITS)
    assert answer.payload.count(b"\n") == 19_999
    assert answer.megabytes < 300


def test_the_first_sheet_that_is_shown_is_read_and_the_others_are_named():
    book = Workbook()
    book.active.title, book.active.sheet_state = "Notice", "hidden"
    book.create_sheet("Liste").append(["nom", 1, 1.5, True, None, "'=1"])
    out = io.BytesIO()
    book.save(out)
    table = read(out.getvalue(), **LIMITS)
    assert [(sheet.name, sheet.shown) for sheet in table.sheets] == [
        ("Notice", False),
        ("Liste", True),
    ]
    assert table.name == "Liste"
    assert list(table.rows) == [["nom", "1", "1.5", "oui", "", "=1"]]
    with pytest.raises(Refusal, match="pas de feuille"):
        read(out.getvalue(), **LIMITS, sheet="Autre")


def test_a_list_of_libreoffice_is_imported(send):
    rows = "".join(ods_row(*row) for row in (YOUTH_TITLES, youth_row(), youth_row("Zoé", "Ana")))
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    page = send(raw(ods(rows + empty), "liste.ods"))
    same = send(xlsx_file([YOUTH_TITLES, youth_row(), youth_row("Zoé", "Ana")]))
    assert "/lot/" in page.request["PATH_INFO"] and "/lot/" in same.request["PATH_INFO"]
