"""What a file really is, whatever its name says; what is refused, and what is cleaned.

Images lose their metadata (place and device of a photograph); an iPhone's HEIC becomes a JPEG,
which every company can open.
"""

import io
import re
import zipfile
from dataclasses import dataclass

import filetype
import pillow_heif
from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from psf.workflow.errors import Refused

PDF, JPEG, PNG, HEIC = "application/pdf", "image/jpeg", "image/png", "image/heic"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
EXTENSIONS = {PDF: "pdf", JPEG: "jpg", PNG: "png", DOCX: "docx", ODT: "odt"}
IMAGES = frozenset({JPEG, PNG})
ACCEPT = ".pdf,.jpg,.jpeg,.png,.heic,.heif,.docx,.odt"

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACRO_NAMES = (".docm", ".dotm", ".xlsm", ".xltm", ".pptm", ".potm")
MAX_PIXELS = 80_000_000
MAX_UNZIPPED = 100_000_000  # bytes
MAX_MEMBERS = 2_000
# Long enough never to appear by chance in compressed data.
PDF_PROGRAMS = (b"/JavaScript", b"/Launch")
WAY_OUT = (
    "Envoyez un PDF, une photo (JPEG, PNG, HEIC), un document Word (.docx) ou OpenDocument (.odt)."
)
MACROS = "Ce document contient des macros : il est refusé. Enregistrez-le en PDF, puis recommencez."
DAMAGED = "Ce fichier est abîmé : il ne peut pas être lu."


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file as it will be kept."""

    content: bytes
    content_type: str


def examine(upload) -> Accepted:
    """Say what an uploaded file is and return what to keep of it; raises Refused, in French.

    `upload` has `name`, `size` and `read()`, like Django's uploaded files.
    """
    if not upload.size:
        raise Refused("Ce fichier est vide.")
    if upload.size > settings.DOCUMENT_MAX_BYTES:
        raise Refused(
            f"Ce fichier pèse {max(1, round(upload.size / 10**6))} Mo : la limite est de"
            f" {settings.DOCUMENT_MAX_BYTES // 10**6} Mo. Numérisez en noir et blanc, ou page par"
            " page."
        )
    if str(upload.name).lower().endswith(MACRO_NAMES):
        raise Refused(MACROS)
    upload.seek(0)
    return accept(upload.read())


def accept(content: bytes) -> Accepted:
    """The same, from the content alone."""
    if not content:
        raise Refused("Ce fichier est vide.")
    if content.startswith(OLE):
        raise Refused(
            "Ce document est d'un ancien format (.doc) ou protégé par un mot de passe."
            " Enregistrez-le en PDF, puis recommencez."
        )
    if content.startswith(b"PK\x03\x04"):
        return Accepted(content, _document(content))
    kind = filetype.guess(content)
    mime = kind.mime if kind else ""
    if mime == PDF:
        return Accepted(_checked_pdf(content), PDF)
    if mime in (JPEG, PNG, HEIC, "image/heif"):
        return _cleaned_image(content, mime)
    raise Refused(f"Ce type de fichier n'est pas accepté. {WAY_OUT}")


def _checked_pdf(content: bytes) -> bytes:
    if any(word in content for word in PDF_PROGRAMS):
        raise Refused(
            "Ce PDF contient un programme : il est refusé. Imprimez-le « en PDF », puis recommencez."
        )
    if b"%%EOF" not in content[-4096:]:
        raise Refused(f"{DAMAGED} Il a peut-être été coupé pendant l'envoi : recommencez.")
    return content


def _cleaned_image(content: bytes, mime: str) -> Accepted:
    """The picture alone, the right way up, without a word of what the camera wrote beside it."""
    if mime not in (JPEG, PNG):
        pillow_heif.register_heif_opener()
    try:
        with Image.open(io.BytesIO(content)) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                raise Refused("Cette image est trop grande : réduisez-la, puis recommencez.")
            clear = image.info.get("transparency")
            upright = ImageOps.exif_transpose(image)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Refused(DAMAGED) from None
    out = io.BytesIO()
    if mime == PNG:
        upright.info = {} if clear is None else {"transparency": clear}
        upright.save(out, "PNG")
        return Accepted(out.getvalue(), PNG)
    if upright.mode not in ("L", "RGB", "CMYK"):
        upright = upright.convert("RGB")
    upright.info = {}
    upright.save(out, "JPEG", quality=90)
    return Accepted(out.getvalue(), JPEG)


def _document(content: bytes) -> str:
    """DOCX or ODT, by what the archive holds; never macros, never an archive that would swell."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNZIPPED:
                raise Refused("Ce document est trop volumineux une fois décompressé.")
            names = {member.filename.lower(): member.filename for member in members}
            if "word/document.xml" in names and "[content_types].xml" in names:
                _refuse_word_programs(archive, names)
                return DOCX
            if "mimetype" in names and archive.read(names["mimetype"]).strip() == ODT.encode():
                if any(name.startswith(("basic/", "scripts/")) for name in names):
                    raise Refused(MACROS)
                return ODT
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise Refused(DAMAGED) from None
    raise Refused(f"Cette archive n'est pas un document. {WAY_OUT}")


def _refuse_word_programs(archive, names) -> None:
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise Refused(MACROS)
    if b"macroenabled" in archive.read(names["[content_types].xml"]).lower():
        raise Refused(MACROS)
    for name, real in names.items():
        if not name.endswith(".rels"):
            continue
        # A template fetched from the web brings its macros along.
        for link in re.findall(rb"<Relationship [^>]*>", archive.read(real)):
            if b"attachedTemplate" in link and re.search(rb'Target="https?:', link, re.I):
                raise Refused(MACROS)


def names_somebody(content: bytes, *words: str) -> bool:
    """Whether one of these names (3 letters at least) stands in plain sight in a file's bytes.

    A help against forgotten properties of a PDF (« Auteur : … »), not a proof of anonymity:
    compressed text and pictures are not read.
    """
    lowered = content.lower()
    return any(
        word.lower().encode(encoding, "ignore") in lowered
        for word in words
        if len(word) >= 3
        for encoding in ("utf-8", "latin-1", "utf-16-be")
    )
