"""Images and documents of the public site: what editors may publish, by its name and by its content.

Each door of Wagtail builds its form on these two classes (upload, several at once, chooser, edit).
https://docs.wagtail.org/en/stable/reference/settings.html#wagtaildocs-document-form-base
"""

from pathlib import PurePath

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from psf.documents.content import DOCX, JPEG, ODT, PDF, PNG, WEBP, Accepted, read
from psf.documents.enums import Scan
from psf.documents.models.blob import verdict_on
from psf.documents.readers.office import ODF, OOXML
from psf.workflow.errors import Refused

VTT = "text/vtt"
VIDEOS = {"mp4": "video/mp4", "webm": "video/webm"}
DOCUMENTS = {
    "pdf": PDF,
    "docx": DOCX,
    "odt": ODT,
    "xlsx": f"{OOXML}spreadsheetml.sheet",
    "ods": f"{ODF}spreadsheet",
    "pptx": f"{OOXML}presentationml.presentation",
    "odp": f"{ODF}presentation",
    "vtt": VTT,
    **VIDEOS,
}
IMAGES = frozenset({JPEG, PNG, WEBP})
HEAD, MOST_SUBTITLES = 8_192, 1_000_000
KINDS = "PDF, Word, Excel, PowerPoint ou OpenDocument, vidéo MP4 ou WebM, sous-titres VTT"
NOT_PUBLISHED = f"Ce type de fichier ne se publie pas. Admis : {KINDS}."
NOT_ITS_NAME = "Ce fichier n'est pas ce que dit son nom (« .{} ») : enregistrez-le à nouveau."
VIRUS = "L'antivirus a reconnu un virus dans ce fichier : il est refusé."
UNSCANNED = "L'antivirus ne répond pas : ce fichier ne peut pas être publié pour l'instant."


def examine_document(upload) -> None:
    """Raise ValidationError unless this is a document that the site publishes."""
    extension = PurePath(str(upload.name)).suffix.lower().removeprefix(".")
    if extension not in DOCUMENTS:
        raise ValidationError(NOT_PUBLISHED)
    if extension in VIDEOS:
        kind = filetype.guess(_start(upload))
        found = kind.mime if kind else ""
        # QuickTime and MP4 are one family, told apart by a word that phones write as they like.
        if extension == "mp4" and found in ("video/quicktime", "video/x-m4v"):
            found = VIDEOS["mp4"]
    elif extension == "vtt":
        found = VTT if _is_subtitles(upload) else ""
    else:
        content = _whole(upload)
        found = read(content, pictures=frozenset()).content_type
        _scan(content)
    if found != DOCUMENTS[extension]:
        raise ValidationError(NOT_ITS_NAME.format(extension))


def examine_image(upload) -> None:
    """Draw the image anew in its own file, without what the camera noted; raises ValidationError."""
    content = _whole(upload)
    accepted: Accepted = read(content, pictures=IMAGES)
    if accepted.content_type not in IMAGES:
        raise Refused("Une image est un fichier JPEG, PNG ou WebP.")
    _scan(content)
    # The same file on disk or in memory, whichever way it is saved later.
    upload.seek(0)
    upload.file.truncate()
    upload.file.write(accepted.content)
    upload.file.flush()
    upload.file.seek(0)
    upload.size = len(accepted.content)


def _start(upload) -> bytes:
    upload.seek(0)
    start = upload.read(HEAD)
    upload.seek(0)
    return start


def _whole(upload) -> bytes:
    if upload.size > settings.EDITORIAL_MAX_BYTES:
        most = settings.EDITORIAL_MAX_BYTES // 10**6
        raise ValidationError(f"Ce fichier pèse plus de {most} Mo : allégez-le.")
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    return content


def _is_subtitles(upload) -> bool:
    """https://www.w3.org/TR/webvtt1/#file-structure"""
    if upload.size > MOST_SUBTITLES:
        return False
    try:
        text = _whole(upload).decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return "\0" not in text and text.split("\n")[0].split()[:1] == ["WEBVTT"]


def _scan(content: bytes) -> None:
    """Published at once, a file can't wait for a scanner that is away."""
    state, _at = verdict_on(content)
    if state == Scan.INFECTED:
        raise ValidationError(VIRUS)
    if state == Scan.WAITING:
        raise ValidationError(UNSCANNED)


def _examined(field, examine) -> None:
    """Have a field of a form look at the content before anything else does."""
    convert = field.to_python

    def to_python(data):
        if data:
            examine(data)
        return convert(data)

    field.to_python = to_python


class OneReason:
    """Says why a file is refused, once: Wagtail's own rule then finds a document without a file."""

    def full_clean(self):
        super().full_clean()
        if "file" in self.errors:
            del self.errors["file"][1:]


class DocumentForm(OneReason, BaseDocumentForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            _examined(self.fields["file"], examine_document)


class ImageForm(OneReason, BaseImageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            _examined(self.fields["file"], examine_image)
