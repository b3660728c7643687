"""What falls due is told, then archived: a bounded part at each run. No argument, safe to run twice."""

from matching.retention import announcing, archiving
from psf.worker.schedules import every

every("Annoncer ce qui arrive à échéance", "matching.retention.tasks.announce", minutes=60)
every("Archiver les dossiers échus", "matching.retention.tasks.archive_due", minutes=60)


def announce() -> int:
    return announcing.announce()


def archive_due() -> int:
    return archiving.archive_due()
