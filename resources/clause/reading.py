"""What a Word document says, block by block: the page shows the same text as the file."""

import io
from dataclasses import dataclass

from docx import Document
from docx.table import Table

from psf.documents.readers.lists import is_item


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, in bold or not."""

    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Block:
    """`kind`: title, heading, paragraph, points or table.

    `lines` holds paragraphs (each a list of Piece): one, or those of a list; `rows` the cells' texts
    of a table, the header first; `level` is that of a heading, from 1.
    """

    kind: str
    lines: tuple[tuple[Piece, ...], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    level: int = 0

    @property
    def texts(self) -> list[str]:
        return ["".join(piece.text for piece in line) for line in self.lines]


def read(content: bytes) -> list[Block]:
    """The body of a DOCX, empty paragraphs left out, points gathered into lists."""
    blocks: list[Block] = []
    for part in Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(part, Table):
            rows = tuple(tuple(cell.text.strip() for cell in row.cells) for row in part.rows)
            blocks.append(Block("table", rows=rows))
            continue
        if not part.text.strip():
            continue
        kind, line = _kind(part), _pieces(part)
        if kind == "points" and blocks and blocks[-1].kind == "points":
            blocks[-1] = Block("points", (*blocks[-1].lines, line))
        else:
            blocks.append(Block(kind, (line,), level=_level(part) if kind == "heading" else 0))
    return blocks


def _kind(paragraph) -> str:
    style = (paragraph.style.name or "").lower()
    if style == "title":
        return "title"
    if style.startswith("heading"):
        return "heading"
    return "points" if is_item(paragraph) else "paragraph"


def _level(paragraph) -> int:
    last = (paragraph.style.name or "").rpartition(" ")[2]
    return int(last) if last.isdecimal() else 1


def _pieces(paragraph) -> tuple[Piece, ...]:
    """Runs of the same weight joined."""
    pieces: list[Piece] = []
    for run in paragraph.runs:
        bold = bool(run.bold)
        if pieces and pieces[-1].bold == bold:
            pieces[-1] = Piece(pieces[-1].text + run.text, bold)
        elif run.text:
            pieces.append(Piece(run.text, bold))
    return tuple(pieces)


def as_text(blocks: list[Block]) -> str:
    """Plain text to paste: points begin with a dash, cells are parted by a bar."""
    parts = []
    for block in blocks:
        if block.kind == "table":
            parts.append(
                "\n".join(" | ".join(cell.replace("\n", " ") for cell in row) for row in block.rows)
            )
        elif block.kind == "points":
            parts.append("\n".join(f"– {text}" for text in block.texts))
        else:
            parts.extend(block.texts)
    return "\n\n".join(parts)
