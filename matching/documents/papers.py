"""The « Documents » of a dossier: what is attached, what can be produced, what lacks."""

from dataclasses import dataclass

from django.urls import reverse

from matching.documents.kinds import PRODUCED, RAPPEL
from matching.enums import PlacementStage
from matching.placements.workflow import FOLLOWERS
from psf.documents.enums import SINGLE, FileKind
from psf.documents.models import StoredFile
from psf.workflow.actors import capacity

Stage = PlacementStage


@dataclass(frozen=True, slots=True)
class Paper:
    """A file of the dossier, with the addresses of what one can do with it."""

    file: StoredFile
    open_url: str
    replace_url: str
    remove_url: str

    @property
    def state(self) -> str:
        return self.file.blob.state


@dataclass(frozen=True, slots=True)
class Papers:
    attached: list[Paper]
    produced: list[tuple[str, str]]  # (title, address)
    to_attach: list[tuple[str, str]]
    others: list[tuple[str, str]]
    all_url: str


def attach_url(placement, kind: str, *, masked: bool = False) -> str:
    address = reverse("work:documents:attach", args=[placement.code, kind])
    return f"{address}?sans-nom=1" if masked else address


def paper_of(placement, file: StoredFile, *, may: bool) -> Paper:
    replaceable = may and file.attached and not file.generated and file.kind in SINGLE
    removable = may and not file.generated and not file.removed_at and not file.blob.erased_at
    return Paper(
        file,
        "" if file.blob.state else reverse("documents_prives:download", args=[file.pk]),
        attach_url(placement, file.kind, masked=file.masked) if replaceable else "",
        reverse("work:documents:remove", args=[placement.code, file.pk]) if removable else "",
    )


def papers_of(placement, user) -> Papers:
    """For the dossier of `placement`, read by `user`: one query."""
    may = capacity(user, FOLLOWERS) is not None
    files = list(StoredFile.objects.attached().of_placement(placement).with_details())
    for file in files:
        file.placement = placement if file.placement_id else None
    there = {file.kind for file in files if file.kind in SINGLE and not file.masked}
    asked = [kind for kind in placement.kind.asked if kind not in there] if may else []
    masked = {file.kind for file in files if file.masked}
    to_attach = [(FileKind(kind).label, attach_url(placement, kind)) for kind in asked]
    if may and placement.stage in (Stage.RESERVED, Stage.SENT):
        to_attach += [
            (
                f"{FileKind(kind).label} sans nom ni adresse",
                attach_url(placement, kind, masked=True),
            )
            for kind in (FileKind.CV, FileKind.LETTER)
            if kind in there and kind not in masked
        ]
    return Papers(
        attached=[paper_of(placement, file, may=may) for file in files],
        produced=[
            (
                f"{kind.title} (Word)",
                reverse("work:documents:produce", args=[placement.code, kind.slug]),
            )
            for kind in PRODUCED
            if kind.slug in placement.kind.produced
            and (kind is not RAPPEL or placement.offer.contract_id)
        ],
        to_attach=to_attach,
        others=[
            (FileKind(kind).label, attach_url(placement, kind))
            for kind in FileKind
            if may and kind not in asked and kind not in there
        ],
        all_url=reverse("work:documents:index", args=[placement.code]),
    )
