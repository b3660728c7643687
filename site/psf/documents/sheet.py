"""Word documents written from plain French: one style, headings, lists and tables a reader can use."""

import io
import re
from pathlib import Path
from typing import Self

from docx import Document
from docx.shared import Cm

from psf.documents import styles

NBSP = "\u00a0"
CONDITION = re.compile(r"\{%.*?%\}")
ROOM_TO_WRITE = Cm(0.9)  # at least, for a hand


def typeset(text: str) -> str:
    """French spaces: none breaks before « : ; ? ! » », nor inside a number; variables are left."""
    text = text.replace("'", "’")
    text = re.sub(r" ([:;?!»])", rf"{NBSP}\1", text)
    text = text.replace("« ", f"«{NBSP}")
    text = re.sub(r"\bn° (?=\S)", f"n°{NBSP}", text)
    return re.sub(r"(?<=\d) (?=\d{3}\b|[€%]|h\b|heures\b)", NBSP, text)


class Sheet:
    """A document under construction; texts may hold {{ variables }}, and **bold** parts.

    Its title, its headings by level and its lists are those of the styles: a reader walks them, Word makes a
    summary of them. Each page has its number at its foot.
    """

    title_points, points_after = 18, 5
    typeset = staticmethod(typeset)

    def __init__(self, title: str, subtitle: str = ""):
        self.document = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(2)
        styles.dress(self.document, self.title_points, self.points_after)
        properties = self.document.core_properties
        title = self.typeset(title)
        properties.title, properties.author, properties.comments = title, "PSF", ""
        properties.language = styles.LANGUAGE
        self.document.add_paragraph(title, style="Title")
        if subtitle:
            self.document.add_paragraph(self.typeset(subtitle), style="Subtitle")
        styles.number_pages(section.footer.paragraphs[0])

    def headed(self, running: str) -> Self:
        """`running` stands at the head of each page."""
        self.document.sections[0].header.paragraphs[0].add_run(self.typeset(running))
        return self

    def heading(self, title: str, level: int = 1) -> None:
        self.document.add_paragraph(self.typeset(title), style=f"Heading {level}")

    def text(self, *paragraphs: str, align=None, whole: bool = False) -> None:
        """Paragraphs; `whole`: no page parts them from what follows them."""
        for text in paragraphs:
            paragraph = self.document.add_paragraph()
            self._write(paragraph, text)
            # What it announces does not begin on the next page.
            announced = CONDITION.sub("", text).rstrip().endswith(":")
            paragraph.paragraph_format.keep_with_next = announced or whole or None
            if align is not None:
                paragraph.alignment = align

    def points(self, *texts: str, whole: bool = False) -> None:
        """Items of a list; a variable of several lines makes one of each (`readers.word.fill`).

        `whole`: no page parts a short list, nor from what follows it.
        """
        for text in texts:
            paragraph = self.document.add_paragraph(style="List Bullet")
            paragraph.paragraph_format.keep_with_next = whole or None
            self._write(paragraph, text)

    def when(self, condition: str, *, heading="", then=(), points=(), otherwise=()) -> None:
        """A heading and paragraphs kept when a variable is filled, others when it is not."""
        self.document.add_paragraph(f"{{%p if {condition} %}}")
        if heading:
            self.heading(heading)
        self.text(*then)
        self.points(*points)
        if otherwise:
            self.document.add_paragraph("{%p else %}")
            self.text(*otherwise)
        self.document.add_paragraph("{%p endif %}")

    def table(self, rows, *, widths=None, header=True) -> None:
        """Rows of texts; an empty cell is left to fill in. Widths in centimetres.

        The first row is the header, repeated on each page; without one the first column is bold.
        """
        table = self.document.add_table(rows=0, cols=len(rows[0]))
        table.style, table.autofit = "Table Grid", not widths
        for number, row in enumerate(rows):
            cells = table.add_row().cells
            for column, (cell, text) in enumerate(zip(cells, row, strict=True)):
                if widths:
                    cell.width = Cm(widths[column])
                self._write(cell.paragraphs[0], text, bold=not (number if header else column))
        if header:
            styles.repeat(table.rows[0])
        for row, texts in zip(table.rows, rows, strict=True):
            styles.keep_whole(row)
            if "" in texts:
                row.height = ROOM_TO_WRITE
        for column, width in zip(table.columns, widths or (), strict=False):
            column.width = Cm(width)
        self.document.add_paragraph()

    def content(self) -> bytes:
        """The DOCX."""
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def save(self, path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        self.document.save(str(path))

    def _write(self, paragraph, text: str, *, bold: bool = False) -> None:
        for index, part in enumerate(self.typeset(text).split("**")):
            paragraph.add_run(part).bold = bold or bool(index % 2)
