"""What editors left behind goes: old versions, settled comments, previews, files never titled."""

from datetime import datetime
from functools import partial
from io import StringIO

from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Comment, UploadedFile

from psf.personal.durations import DURATIONS, Span
from psf.wagtail_seams.editors import EditingSession, FormState
from psf.worker.batches import by_batches, delete_some
from psf.worker.schedules import NIGHTLY, every

every("Oublier les anciens contenus", "home.tasks.forget_editorial", minutes=NIGHTLY)
BEING_WRITTEN = Span(hours=24)


def forget_editorial(*, now: datetime | None = None) -> int:
    """Return how many rows were erased, versions of pages aside.

    The latest version of a content, the published one and those being read over stay.
    """
    now = now or timezone.now()
    days = (now - DURATIONS["editorial"].before(now)).days
    call_command("purge_revisions", days=days, verbosity=0, stdout=StringIO())
    written = BEING_WRITTEN.before(now)
    over: tuple[QuerySet, ...] = (
        EditingSession.objects.filter(last_seen_at__lt=written),
        FormState.objects.filter(last_updated_at__lt=written),
        Comment.objects.filter(resolved_at__lt=DURATIONS["editorial"].before(now)),
    )
    erased = sum(by_batches(partial(delete_some, rows)) for rows in over)
    return erased + _forget_uploads(written)


def _forget_uploads(before: datetime) -> int:
    """Files sent without what must be said of them: no row keeps their day, the file does."""
    erased = 0
    for upload in UploadedFile.objects.iterator():
        name = upload.file.name
        there = default_storage.exists(name)
        if not there or default_storage.get_modified_time(name) < before:
            upload.delete()
            upload.file.delete(save=False)
            erased += 1
    return erased
