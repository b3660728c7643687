"""What was typed and never taken back leaves the sessions; what the clock did is forgotten."""

from datetime import datetime

from psf.personal.durations import DURATIONS
from psf.worker.batches import by_batches, delete_some
from psf.worker.schedules import NIGHTLY, every
from psf.workflow import kept
from psf.workflow.models import RuleFiring

every("Effacer les saisies non reprises", "psf.workflow.tasks.forget_typed", minutes=30)
every("Oublier les relances passées", "psf.workflow.tasks.forget_firings", minutes=NIGHTLY)


def forget_typed() -> int:
    """Return how many sessions held something."""
    return kept.forget_old()


def forget_firings(*, now: datetime | None = None) -> int:
    """Erase which codes the rules of the clock handled long ago; return how many."""
    over = RuleFiring.objects.filter(at__lt=DURATIONS["task"].before(now))
    return by_batches(lambda size: delete_some(over, size))
