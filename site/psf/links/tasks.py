"""Links that ended long ago are forgotten; those of a young person's file go with the file."""

from datetime import datetime

from psf.links.models import Link
from psf.personal.durations import DURATIONS
from psf.worker.batches import by_batches, delete_some
from psf.worker.schedules import NIGHTLY, every

every("Oublier les liens anciens", "psf.links.tasks.forget_ended_links", minutes=NIGHTLY)


def forget_ended_links(*, now: datetime | None = None) -> int:
    """Erase links about no young person, ended long enough ago; return how many."""
    over = Link.objects.over(DURATIONS["link"].before(now))
    return by_batches(lambda size: delete_some(over, size))
