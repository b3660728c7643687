"""How the product's Word documents look, said by their styles and never by their words."""

from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Row
from docx.text.paragraph import Paragraph

LANGUAGE, FONT = "fr-FR", "Arial"
BLUE, GREY = RGBColor(0x00, 0x00, 0x91), RGBColor(0x3A, 0x3A, 0x3A)
BODY_POINTS, SMALL_POINTS = 10.5, 8.5
HEADINGS = {"Heading 1": 12.5, "Heading 2": 11, "Heading 3": 10.5}


def dress(document: Document, title_points: float, points_after: float) -> None:
    """French, one font, a size for each level."""
    named = document.styles
    _speak_french(document)
    _set(named["Normal"], BODY_POINTS)
    named["Normal"].paragraph_format.space_after = Pt(points_after)
    _set(named["Title"], title_points, bold=True, colour=BLUE)
    _set(named["Subtitle"], BODY_POINTS, italic=True, colour=GREY)
    for name, size in HEADINGS.items():
        _set(named[name], size, bold=True, colour=BLUE)
        named[name].paragraph_format.space_before = Pt(size)
        named[name].paragraph_format.space_after = Pt(points_after)
    for name in ("Header", "Footer"):
        _set(named[name], SMALL_POINTS, colour=GREY)


def number_pages(paragraph: Paragraph) -> None:
    """« Page 2 sur 5 », counted by whoever opens the file."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run("Page\u00a0")
    _field(paragraph, "PAGE")
    paragraph.add_run(" sur ")
    _field(paragraph, "NUMPAGES")


def repeat(row: _Row) -> None:
    """The header of a table stands again on each page."""
    _mark(row, "w:tblHeader")


def keep_whole(row: _Row) -> None:
    """A row does not break between two pages."""
    _mark(row, "w:cantSplit")


def _mark(row: _Row, name: str) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn(name), {qn("w:val"): "true"}))


def _set(
    style: ParagraphStyle,
    size: float,
    *,
    bold: bool | None = None,
    italic: bool = False,
    colour: RGBColor | None = None,
) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic = bold, italic
    if colour is not None:
        style.font.color.rgb = colour
    # Letters are not spaced out.
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    fonts = style.element.rPr.rFonts
    # A font of the theme would win over the one named.
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)


def _speak_french(document: Document) -> None:
    """Screen readers and spelling take the language of the text, not that of the properties."""
    languages: list[Any] = document.styles.element.findall(f".//{qn('w:lang')}")
    languages += document.settings.element.findall(qn("w:themeFontLang"))
    for language in languages:
        language.set(qn("w:val"), LANGUAGE)


def _field(paragraph: Paragraph, instruction: str) -> None:
    """A field of Word, « 1 » until it is counted."""
    for kind in ("begin", "separate", "end"):
        run = paragraph.add_run()
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)
        if kind == "begin":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {instruction} "
            paragraph.add_run()._r.append(code)
        elif kind == "separate":
            paragraph.add_run("1")
