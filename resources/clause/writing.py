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
        style.paragraph_format.space_after = Pt(5)
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = typeset(title), "PSF", ""
        properties.language = "fr-FR"
        _coloured(self.document.add_paragraph(style="Title").add_run(typeset(title)), 18)
        if subtitle:
            self.document.add_paragraph().add_run(typeset(subtitle)).italic = True

    def heading(self, title: str) -> None:
        _coloured(self.document.add_paragraph(style="Heading 2").add_run(typeset(title)), 12)

    def text(self, *paragraphs: str) -> None:
        for text in paragraphs:
            _written(self.document.add_paragraph(), text)

    def points(self, *texts: str) -> None:
        for text in texts:
            _written(self.document.add_paragraph(style="List Bullet"), text)

    def when(self, condition: str, *, then=(), points=(), otherwise=()) -> None:
        """Paragraphs kept when a variable is filled, others when it is not."""
        self.document.add_paragraph(f"{{%p if {condition} %}}")
        self.text(*then)
        self.points(*points)
        if otherwise:
            self.document.add_paragraph("{%p else %}")
            self.text(*otherwise)
        self.document.add_paragraph("{%p endif %}")

    def table(self, rows, *, widths) -> None:
        """The first row is the header, repeated on each page; an empty cell is left to fill in."""
        table = self.document.add_table(rows=0, cols=len(widths))
        table.style = "Table Grid"
        for number, row in enumerate(rows):
            cells = table.add_row().cells
            for cell, text, width in zip(cells, row, widths, strict=True):
                cell.width = Cm(width)
                _written(cell.paragraphs[0], text, bold=number == 0)
        header = table.rows[0]._tr.get_or_add_trPr()
        header.append(header.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
        self.document.add_paragraph()

    def save(self, path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        self.document.save(path)


def _written(paragraph, text: str, *, bold: bool = False) -> None:
    for index, part in enumerate(typeset(text).split("**")):
        paragraph.add_run(part).bold = bold or bool(index % 2)


def _coloured(run, size: int) -> None:
    run.font.size, run.font.bold = Pt(size), True
    run.font.color.rgb, run.font.name = BLUE, "Arial"
