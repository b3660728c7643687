"""CV and letters are forgotten some time after the placement they served (domain §6)."""

import logging

from django.db import connection, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from matching.models import Placement, RetentionPolicy
from psf.documents.enums import FOR_COMPANY
from psf.documents.models import StoredFile
from psf.months import add_months
from psf.perimeter.scope import all_services
from psf.workflow.enums import EventKind
from psf.workflow.models import Event

logger = logging.getLogger("psf.documents")
# Two workers at once: the second finds the first at work and leaves it.
LOCK = 7_261_032


def erase_documents(*, now=None) -> int:
    """Erase the CV and letters of placements ended long enough ago; return how many files."""
    now = now or timezone.now()
    with all_services("erase CV and letters after their retention"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_try_advisory_xact_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                return 0
        today = timezone.localdate(now)
        months = RetentionPolicy.current(today).document_months
        ended = add_months(today, -months)
        over = (
            Placement.objects.annotate(over_on=Coalesce("presence_ended_on", "closed_on"))
            .filter(over_on__lte=ended)
            .filter(storedfiles__kind__in=FOR_COMPANY, storedfiles__blob__erased_at__isnull=True)
            .select_related("youth", "service")
            .distinct()
        )
        erased = sum(_forget(placement, now) for placement in over)
    if erased:
        logger.info("%s CV and letter(s) erased after their retention", erased)
    return erased


def _forget(placement, now) -> int:
    files = StoredFile.objects.filter(
        placement=placement, kind__in=FOR_COMPANY, blob__erased_at__isnull=True
    ).select_related("blob")
    count = 0
    for file in files:
        file.blob.erase(now)
        count += 1
    Event.objects.create(
        kind=EventKind.CLOCK,
        name="erase_documents",
        label="CV et lettre effacés : durée de conservation passée",
        from_stage=placement.stage,
        to_stage=placement.stage,
        at=now,
        **placement.as_subject(),
    )
    return count
