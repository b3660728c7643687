"""Lists made by the worker, and their end after a day."""

from datetime import datetime

from psf.documents.models import Blob
from psf.exports import making
from psf.exports.models import Export
from psf.worker.batches import by_batches
from psf.worker.schedules import every

every("Effacer les listes téléchargées", "psf.exports.tasks.purge", minutes=60)


def make(export_id: int) -> None:
    making.make(export_id)


def purge(*, now: datetime | None = None) -> int:
    """Erase the lists whose day is over, their files with them; return how many."""

    def step(size: int) -> int:
        over = Export.objects.expired(now).order_by("pk")
        rows = list(over.select_for_update(of=("self",), skip_locked=True)[:size])
        Export.objects.filter(pk__in=[row.pk for row in rows]).delete()
        Blob.objects.filter(pk__in=[row.blob_id for row in rows if row.blob_id]).forget()
        return len(rows)

    return by_batches(step)
