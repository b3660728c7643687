"""The words of a PDF are read as its fonts say them, or not at all."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from psf.documents.content import text_of
from psf.workflow.errors import Refused
from tests.documents import samples

CMAP = b"""1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0001> <0066> <0002> <006F> endbfchar
1 beginbfrange <0003> <0005> [<0079> <0065> <0072>] endbfrange
1 beginbfrange <0006> <0007> <00E9> endbfrange"""


def pdf(content: bytes, font: Dictionary) -> bytes:
    document = pikepdf.new()
    if "/ToUnicode" in font:
        font["/ToUnicode"] = Stream(document, CMAP)
    page = document.add_blank_page()
    page.Resources = Dictionary(Font=Dictionary(F1=document.make_indirect(font)))
    page.Contents = Stream(document, content)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_plain_font_is_read_with_its_accents_and_gaps():
    content = b"BT /F1 12 Tf [(Sorti) -300 (du f) 20 (oyer)] TJ 0 -14 Td (d\\351cision) Tj ET"
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    assert text_of(pdf(content, font)).split() == ["Sorti", "du", "foyer", "décision"]


def test_letters_that_a_subset_renamed_are_found_again():
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, ToUnicode=Array([]), DescendantFonts=Array([])
    )
    content = b"BT /F1 12 Tf <00010002000300040005> Tj ET BT /F1 12 Tf <00060007> Tj ET"
    assert text_of(pdf(content, font)).split() == ["foyer", "éê"]


def test_what_is_no_pdf_has_no_words_and_a_broken_one_is_refused():
    assert text_of(samples.docx()) == ""
    with pytest.raises(Refused):
        text_of(b"%PDF-1.7 cut")
