"""The words of a PDF, as far as its fonts say which letters they draw; pictures hold none.

ISO 32000-1, 9.4 (text operators), 9.10.3 (ToUnicode). Good enough to look for words, not to copy a page:
where letters are placed one by one, they are put together again by the gaps between them.
"""

import io
import logging
import re

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Name, String

from psf.confined.errors import Refusal

MOST_PAGES, MOST_CHARACTERS = 20, 200_000
# A gap wider than this, in thousandths of the size, is a space between words.
GAP = 180
BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
CELL = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
UNREADABLE = "Le texte de ce PDF ne se lit pas."

Letters = dict[int, str]


def read_pdf(content: bytes) -> tuple[dict, bytes]:
    """Return {"pages": int} and the text in UTF-8; raises Refusal."""
    logging.disable(logging.CRITICAL)
    try:
        document = pikepdf.open(io.BytesIO(content))
    except pikepdf.PdfError:
        raise Refusal(UNREADABLE) from None
    written: list[str] = []
    with document:
        for page in list(document.pages)[:MOST_PAGES]:
            _read(page, page.get("/Resources"), written, depth=0)
            written.append("\n")
            if sum(map(len, written)) > MOST_CHARACTERS:
                break
        return {"pages": len(document.pages)}, "".join(written)[:MOST_CHARACTERS].encode()


def _read(stream, resources, written: list[str], *, depth: int) -> None:
    fonts = _entries(resources, "/Font")
    forms = _entries(resources, "/XObject")
    known: dict[str, tuple[Letters, int]] = {}
    font: tuple[Letters, int] = ({}, 1)
    for instruction in pikepdf.parse_content_stream(stream):
        if not isinstance(instruction, ContentStreamInstruction):
            continue
        operands, name = instruction.operands, str(instruction.operator)
        if name == "Tf" and operands:
            key = str(operands[0])
            if key not in known:
                known[key] = _letters(fonts.get(key))
            font = known[key]
        elif name in ("Tj", "'", '"') and operands:
            written.append(("" if name == "Tj" else "\n") + _decoded(operands[-1], font))
        elif name == "TJ" and operands and isinstance(operands[0], Array):
            for part in operands[0]:
                if isinstance(part, String):
                    written.append(_decoded(part, font))
                elif float(part) < -GAP:
                    written.append(" ")
        elif name in ("Td", "TD", "T*", "Tm", "BT"):
            written.append("\n" if _goes_down(name, operands) else "")
        elif name == "Do" and operands and depth < 3:
            form = forms.get(str(operands[0]))
            if form is not None and form.get("/Subtype") == Name.Form:
                _read(form, form.get("/Resources", resources), written, depth=depth + 1)


def _goes_down(name: str, operands) -> bool:
    """Whether the next letters stand on another line, or begin another block."""
    if name == "Td" and len(operands) == 2:
        return abs(float(operands[1])) > 0.01
    return True


def _entries(resources, key: str) -> dict:
    found = resources.get(key) if resources is not None else None
    return {str(name): value for name, value in found.items()} if found is not None else {}


def _letters(font) -> tuple[Letters, int]:
    """(code → letters, bytes a code) of a font; codes that it does not name are read as Windows does."""
    if font is None:
        return {}, 1
    width = 2 if font.get("/Subtype") == Name.Type0 else 1
    table = font.get("/ToUnicode")
    return (_table(table.read_bytes()) if isinstance(table, pikepdf.Stream) else {}), width


def _table(content: bytes) -> Letters:
    letters: Letters = {}
    for kind, body in BLOCK.findall(content):
        cells = list(CELL.finditer(body))
        rows: list = []
        inside: list | None = None
        for cell in cells:
            if cell[2]:
                inside = []
            elif cell[3]:
                rows.append(inside or [])
                inside = None
            else:
                (rows if inside is None else inside).append(bytes.fromhex(cell[1].decode()))
        if kind == b"bfchar":
            for code, said in zip(rows[::2], rows[1::2], strict=False):
                letters[int.from_bytes(code)] = said.decode("utf-16-be", "ignore")
        else:
            for first, last, said in zip(rows[::3], rows[1::3], rows[2::3], strict=False):
                _range(letters, int.from_bytes(first), int.from_bytes(last), said)
    return letters


def _range(letters: Letters, first: int, last: int, said) -> None:
    for step, code in enumerate(range(first, min(last, first + 65_535) + 1)):
        if isinstance(said, list):
            if step < len(said):
                letters[code] = said[step].decode("utf-16-be", "ignore")
        elif said:
            number = int.from_bytes(said) + step
            letters[code] = number.to_bytes(len(said)).decode("utf-16-be", "ignore")


def _decoded(text, font: tuple[Letters, int]) -> str:
    letters, width = font
    content = bytes(text)
    codes = [int.from_bytes(content[at : at + width]) for at in range(0, len(content), width)]
    return "".join(letters.get(code) or _plain(code, width) for code in codes)


def _plain(code: int, width: int) -> str:
    return bytes([code]).decode("cp1252", "ignore") if width == 1 else ""
