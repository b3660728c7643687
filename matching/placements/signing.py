"""The convention that everybody signs by link: one frozen document, one trace a signatory.

The document is produced at the first request of signatures and never changes afterwards; each
signature keeps its imprint. New dates give these signatures up (matching.placements.effects.convention).
"""

from django.db import transaction
from django.utils import timezone

from matching.enums import PlacementStage
from matching.models import Placement
from matching.placements.filling import academy_of
from matching.placements.locks import lock_placement
from psf.documents.content import DOCX, Accepted
from psf.documents.enums import FileKind
from psf.documents.kinds import kind_of
from psf.documents.models import Blob, StoredFile
from psf.documents.producing import produce
from psf.workflow.enums import EventKind
from psf.workflow.errors import Refused
from psf.workflow.models import Event


def frozen_convention(placement) -> StoredFile | None:
    """The convention under signature, if signatures were asked for."""
    files = StoredFile.objects.attached().filter(kind=FileKind.CONVENTION, generated=True)
    return files.filter(placement=placement).select_related("blob").first()


def convention_to_sign(placement, *, by=None, now=None) -> StoredFile:
    """The frozen convention of a placement, made the first time. Raises Refused, saying what lacks."""
    with transaction.atomic():
        locked = lock_placement(placement.pk)
        if found := frozen_convention(locked):
            return found
        if locked.stage != PlacementStage.CONVENTION:
            raise Refused("La convention se signe à l'étape « convention ».")
        subject = Placement.objects.for_file().get(pk=placement.pk)
        kind = kind_of("convention")
        filled = kind.fill(subject)
        if filled.missing:
            raise Refused(f"Il manque à la convention : {', '.join(filled.missing)}.")
        content = produce(kind, filled, academy_of(subject.service))
        with Blob.keeping(Accepted(content, DOCX), scanned=False) as blob:
            row = StoredFile.objects.create(
                placement=locked,
                youth=locked.youth,
                service_id=locked.service_id,
                kind=FileKind.CONVENTION,
                generated=True,
                attached=True,
                blob=blob,
                uploaded_by=by,
                uploaded_at=now or timezone.now(),
            )
        Event.objects.create(
            kind=EventKind.RECORD,
            name="freeze_convention",
            label="Convention établie pour signature",
            from_stage=locked.stage,
            to_stage=locked.stage,
            at=now or timezone.now(),
            by=by,
            **locked.as_subject(),
        )
        return row
