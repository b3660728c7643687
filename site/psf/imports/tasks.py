"""Imports in the worker: large files chunk by chunk, and forgetting what was left behind."""

import time
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone
from django_q.tasks import async_task

from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import all_services, perimeter
from psf.personal.durations import DURATIONS
from psf.worker.batches import by_batches, delete_some
from psf.worker.schedules import NIGHTLY, every

from . import processing, undoing
from .models import ImportBatch, ImportLine, ImportTrace

# Well under the timeout of a task; a longer import goes on in another one.
SECONDS = 60
every("Effacer les imports abandonnés", "psf.imports.tasks.purge", minutes=60)
every("Oublier ce que les imports ont remplacé", "psf.imports.tasks.forget_traces", minutes=NIGHTLY)
every("Oublier les imports anciens", "psf.imports.tasks.forget_old_batches", minutes=NIGHTLY)


def advance(batch_id: int, user_id: int) -> None:
    """Examine or write the import's lines, in the perimeter its author has at this moment."""
    user = get_user_model().objects.active().filter(pk=user_id).first()
    if user is None:
        return
    end = time.monotonic() + SECONDS
    more = True
    while more and time.monotonic() < end:
        with perimeter(PerimeterGrant.objects.services_of(user)):
            more = processing.step(batch_id, user)
    if more:
        async_task("psf.imports.tasks.advance", batch_id, user_id)


def undo(batch_id: int, user_id: int) -> None:
    """Undo a large import, in the perimeter that whoever asked has at this moment."""
    user = get_user_model().objects.active().filter(pk=user_id).first()
    if user is not None:
        with perimeter(PerimeterGrant.objects.services_of(user)):
            undoing.go_on(batch_id, user)


def forget_traces(*, now: datetime | None = None) -> int:
    """Erase what imports wrote and replaced, once they can't be undone any more; return how many."""
    before = (now or timezone.now()) - timedelta(days=undoing.days())

    def step(size: int) -> int:
        with all_services("what imports wrote, past the delay of their undo"):
            return delete_some(ImportTrace.objects.filter(batch__imported_at__lt=before), size)

    return by_batches(step)


def purge() -> int:
    """Erase the lines of imports older than 24 hours, and those never imported; return how many."""
    with all_services("effacement des imports abandonnés"):
        batches = ImportBatch.objects.expired()
        lines, _ = ImportLine.objects.filter(batch__in=batches.values("pk")).delete()
        batches.under_way().delete()
    return lines


def forget_old_batches(*, now: datetime | None = None) -> int:
    """Erase the traces of imports of long ago; return how many."""
    before = DURATIONS["campaign"].before(now)

    def step(size: int) -> int:
        with all_services("traces of imports past their duration"):
            return delete_some(ImportBatch.objects.filter(created_at__lt=before), size)

    return by_batches(step)
