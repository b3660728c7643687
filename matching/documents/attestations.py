"""The attestation that a young person keeps: what was attached, else made from the file (D124-9)."""

from matching.documents.kinds import ATTESTATION
from matching.models import Placement
from matching.placements import filling
from psf.documents.content import DOCX
from psf.documents.enums import FileKind
from psf.documents.models import StoredFile
from psf.documents.producing import produce


def is_due(placement: Placement) -> bool:
    """Whether presence is over and counted, or the paper is there; read with `for_file`."""
    return attached(placement) is not None or not filling.attestation(placement).missing


def attached(placement: Placement) -> StoredFile | None:
    """The signed paper, where somebody attached it."""
    papers = StoredFile.objects.attached().filter(placement=placement, kind=FileKind.ATTESTATION)
    paper = papers.select_related("blob", "placement", "offer", "youth").first()
    return paper if paper and not paper.blob.state else None


def give(placement: Placement) -> tuple[str, str, bytes]:
    """(name, type, content) of the attestation. Raises Refused when it can't be made."""
    if paper := attached(placement):
        return paper.download_name, paper.blob.content_type, paper.blob.content()
    filled = filling.attestation(placement)
    academy = filling.academy_of(placement.service)
    return filled.file_name, DOCX, produce(ATTESTATION, filled, academy)
