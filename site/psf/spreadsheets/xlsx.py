"""An XLSX written row by row: one sheet, texts in their cells, days as days.

By hand, because openpyxl makes an object of each cell, even when it only writes: 20 000 rows of a list
hold half a million, and took a quarter of a minute.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SHEETS}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEETS}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{SHEETS}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Liste" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    # 0 as it comes, 1 a day, 2 a moment, 3 an hour.
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="dd/mm/yyyy hh:mm"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    + "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0"'
        ' applyNumberFormat="1"/>'
        for number in (164, 165, 20)
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>",
}
# What XML cannot say.
UNSAID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SPECIAL = re.compile("[&<>]")
ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
FIRST_DAY = datetime(1899, 12, 30)  # A workbook knows no zone.
DAY_SECONDS = 86_400
# Of a cell, in characters: a program cuts or refuses what is longer.
LONGEST = 32_767


def text(value: str) -> str:
    value = UNSAID.sub("", value[:LONGEST])
    if SPECIAL.search(value):
        value = SPECIAL.sub(lambda found: ESCAPED[found[0]], value)
    return f'<c t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'


def cell(value: Any) -> str:
    """One cell: numbers, days and moments are that, all else is the text it reads as."""
    if isinstance(value, str):
        return text(value) if value else "<c/>"
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float, Decimal)):
        return f"<c><v>{value}</v></c>"
    if isinstance(value, datetime):
        since = value.replace(tzinfo=None) - FIRST_DAY
        return f'<c s="2"><v>{since.total_seconds() / DAY_SECONDS}</v></c>'
    if isinstance(value, date):
        return f'<c s="1"><v>{(value - FIRST_DAY.date()).days}</v></c>'
    if isinstance(value, time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return f'<c s="3"><v>{seconds / DAY_SECONDS}</v></c>'
    return text(str(value))


class Sheet:
    """`with Sheet(output) as sheet: sheet.append(values)`, as many times as there are rows."""

    def __init__(self, output: IO[bytes]) -> None:
        # The lightest: a file twice as small takes three times as long.
        self.archive = ZipFile(output, "w", ZIP_DEFLATED, compresslevel=1)

    def __enter__(self) -> "Sheet":
        for name, content in PARTS.items():
            self.archive.writestr(name, HEAD + content)
        self.part = self.archive.open("xl/worksheets/sheet1.xml", "w")
        self.part.write(f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
        return self

    def append(self, values: Iterable[Any]) -> None:
        self.part.write(f"<row>{''.join(map(cell, values))}</row>".encode())

    def __exit__(self, kind: type[BaseException] | None, *others: Any) -> None:
        if kind is None:
            self.part.write(b"</sheetData></worksheet>")
        self.part.close()
        self.archive.close()
