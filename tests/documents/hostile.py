"""Files that somebody made to harm: each with the word that its refusal must say."""

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image

from tests.documents import samples

RELS = "word/_rels/document.xml.rels"
SETTINGS = "word/_rels/settings.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def relations(*links: str) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(links)}</Relationships>'.encode()


def link(kind: str, target: str, *, quote='"', mode="External") -> str:
    place = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="r9" Type="{OFFICE}/{kind}" Target={quote}{target}{quote}{place}/>'


def changed(content: bytes, **members) -> bytes:
    """The archive with members replaced or added; `None` takes one out, a function alters one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = members.pop(name, old.read(name))
            if callable(data):
                data = data(old.read(name))
            if data is not None:
                new.writestr(name, data, zipfile.ZIP_DEFLATED)
        for name, data in members.items():
            new.writestr(name, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def docx(**members) -> bytes:
    return changed(samples.docx(), **members)


def body(xml: str) -> bytes:
    """A document of Word that holds this in its body."""
    return docx(
        **{"word/document.xml": lambda old: old.replace(b"<w:body>", b"<w:body>" + xml.encode(), 1)}
    )


def typed(content_type: str, name: str) -> dict:
    """The content types with one more part."""
    more = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'.encode()
    return {"[Content_Types].xml": lambda old: old.replace(b"</Types>", more)}


def utf16(text: str) -> bytes:
    return text.encode("utf-16")


def field(*runs: str) -> str:
    """A field of Word whose instruction is cut into runs."""
    cut = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"<w:p>{mark.format('begin')}{cut}{mark.format('end')}</w:p>"


DOCX = {
    "a pattern that never ends": (
        lambda: docx(**{RELS: b"<Relationship " * 1_000_000}),
        "abîmé",
    ),
    "attached template in single quotes": (
        lambda: docx(
            **{SETTINGS: relations(link("attachedTemplate", "https://x.invalid/m", quote="'"))}
        ),
        "dépend d'un autre fichier",
    ),
    "attached template on a file server": (
        lambda: docx(**{SETTINGS: relations(link("attachedTemplate", "file://x.invalid/m.dotm"))}),
        "dépend d'un autre fichier",
    ),
    "relations in UTF-16": (
        lambda: docx(
            **{
                SETTINGS: utf16(
                    "<?xml version='1.0' encoding='utf-16'?>"
                    + relations(link("attachedTemplate", "https://x.invalid/m")).decode()
                )
            }
        ),
        "dépend d'un autre fichier",
    ),
    "linked picture": (
        lambda: docx(**{SETTINGS: relations(link("image", "\\\\x.invalid\\a.png"))}),
        "dépend d'un autre fichier",
    ),
    "a link to a file that one clicks": (
        lambda: docx(**{SETTINGS: relations(link("hyperlink", "file:///c:/a.exe"))}),
        "dépend d'un autre fichier",
    ),
    "a program beside the document that one clicks": (
        lambda: docx(**{SETTINGS: relations(link("hyperlink", "pieces/Facture.exe"))}),
        "lance un programme",
    ),
    "a script, its name spelt otherwise": (
        lambda: docx(**{SETTINGS: relations(link("hyperlink", "../cv%2Epdf%2Ejs.?page=1#a"))}),
        "lance un programme",
    ),
    "a shortcut that a field leads to": (
        lambda: body(field("HYPER", 'LINK \\o "Mon CV : lisez-le" "cv.', 'lnk"')),
        "lance un programme",
    ),
    "a file server that a field leads to": (
        lambda: body('<w:fldSimple w:instr="HYPERLINK file:///c:/a.txt"><w:r/></w:fldSimple>'),
        "dépend d'un autre fichier",
    ),
    "renamed macros": (
        lambda: docx(
            **typed("application/vnd.ms-office.vbaProject", "word/theme9.bin"),
            **{"word/theme9.bin": b"x"},
        ),
        "macros",
    ),
    "macros known by their relation": (
        lambda: docx(
            **{
                SETTINGS: relations(
                    '<Relationship Id="r8" Target="a.bin"'
                    ' Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/>'
                )
            }
        ),
        "macros",
    ),
    "macros known by their first bytes": (
        lambda: docx(**{"word/media/image9.png": OLE}),
        "incorporé",
    ),
    "an object of another program": (
        lambda: docx(**{"word/embeddings/oleObject1.bin": OLE}),
        "incorporé",
    ),
    "a workbook inside": (lambda: docx(**{"word/media/a.dat": samples.docx()}), "incorporé"),
    "a part in another format": (
        lambda: docx(**{SETTINGS: relations(link("aFChunk", "a.html", mode="Internal"))}),
        "incorporé",
    ),
    "the mark of that part": (lambda: body('<w:altChunk r:id="r9"/>'), "incorporé"),
    "document type": (
        lambda: docx(**{"word/x.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}),
        "DOCTYPE",
    ),
    "document type in UTF-16": (
        lambda: docx(
            **{"word/x.xml": utf16("<?xml version='1.0' encoding='utf-16'?><!DOCTYPE x><x/>")}
        ),
        "DOCTYPE",
    ),
    "document type in a part of another name": (
        lambda: docx(**{"customXml/item.dat": b"<?xml version='1.0'?><!DOCTYPE x><x/>"}),
        "DOCTYPE",
    ),
    "a field that runs": (
        lambda: body(field("DDEAUTO c:\\\\windows\\\\cmd.exe")),
        "dépend d'un autre",
    ),
    "the same in pieces": (lambda: body(field("DD", "EAU", "TO cmd")), "dépend d'un autre fichier"),
    "the same in a word": (
        lambda: body('<w:fldSimple w:instr="DDE cmd /c calc"><w:r/></w:fldSimple>'),
        "dépend d'un autre fichier",
    ),
    "twenty megabytes of nothing": (
        lambda: docx(**{"word/media/a.bin": b"\0" * 20_000_000}),
        "trop volumineux",
    ),
    "three thousand members": (
        lambda: docx(**{f"word/media/{n}.png": b"" for n in range(3_000)}),
        "trop volumineux",
    ),
    "ten thousand elements deep": (
        lambda: docx(**{"word/x.xml": b"<a>" * 10_000 + b"</a>" * 10_000}),
        "trop volumineux",
    ),
    "a million elements": (
        lambda: docx(**{"word/x.xml": b"<a>" + b"<b/>" * 10**6 + b"</a>"}),
        "trop volum",
    ),
    "two parts of one name": (
        lambda: samples.with_member(samples.docx(), "WORD/document.xml", b"<x/>"),
        "abîmé",
    ),
}


def odt(content: str, **members) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
            ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
            ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
            ' xmlns:xlink="http://www.w3.org/1999/xlink">'
            f"<office:scripts/>{content}</office:document-content>",
        )
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


ODT = {
    "a listener": (
        lambda: odt('<script:event-listener xlink:href="vnd.sun.star.script:a?language=Basic"/>'),
        "macros",
    ),
    "a link that runs": (lambda: odt('<text:a xlink:href="macro:///a.b()">x</text:a>'), "macros"),
    "a program beside the document that one clicks": (
        lambda: odt('<text:a xlink:href="../cv.pdf.exe">x</text:a>'),
        "lance un programme",
    ),
    "a linked picture": (
        lambda: odt('<draw:image xlink:href="https://x.invalid/a.png"/>'),
        "dépend d'un autre fichier",
    ),
    "a section of another file": (
        lambda: odt('<text:section><text:section-source xlink:href="../b.odt"/></text:section>'),
        "dépend d'un autre fichier",
    ),
    "an object of another program": (
        lambda: odt('<draw:object-ole xlink:href="./o"/>'),
        "incorporé",
    ),
    "a macro in a field": (lambda: odt('<text:execute-macro text:name="a"/>'), "macros"),
    "two documents in one": (
        lambda: docx(mimetype=b"application/vnd.oasis.opendocument.text"),
        "deux documents",
    ),
    "an object by its bytes": (lambda: odt("<text:p/>", **{"Object 1": OLE}), "incorporé"),
    "a password": (
        lambda: odt(
            "<text:p/>",
            **{
                "META-INF/manifest.xml": '<m xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                "<m:encryption-data/></m>"
            },
        ),
        "mot de passe",
    ),
    "document type": (
        lambda: changed(samples.odt(), **{"content.xml": b"<!DOCTYPE x><x/>"}),
        "DOCTYPE",
    ),
}


def xlsx(sheet: str, **members) -> bytes:
    """A workbook whose one sheet holds this XML."""
    main = b"spreadsheetml.sheet.main+xml"
    kinds = {
        "[Content_Types].xml": lambda old: old.replace(b"wordprocessingml.document.main+xml", main)
    }
    return docx(**kinds, **{"xl/worksheets/sheet1.xml": f"<worksheet>{sheet}</worksheet>".encode()})


def cell(formula: str) -> bytes:
    return xlsx(f"<sheetData><row><c><f>{formula}</f><v>1</v></c></row></sheetData>")


def ods(formula: str) -> bytes:
    return changed(
        odt(""),
        mimetype=b"application/vnd.oasis.opendocument.spreadsheet",
        **{
            "content.xml": '<o xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
            f'<table:table-cell table:formula="{formula}"/></o>'.encode()
        },
    )


WORKBOOKS = {
    "a program by a pipe": (lambda: cell("cmd|'/C calc'!A0"), "formule"),
    "an address that is read": (lambda: cell('WEBSERVICE("https://x.invalid")'), "formule"),
    "a picture that is read": (lambda: cell('_xlfn.IMAGE("https://x.invalid/a.png")'), "formule"),
    "another workbook": (lambda: cell("[1]Feuil1!A1"), "formule"),
    "another workbook with spaces": (lambda: cell("SUM('[12]Ma feuille'!A1:A9)"), "formule"),
    "a name that runs": (
        lambda: xlsx("<definedName>DDE(&quot;cmd&quot;;&quot;/C calc&quot;;1)</definedName>"),
        "formule",
    ),
    "a condition that reads": (
        lambda: xlsx("<cfRule><formula>WEBSERVICE(A1)=1</formula></cfRule>"),
        "formule",
    ),
    "DDE of LibreOffice": (
        lambda: ods("of:=DDE(&quot;a&quot;;&quot;b&quot;;&quot;c&quot;)"),
        "formule",
    ),
    "a file of LibreOffice": (lambda: ods("of:='file:///etc/passwd'#$Feuille1.A1"), "formule"),
}


def pdf(catalog: str, *objects: str) -> bytes:
    """Objects 4 and up are written as they are."""
    more = "".join(f"{n} 0 obj{text}endobj\n" for n, text in enumerate(objects, start=4))
    return samples.PDF.replace(b"/Type/Catalog", b"/Type/Catalog" + catalog.encode()).replace(
        b"trailer", more.encode() + b"trailer"
    )


def packed(content: bytes, **options) -> bytes:
    """The same PDF with its objects in compressed streams, as many programs write it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, **options)
    return out.getvalue()


