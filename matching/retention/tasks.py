"""The destruction of the night."""

from django_q.tasks import async_task

from matching.retention import nightly
from psf.worker.schedules import every

# Well under the timeout of a task; what is left goes on in another one.
SECONDS = 120
every("Effacer les dossiers arrivés à terme", "matching.retention.tasks.destroy", minutes=24 * 60)


def destroy() -> int:
    """Forget what is due; returns how many records."""
    report = nightly.run(seconds=SECONDS)
    if report.more:
        async_task("matching.retention.tasks.destroy")
    return report.forgotten
