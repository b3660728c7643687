"""Counts that are over are erased."""

from psf.throttles.models import Tally
from psf.worker.schedules import every

every("Effacer les essais comptés", "psf.throttles.tasks.purge", minutes=60)


def purge() -> int:
    """Erase the counts that are over; return how many."""
    erased, _ = Tally.objects.over().delete()
    return erased
