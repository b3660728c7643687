"""Good files of each kind, that mutations start from, and words that parsers stumble on."""

import io
import uuid
from collections.abc import Callable
from functools import cache

from PIL import Image

from matching.documents.build import FOLDER
from tests.documents import hostile, samples
from tests.imports.conftest import YOUTH_TITLES, csv_file, xlsx_file, youth_row
from tests.imports.test_hostile import ods, ods_row
from tests.messaging.test_bounces import BARE, EXCHANGE, POSTFIX, mail

LIST = [YOUTH_TITLES, *[youth_row(f"Nom{letter}", "Zoé") for letter in "abcdefgh"]]
REFERENCE = uuid.UUID(int=7)


def _saved(image: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _docx() -> list[bytes]:
    own = [path.read_bytes() for path in sorted(FOLDER.glob("*.docx"))]
    return [
        samples.docx(
            "Convention de {{ jeune_prenom }}", footer="{{ code_dossier }}", title="Titre"
        ),
        hostile.body(hostile.field("PAGE") + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
        hostile.docx(**{"word/media/image1.png": samples.png()}),
        *own,
    ]


def _odt() -> list[bytes]:
    link = '<text:p><text:a xlink:href="https://a.fr/">a</text:a></text:p>'
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return [
        samples.odt(),
        hostile.odt(link, **{"META-INF/manifest.xml": manifest, "styles.xml": "<x><y/></x>"}),
    ]


def _pdf() -> list[bytes]:
    form = hostile.pdf("/AcroForm<</Fields[4 0 R]>>", "<</FT/Tx/T(nom)/Kids[5 0 R]>>", "<</V()>>")
    streams = hostile.pdf("/X 4 0 R", "<</Length 4>>stream\nq Q \nendstream ")
    return [samples.PDF, form, hostile.packed(form), hostile.packed(streams), hostile.swelling(0)]


def _images() -> list[bytes]:
    noise = Image.effect_noise((300, 200), 60)
    return [
        samples.jpeg(size=(120, 80)),
        samples.png(),
        samples.heic(),
        _saved(noise, "PNG"),
        _saved(noise.convert("P"), "PNG", transparency=3),
        _saved(noise.convert("I;16"), "PNG"),
        _saved(noise.convert("CMYK"), "JPEG", progressive=True),
        _saved(noise.convert("RGB"), "WEBP"),
    ]


def _csv() -> list[bytes]:
    makes = [(";", "utf-8-sig"), (",", "cp1252"), ("\t", "utf-16")]
    return [csv_file(LIST, delimiter=mark, encoding=code).read() for mark, code in makes]


def _eml() -> list[bytes]:
    return [mail(sample, REFERENCE) for sample in (POSTFIX, EXCHANGE, BARE)]


MAKERS: dict[str, Callable[[], list[bytes]]] = {
    "docx": _docx,
    "odt": _odt,
    "pdf": _pdf,
    "xlsx": lambda: [xlsx_file(LIST).read(), hostile.docx()],
    "ods": lambda: [ods("".join(ods_row(*row) for row in LIST))],
    "csv": _csv,
    "image": _images,
    "eml": _eml,
}

XML = [
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"<![CDATA[",
    b"]]>",
    b"&#0;",
    b"&a;",
    b"<a>" * 300,
    b"<a b='" + b"c" * 5_000 + b"'/>",
    b'r="XFD1048576"',
    b'table:number-columns-repeated="999999"',
    b'table:number-rows-repeated="1048576"',
    b'<w:gridSpan w:val="99999999"/>',
    b"{{",
    b"}}",
    b"{% if entreprise %}",
    b"{% endif %}",
    b"{%p",
    b"{#",
    b"<Relationship " * 200,
    b'TargetMode="External"',
    b"\xff\xfe",
]
WORDS = {
    "pdf": [
        b"/J#61vaScript",
        b"<<" * 400,
        b"[" * 3_000,
        b"(" * 3_000,
        b"/Kids[2 0 R]",
        b"/Parent 3 0 R",
        b"/Length 99999999",
        b"/Prev 9",
        b"/Filter[/FlateDecode/FlateDecode/LZWDecode]",
        b"/Type/ObjStm/N 99999999/First 9",
        b"/Encrypt<</V 4>>",
        b"stream\n",
        b"endobj",
    ],
    "csv": [b'"', b'"' * 999, b";" * 5_000, b"\0", b"\n" * 3_000, b"\xef\xbb\xbf", b"sep=\x01\n"],
    "eml": [
        b'Content-Type: multipart/report; boundary="x"\n\n--x\n',
        b"Content-Type: message/rfc822\n\n",
        b"Content-Type: message/delivery-status\n\n",
        b"Content-Transfer-Encoding: base64\n",
        b"=?utf-8?b?////?=" * 200,
        b"(" * 2_000,
        b"\r\n\r\n",
        b"--BB\n",
        b"<" * 3_000,
        b"; charset=unknown-8bit; a*0*=utf-8''%ff",
    ],
    "image": [
        b"\xff\xd8",
        b"\xff\xc0",
        b"IDAT",
        b"IEND",
        b"acTL",
        b"zTXt" + b"x" * 999,
        b"ftypheic",
    ],
}


@cache
def good(kind: str) -> list[bytes]:
    return MAKERS[kind]()