def swelling(megabytes: int) -> bytes:
    """A program in a stream of objects that goes on with so many megabytes of spaces."""
    deflate = zlib.compressobj(1)
    data = deflate.compress(b"6 0 <</S/JavaScript/JS(a)>> ")
    data += b"".join(deflate.compress(b" " * 10**6) for _ in range(megabytes)) + deflate.flush()
    out, places = bytearray(b"%PDF-1.5\n"), {}
    head = f"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {len(data)}>>stream\n"
    for number, text in {
        2: b"<</Type/Catalog/Pages 3 0 R/OpenAction 6 0 R>>",
        3: b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        4: b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]>>",
        5: head.encode() + data + b"\nendstream ",
    }.items():
        places[number] = len(out)
        out += f"{number} 0 obj".encode() + text + b"endobj\n"
    table = [(0, 0, 0), (0, 0, 0), *((1, at, 0) for at in places.values()), (2, 5, 0)]
    packed_table = b"".join(struct.pack(">BIH", *row) for row in [*table, (1, len(out), 0)])
    last = f"7 0 obj<</Type/XRef/W[1 4 2]/Size 8/Root 2 0 R/Length {len(packed_table)}>>stream\n"
    end = f"\nendstream endobj\nstartxref\n{len(out)}\n%%EOF\n"
    return bytes(out) + last.encode() + packed_table + end.encode()


