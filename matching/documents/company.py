"""What a company may see of a young person's papers, through its link (domain §6)."""

from matching.stages import Papers
from psf.documents.models import StoredFile


def for_company(placement) -> list[StoredFile]:
    """CV and letter that the company of this placement may open now; none before sending.

    Only PDF and pictures, never another placement's. Until the meeting is agreed, only the
    versions that the tutor made without name and address; afterwards the complete one where there
    is one. The caller states the perimeter.
    """
    if not placement.kind.papers or placement.sent_on is None:
        return []
    files = may_leave(placement)
    if placement.kind.papers < Papers.NAMED:
        files = [file for file in files if file.masked]
    chosen = {}
    for file in files:
        chosen.setdefault(file.kind, file)
    return list(chosen.values())


def may_leave(placement) -> list[StoredFile]:
    """All that the company would ever open: without name from the sending on, complete afterwards."""
    files = (
        StoredFile.objects.readable_by_a_company()
        .filter(placement=placement)
        .select_related("blob", "placement")
        .order_by("kind", "masked")
    )
    return [file for file in files if not file.blob.state]


def when_open(file: StoredFile) -> str:
    return "dès l'envoi" if file.masked else "une fois la réunion fixée"


def name_given(placement, file: StoredFile) -> str:
    """What the file given out is called: what it is, never whose."""
    suffix = file.download_name.rsplit(".", 1)[-1]
    return f"{placement.code}-{file.get_kind_display()}.{suffix}".replace(" ", "-")


def content_for_company(placement, pk: int) -> tuple[StoredFile, bytes] | None:
    """One of these files with its content, or None when the company may not see it (any more)."""
    for file in for_company(placement):
        if file.pk == pk:
            return file, file.blob.content()
    return None
