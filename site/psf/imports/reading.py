"""Files as rows of text: CSV and XLSX. Anything else is refused with the way out."""

import codecs
import csv
import io
import itertools
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time

from django.conf import settings

from psf.spreadsheets.cells import safe

from .errors import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DELIMITERS = ";,\t|"
LONGEST_CELL = 2000
MOST_COLUMNS = 120
# A sheet formatted to its last row has a million empty ones: stop looking after that many.
BLANK_ROWS_BEFORE_END = 500
WAY_OUT = "Enregistrez-le au format « Classeur Excel (.xlsx) » ou « CSV », puis recommencez."


def rows(upload) -> Iterator[list[str]]:
    """Yield each filled row of an uploaded file as stripped texts, the header first.

    Dates come as 2026-11-22, numbers without needless decimals. Raises Refused when the file is
    not one that can be read, holds a macro, is empty, or grows beyond the limits of the settings
    (`IMPORT_MAX_BYTES` as sent, `IMPORT_MAX_UNZIPPED_BYTES`, `IMPORT_MAX_LINES`).
    """
    if upload.size == 0:
        raise Refused("Ce fichier est vide.")
    if upload.size > settings.IMPORT_MAX_BYTES:
        raise Refused(
            f"Ce fichier pèse plus de {settings.IMPORT_MAX_BYTES // 10**6} Mo. Partagez-le en"
            " plusieurs fichiers."
        )
    name = upload.name.lower()
    start = upload.read(8)
    upload.seek(0)
    if name.endswith((".xlsm", ".xltm", ".xlam", ".xlsb")):
        raise Refused(f"Ce classeur peut contenir des macros : il est refusé. {WAY_OUT}")
    if start.startswith(OLE):
        raise Refused(
            f"Ce fichier est un ancien classeur Excel (.xls) ou est protégé par un mot de passe."
            f" {WAY_OUT}"
        )
    source = _xlsx(upload) if start.startswith(b"PK") else _csv(upload)
    yield from _limited(source)


def _limited(source):
    """Pass on the filled rows, up to the number allowed."""
    limit = settings.IMPORT_MAX_LINES
    passed = 0
    for row in source:
        while row and not row[-1]:
            row.pop()
        if not row:
            continue
        if passed > limit:
            raise Refused(
                f"Ce fichier compte plus de {limit} lignes : c'est la limite d'un import."
                " Partagez-le en plusieurs fichiers."
            )
        if len(row) > MOST_COLUMNS:
            raise Refused(
                f"Ce fichier compte plus de {MOST_COLUMNS} colonnes. Partez du fichier modèle."
            )
        passed += 1
        yield row
    if not passed:
        raise Refused("Ce fichier ne contient aucune ligne.")
    if passed == 1:
        raise Refused(
            "Ce fichier ne contient que les titres des colonnes, aucune ligne à importer."
        )


def _csv(upload):
    content = upload.read()
    text = _decoded(content)
    if "\0" in text:
        raise Refused(f"Ce fichier n'est ni un CSV ni un classeur Excel. {WAY_OUT}")
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            yield [_text(cell) for cell in row]
    except csv.Error as error:
        raise Refused(
            "Ce fichier CSV est mal formé : un guillemet ouvert n'est sans doute pas refermé."
        ) from error


def _decoded(content: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                raise Refused("Le codage des caractères de ce fichier est abîmé.") from None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # cp1252 leaves five bytes undefined; a replaced character is seen in the preview.
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The separator that cuts the first filled line into the most cells."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4]
    return max(DELIMITERS, key=lambda mark: (len(next(csv.reader([first], delimiter=mark))), mark))


def _xlsx(upload):
    from openpyxl import load_workbook

    try:
        _check_archive(upload)
        book = load_workbook(upload, read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            # The dimension written in the file may lie; without it, rows are read as they come.
            sheet.reset_dimensions()
            yield from _sheet_rows(sheet)
        finally:
            book.close()
    except Refused:
        raise
    except Exception as error:
        # openpyxl fails in its own ways on damaged archives and XML; none is a fault of ours.
        raise Refused(f"Ce classeur est abîmé : il ne peut pas être lu. {WAY_OUT}") from error


def _check_archive(upload):
    """Refuse macros and archives that would swell; zipfile never reads past the declared sizes."""
    with zipfile.ZipFile(upload) as archive:
        members = archive.infolist()
        names = {member.filename.lower() for member in members}
        if any(name.endswith("vbaproject.bin") for name in names) or any(
            "macrosheets" in name for name in names
        ):
            raise Refused(f"Ce classeur contient des macros : il est refusé. {WAY_OUT}")
        if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
            raise Refused(f"Ce fichier n'est pas un classeur Excel (.xlsx). {WAY_OUT}")
        if sum(member.file_size for member in members) > settings.IMPORT_MAX_UNZIPPED_BYTES:
            raise Refused(
                "Ce classeur est trop volumineux une fois décompressé. Ne gardez que la feuille à"
                " importer, ou enregistrez-la en CSV."
            )
    upload.seek(0)


def _sheet_rows(sheet):
    blank = 0
    for row in sheet.iter_rows(values_only=True):
        cells = [_text(value) for value in itertools.islice(row, MOST_COLUMNS + 1)]
        if any(cells):
            blank = 0
            yield cells
        else:
            blank += 1
            if blank >= BLANK_ROWS_BEFORE_END:
                return


def _text(value) -> str:
    """The text of a cell, in one line when short of spaces, cut at a length no field reaches."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    text = str(value).replace("\xa0", " ").replace("\0", "").strip()[:LONGEST_CELL]
    # The apostrophe that psf.spreadsheets.safe puts in front of a formula, in a file given back.
    return text[1:] if text.startswith("'") and safe(text[1:]) != text[1:] else text
