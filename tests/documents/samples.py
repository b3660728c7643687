"""Files as people send them, good and bad."""

import io
import zipfile

import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image

CANARY = "Zyxcanari"
# The test file that every antivirus knows: https://www.eicar.org/download-anti-malware-testfile/
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R/Size 9>>\n%%EOF\n"
)


def pdf(text: str = "") -> bytes:
    return PDF.replace(b"endobj", b"endobj\n% " + text.encode() + b"\n", 1)


def jpeg(*, exif: bool = True, orientation: int = 6, size=(40, 20)) -> bytes:
    image = Image.new("RGB", size, "navy")
    out = io.BytesIO()
    data = Image.Exif()
    if exif:
        data[0x0112] = orientation
        data[0x010F] = CANARY
        data.get_ifd(0x8825)[1] = "N"
    image.save(out, "JPEG", exif=data, comment=CANARY.encode() if exif else b"")
    return out.getvalue()


def png() -> bytes:
    from PIL.PngImagePlugin import PngInfo

    out, info = io.BytesIO(), PngInfo()
    info.add_text("Author", CANARY)
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def heic() -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 64), "navy")).save(out, quality=50)
    return out.getvalue()


def docx(*paragraphs: str, footer: str = "", title: str = "") -> bytes:
    document = Document()
    for text in paragraphs or ("Bonjour",):
        document.add_paragraph(text)
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    if title:
        document.core_properties.title = title
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_member(content: bytes, name: str, data: bytes = b"x") -> bytes:
    """The same archive with one more file in it."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def odt(*more: str, kind: str = "text") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<x/>")
        for name in more:
            archive.writestr(name, "x")
    return out.getvalue()


def sent(content: bytes, name: str = "fichier.pdf") -> SimpleUploadedFile:
    """As the browser sends it; what the browser says of its type counts for nothing."""
    return SimpleUploadedFile(name, content, content_type="application/pdf")
