"""What a file really is, whatever its name says; what is refused, and what is cleaned.

Images lose their metadata (place and device of a photograph); an iPhone's HEIC becomes a JPEG,
which every company can open. Only first bytes are looked at here: a child process reads the rest
(psf.confined, psf.documents.readers).
"""

from dataclasses import dataclass

import filetype
from django.conf import settings

from psf.confined.errors import Refusal
from psf.confined.running import Task
from psf.documents.readers.office import MACROS, ODF, OOXML
from psf.workflow.errors import Refused

PDF, JPEG, PNG, HEIC = "application/pdf", "image/jpeg", "image/png", "image/heic"
WEBP = "image/webp"
DOCX, ODT = f"{OOXML}wordprocessingml.document", f"{ODF}text"
EXTENSIONS = {PDF: "pdf", JPEG: "jpg", PNG: "png", DOCX: "docx", ODT: "odt"}
IMAGES = frozenset({JPEG, PNG})
PICTURES = frozenset({JPEG, PNG, HEIC, "image/heif"})
ACCEPT = ".pdf,.jpg,.jpeg,.png,.heic,.heif,.docx,.odt"

OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
MACRO_NAMES = (".docm", ".dotm", ".xlsm", ".xltm", ".pptm", ".potm")
WAY_OUT = (
    "Envoyez un PDF, une photo (JPEG, PNG, HEIC), un document Word (.docx) ou OpenDocument (.odt)."
)
OLD = (
    "Ce document est d'un ancien format (.doc) ou protégé par un mot de passe."
    " Enregistrez-le en PDF, puis recommencez."
)
HEAVY = (
    "Ce document demande trop de temps ou de mémoire pour être lu : enregistrez-le en PDF, ou"
    " allégez-le, puis recommencez."
)
READ_OFFICE = Task("psf.documents.readers.office:examine", heavy=HEAVY)
READ_PDF = Task("psf.documents.readers.pdf:examine", heavy=HEAVY)
READ_TEXT = Task("psf.documents.readers.texts:read_pdf", heavy=HEAVY)
CLEAN_PICTURE = Task(
    "psf.documents.readers.pictures:clean",
    heavy="Cette image est trop grande : réduisez-la, puis recommencez.",
)


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
        raise Refused("Ce fichier est vide : enregistrez-le à nouveau, puis choisissez-le.")
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
    accepted = read(content)
    if accepted.content_type not in EXTENSIONS:
        raise Refused(f"Ce type de fichier n'est pas accepté. {WAY_OUT}")
    return accepted


def read(content: bytes, *, pictures: frozenset[str] = PICTURES) -> Accepted:
    """What any document or picture is, and what to keep of it; raises Refused for all else."""
    if not content:
        raise Refused("Ce fichier est vide : enregistrez-le à nouveau, puis choisissez-le.")
    if content.startswith(OLE):
        raise Refused(OLD)
    kind = filetype.guess(content)
    mime = kind.mime if kind else ""
    try:
        if content.startswith(ZIP):
            return Accepted(content, READ_OFFICE.run(content).said["kind"])
        if mime == PDF:
            READ_PDF.run(content)
            return Accepted(content, PDF)
        if mime in pictures:
            answer = CLEAN_PICTURE.run(content, mime=mime)
            return Accepted(answer.payload, answer.said["kind"])
    except Refusal as refusal:
        raise Refused(str(refusal)) from refusal
    raise Refused(f"Ce type de fichier n'est pas accepté. {WAY_OUT}")


def text_of(content: bytes) -> str:
    """The words of a PDF that was accepted, "" for another type; raises Refused where it can't be read."""
    if not content.startswith(b"%PDF"):
        return ""
    try:
        return READ_TEXT.run(content).payload.decode()
    except Refusal as refusal:
        raise Refused(str(refusal)) from refusal


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
