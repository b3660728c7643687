"""A variable of several lines in an item of a list makes one item of each line.

Templates hold no loop: an item `{{ taches }}` takes lines that docxtpl writes in one paragraph, with breaks.
"""

from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

PARAGRAPH, RUN, PROPERTIES = qn("w:p"), qn("w:r"), qn("w:rPr")
BREAK, TEXT = qn("w:br"), qn("w:t")
# Lines that are also read where no list is begin with their own mark.
MARKS = "–-• \u00a0"


def part(document: Any) -> None:
    """Part the items of `document` at their breaks, in place."""
    for element in [*document.element.body.iter(PARAGRAPH)]:
        if element.findall(f"{RUN}/{BREAK}"):
            paragraph = Paragraph(element, document._body)
            if is_item(paragraph):
                _part(paragraph)


def is_item(paragraph: Paragraph) -> bool:
    """Whether a paragraph is an item of a list, by its style or by its own numbering."""
    style = paragraph.style
    if style is not None and (style.name or "").lower().startswith("list"):
        return True
    properties = paragraph._p.pPr
    return properties is not None and properties.find(qn("w:numPr")) is not None


def _part(paragraph: Paragraph) -> None:
    whole = paragraph._p
    items = [_empty(whole)]
    for child in whole.iterchildren():
        if child is whole.pPr:
            continue
        if child.tag != RUN:
            items[-1].append(deepcopy(child))
            continue
        items[-1].append(_empty_run(child))
        for piece in child.iterchildren():
            if piece.tag == BREAK and piece.get(qn("w:type")) in (None, "textWrapping"):
                items.append(_empty(whole))
                items[-1].append(_empty_run(child))
            elif piece.tag != PROPERTIES:
                items[-1][-1].append(deepcopy(piece))
    for item in items:
        made = Paragraph(item, paragraph._parent)
        if made.text.strip(MARKS):
            _without_mark(item)
            whole.addprevious(item)
    whole.getparent().remove(whole)


def _empty(paragraph: Any) -> Any:
    """A paragraph with the properties of another one."""
    made = paragraph.makeelement(paragraph.tag, {})
    if paragraph.pPr is not None:
        made.append(deepcopy(paragraph.pPr))
    return made


def _empty_run(run: Any) -> Any:
    made = run.makeelement(run.tag, {})
    if (properties := run.find(PROPERTIES)) is not None:
        made.append(deepcopy(properties))
    return made


def _without_mark(item: Any) -> None:
    for text in item.iter(TEXT):
        if (text.text or "").strip():
            text.text = text.text.lstrip(MARKS)
            return
