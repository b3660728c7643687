"""What was typed and never taken back leaves the sessions."""

from psf.worker.schedules import every
from psf.workflow import kept

every("Effacer les saisies non reprises", "psf.workflow.tasks.forget_typed", minutes=30)


def forget_typed() -> int:
    """Return how many sessions held something."""
    return kept.forget_old()
