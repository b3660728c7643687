"""Opinions go with their duration."""

from datetime import datetime

from psf.personal.durations import DURATIONS
from psf.worker.batches import by_batches, delete_some
from psf.worker.schedules import NIGHTLY, every

FORGET = "psf.guidance.tasks.forget_old_opinions"
every("Oublier les avis anciens", FORGET, minutes=NIGHTLY)


def forget_old_opinions(*, now: datetime | None = None) -> int:
    """Erase opinions whose duration is over; return how many."""
    from psf.guidance.models import Opinion

    over = Opinion.objects.over(DURATIONS["opinion"].before(now))
    return by_batches(lambda size: delete_some(over, size))
