"""From a record to a Word document, by the template in force where the record is."""

from dataclasses import dataclass

from psf.documents import word
from psf.documents.kinds import DocumentKind, Filled
from psf.documents.models import DocumentTemplate


@dataclass(frozen=True, slots=True)
class Source:
    """The template in force: its content, which one it is, in French, and whether it is ours."""

    content: bytes
    label: str
    own: bool = False


def source_of(kind: DocumentKind, academy=None) -> Source:
    """The académie's template, else the national one, else the product's own."""
    version = DocumentTemplate.objects.in_force(kind.slug, academy)
    if version is None:
        return Source(kind.built_in.read_bytes(), "modèle d'origine", own=True)
    return Source(version.blob.content(), f"{version.place}, version {version.number}")


def produce(kind: DocumentKind, filled: Filled, academy=None) -> bytes:
    """The document as DOCX; what is missing stays as a line to fill by hand. Raises Refused."""
    source = source_of(kind, academy)
    render = word.render_own if source.own else word.render
    return render(source.content, filled.values)
