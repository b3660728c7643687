"""Word documents written from plain French: one style, headings, lists and tables a reader can use."""

import re
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

BLUE = RGBColor(0x00, 0x00, 0x91)
NBSP = "\u00a0"


def typeset(text: str) -> str:
    """French spaces: none breaks before « : ; ? ! » », nor inside a number; variables are left."""
    text = text.replace("'", "’")
    text = re.sub(r" ([:;?!»])", rf"{NBSP}\1", text)
    text = text.replace("« ", f"«{NBSP}")
    return re.sub(r"(?<=\d) (?=\d{3}\b|€|h\b|heures\b)", NBSP, text)


class Sheet:
    """A document under construction; texts may hold {{ variables }}, and **bold** parts."""

    title_points, points_after = 18, 5
    typeset = staticmethod(typeset)

    def __init__(self, title: str, subtitle: str = ""):
        self.document = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(2)
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = "Arial", Pt(10.5)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "Arial")
        style.element.rPr.append(style.element.makeelement(qn("w:lang"), {qn("w:val"): "fr-FR"}))
        style.paragraph_format.space_after = Pt(self.points_after)
        properties = self.document.core_properties
        title = self.typeset(title)
        properties.title, properties.author, properties.comments = title, "PSF", ""
        properties.language = "fr-FR"
        _coloured(self.document.add_paragraph(style="Title").add_run(title), self.title_points)
        if subtitle:
            self.document.add_paragraph().add_run(self.typeset(subtitle)).italic = True

    def heading(self, title: str) -> None:
        run = self.document.add_paragraph(style="Heading 2").add_run(self.typeset(title))
        _coloured(run, 12)

    def text(self, *paragraphs: str, align=None) -> None:
        for text in paragraphs:
            paragraph = self.document.add_paragraph()
            self._write(paragraph, text)
            if align is not None:
                paragraph.alignment = align

    def points(self, *texts: str) -> None:
        for text in texts:
            self._write(self.document.add_paragraph(style="List Bullet"), text)

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
        table.style = "Table Grid"
        for number, row in enumerate(rows):
            cells = table.add_row().cells
            for column, (cell, text) in enumerate(zip(cells, row, strict=True)):
                if widths:
                    cell.width = Cm(widths[column])
                self._write(cell.paragraphs[0], text, bold=not (number if header else column))
        if header:
            properties = table.rows[0]._tr.get_or_add_trPr()
            properties.append(properties.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
        self.document.add_paragraph()

    def save(self, path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        self.document.save(str(path))

    def _write(self, paragraph, text: str, *, bold: bool = False) -> None:
        for index, part in enumerate(self.typeset(text).split("**")):
            paragraph.add_run(part).bold = bold or bool(index % 2)


def _coloured(run, size: int) -> None:
    run.font.size, run.font.bold = Pt(size), True
    run.font.color.rgb, run.font.name = BLUE, "Arial"
