"""Background work on documents: no arguments, safe to run twice."""

from matching.documents import retention
from psf.worker.schedules import every

every(
    "Effacer les CV et lettres échus", "matching.documents.tasks.erase_documents", minutes=24 * 60
)


def erase_documents() -> int:
    """CV and letters past their retention, once a day."""
    return retention.erase_documents()
