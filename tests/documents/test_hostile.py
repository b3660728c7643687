"""Files made to harm are refused in words, in a bounded time; honest ones of the same make are not."""

import io
import time

import pytest
from PIL import Image

from psf.confined.running import SECONDS
from psf.documents.content import accept, read
from psf.documents.models import Blob
from psf.documents.readers.office import OOXML
from psf.workflow.errors import Refused
from tests.documents import hostile, samples
from tests.documents.test_attaching import said

MOST_SECONDS = 5
CLICK = hostile.link("hyperlink", "https://www.education.gouv.fr/")


@pytest.mark.parametrize("name", hostile.ALL)
def test_a_file_made_to_harm_is_refused_in_words_and_in_time(name):
    file_name, make, sentence = hostile.ALL[name]
    content = make()
    began = time.monotonic()
    with pytest.raises(Refused) as refusal:
        accept(content)
    assert time.monotonic() - began < MOST_SECONDS, file_name
    assert any(words in refusal.value.sentence for words in sentence.split("|"))
    assert SECONDS < MOST_SECONDS


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["docx", "odt", "pdf", "png"])
def test_such_a_file_leaves_nothing_and_the_form_says_why(
    tutor, file_at, send, files, on_disk, kind
):
    placement = file_at()
    name = next(name for name in hostile.ALL if name.startswith(kind))
    file_name, make, sentence = hostile.ALL[name]
    answer = send(tutor, placement, "other", make(), file_name)
    assert answer.status_code == 200 and sentence in said(answer)
    assert files(placement) == [] and on_disk() == [] and not Blob.objects.exists()


HONEST = {
    "a link that one clicks": hostile.docx(**{hostile.SETTINGS: hostile.relations(CLICK)}),
    "fields of every letter": hostile.body(
        hostile.field("PAGE") + hostile.field("HYPER", "LINK https://added.example/dde")
    ),
    "an address cut into runs": hostile.body(
        hostile.field("HYPERLINK \\o", ' "Le guide : à lire" "https:', '//added.example/a.exe"')
    ),
    "a place in the document, a paper beside it": hostile.body(
        hostile.field('HYPERLINK \\l "_Toc1"') + hostile.field('HYPERLINK "annexe 1.pdf"')
    ),
    "an address without its beginning": hostile.docx(
        **{hostile.SETTINGS: hostile.relations(hostile.link("hyperlink", "www.exemple.fr"))}
    ),
    "a picture inside": hostile.docx(**{"word/media/image1.png": samples.png()}),
    "a document of LibreOffice": hostile.odt(
        '<text:a xlink:href="https://a.fr/">a</text:a><draw:object xlink:href="./Object 1"/>',
        **{
            "Configurations2/accelerator/current.xml": "",
            "Object 1/content.xml": "<x/>",
            "ObjectReplacements/Object 1": b"VCLMTF\1",
            "Pictures/1.png": samples.png(),
            "manifest.rdf": "<r/>",
        },
    ),
    "a PDF in compressed streams": hostile.packed(samples.PDF),
    "a PDF that speaks of programs": hostile.pdf("/Info 4 0 R", "<</Title(JS, /JS et /EF)>>"),
    "a PDF that opens at a page": hostile.pdf("/OpenAction[3 0 R/Fit]"),
    "a PDF that opens by an action": hostile.pdf("/OpenAction<</S/GoTo/D[3 0 R/Fit]>>"),
    "a PDF with a link that one clicks": hostile.pdf(
        "/X<</Subtype/Link/A<</S/URI/URI(https://www.education.gouv.fr/)>>>>"
    ),
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_file_of_the_same_make_is_kept_as_it_is(name):
    assert accept(HONEST[name]).content == HONEST[name]


def test_a_large_photograph_is_kept_smaller():
    content = hostile.flat("JPEG", (10_000, 8_000), "L")
    with Image.open(io.BytesIO(accept(content).content)) as image:
        assert image.size == (5_000, 4_000)


def test_a_document_is_what_its_main_part_says_not_its_name():
    template = hostile.docx(
        **{
            "[Content_Types].xml": lambda old: old.replace(
                b"document.main+xml", b"template.main+xml"
            )
        }
    )
    with pytest.raises(Refused, match="pas un document"):
        accept(template)
    assert read(samples.docx()).content_type == f"{OOXML}wordprocessingml.document"


WORKBOOKS = {
    "sums": hostile.cell("SUM(A1:A9)+Tableau1[2024]"),
    "words that look like it": hostile.cell('IF(A1=1,"voir [1]: WEBSERVICE(https://a.fr)","")'),
    "an address that one clicks": hostile.cell('HYPERLINK("https://a.fr","Le site")'),
    "sums of LibreOffice": hostile.ods("of:=SUM([.A1:.A9])+[$Feuille2.B1]"),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_an_honest_workbook_is_read(name):
    assert "spreadsheet" in read(WORKBOOKS[name], pictures=frozenset()).content_type