SCRIPT = "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
PDF = {
    "a name in disguise": (lambda: pdf("/OpenAction<</S/J#61vaScript/J#53(a)>>"), "programme"),
    "hidden in a compressed stream": (lambda: packed(pdf(SCRIPT)), "programme"),
    "in a table of names": (
        lambda: pdf("/Names<</J#61vaScript 4 0 R>>", "<</Names[]>>"),
        "programme",
    ),
    "a program to launch": (lambda: pdf("/AA<</O<</S/L#61unch/F(cmd.exe)>>>>"), "programme"),
    "the same in a compressed stream": (
        lambda: packed(pdf("/AA<</O<</S/Launch/F(a)>>>>")),
        "programme",
    ),
    "an attached file": (
        lambda: pdf("/Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>", "<</Type/Filespec/F(a.exe)>>"),
        "autre fichier",
    ),
    "an attachment on a page": (
        lambda: packed(pdf("/X 4 0 R", "<</Subtype/FileAttachment/FS 5 0 R>>", "<</EF<<>>>>")),
        "autre fichier",
    ),
    "another document that opens": (
        lambda: pdf("/OpenAction<</S/GoToR/F(\\\\\\\\x\\\\a)>>"),
        "autre",
    ),
    "an address read on opening": (
        lambda: pdf("/OpenAction 4 0 R", "<</S/URI/URI(https://x.invalid/)>>"),
        "autre fichier",
    ),
    "an address after a place": (
        lambda: pdf(
            "/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next[4 0 R]>>", "<</S/URI/URI(file:////x/a)>>"
        ),
        "autre fichier",
    ),
    "an address on turning a page": (
        lambda: packed(pdf("/X<</AA<</O<</S/URI/URI(https://x.invalid/)>>>>>>")),
        "autre fichier",
    ),
    "an article of another file": (
        lambda: pdf("/X<</S/Thread/F(\\\\x\\a)/D 0>>"),
        "autre fichier",
    ),
    "an object of another file": (
        lambda: pdf("/X 4 0 R", "<</Subtype/Form/Ref<</F(a.pdf)/Page 0>>>>"),
        "autre fichier",
    ),
    "bytes of another file": (
        lambda: pdf("/X 4 0 R", "<</Length 0/F(\\\\x\\a)>>stream\n\nendstream "),
        "autre fichier",
    ),
    "a specification on the web": (
        lambda: pdf("/X<</Type/Filespec/FS/URL/F(https://x.invalid/)>>"),
        "autre fichier",
    ),
    "a sound": (lambda: pdf("/X<</S/Sound/Sound 4 0 R>>", "<</R 8000>>"), "autre fichier"),
    "a form that runs": (lambda: pdf("/AcroForm<</XFA(a)>>"), "programme"),
    "a film": (lambda: pdf("/X<</Subtype/RichMedia>>"), "autre fichier"),
    "a password": (
        lambda: packed(samples.PDF, encryption=pikepdf.Encryption(owner="a", user="b")),
        "mot de passe",
    ),
    "a stream of objects by hand": (lambda: swelling(0), "programme"),
    "one that swells until it is not read": (lambda: swelling(320), "abîmé|temps ou de mémoire"),
    "no page": (
        lambda: b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
        "abîmé",
    ),
}


def flat(kind: str, size: tuple[int, int], mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()


def announced(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is that large."""
    content = bytearray(flat("PNG", (1, 1)))
    content[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)


def announced_jpeg(width: int, height: int) -> bytes:
    """The same for a JPEG."""
    content = bytearray(flat("JPEG", (16, 16)))
    at = content.index(b"\xff\xc0") + 5
    content[at : at + 4] = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return bytes(content)


PICTURES = {
    "a PNG of seven hundred megabytes": (lambda: announced(13_400, 13_500), "trop grande"),
    "a PNG that says it is without end": (lambda: announced(2**31 - 1, 2**31 - 1), "trop grande"),
    "a JPEG beyond any camera": (lambda: announced_jpeg(60_000, 5_000), "trop grande"),
    "a picture of another kind": (lambda: flat("GIF", (2, 2)), "n'est pas accepté"),
    "a drawing that runs": (
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "n'est pas accepté",
    ),
}
ALL = {
    f"{kind}: {name}": (f"piece.{kind}", *what)
    for kind, files in (
        ("docx", DOCX),
        ("odt", ODT),
        ("xlsx", WORKBOOKS),
        ("pdf", PDF),
        ("png", PICTURES),
    )
    for name, what in files.items()
}
