"""What finished tasks leave behind goes."""

from datetime import datetime

from django_q.models import Task

from psf.personal.durations import DURATIONS
from psf.worker.batches import by_batches, delete_some
from psf.worker.schedules import NIGHTLY, every

every("Oublier les tâches finies", "psf.worker.tasks.forget_finished_tasks", minutes=NIGHTLY)


def forget_finished_tasks(*, now: datetime | None = None) -> int:
    """Erase the traces of tasks, failed ones too; return how many."""
    over = Task.objects.filter(stopped__lt=DURATIONS["task"].before(now))
    return by_batches(lambda size: delete_some(over, size))
