"""What falls due is told, then archived, then goes: a bounded part at each run. No argument, safe twice."""

from django_q.tasks import async_task

from matching.retention import announcing, archiving, nightly
from psf.worker.schedules import every

# Well under the timeout of a task; what is left goes on in another one.
SECONDS = 120
every("Annoncer ce qui arrive à échéance", "matching.retention.tasks.announce", minutes=60)
every("Archiver les dossiers échus", "matching.retention.tasks.archive_due", minutes=60)
every("Effacer les dossiers arrivés à terme", "matching.retention.tasks.destroy", minutes=24 * 60)


def announce() -> int:
    return announcing.announce()


def archive_due() -> int:
    return archiving.archive_due()


def destroy() -> int:
    """Forget what is due; returns how many records."""
    report = nightly.run(seconds=SECONDS)
    if report.more:
        async_task("matching.retention.tasks.destroy")
    return report.forgotten
