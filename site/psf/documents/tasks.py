"""Background work on private files: scanning what waits, erasing what no row names."""

import logging
import time

from psf.documents import storage
from psf.documents.enums import Scan
from psf.documents.models import Blob
from psf.documents.models.blob import verdict_on
from psf.documents.scanning import scanner
from psf.worker.schedules import every

logger = logging.getLogger("psf.documents")
every("Analyser les pièces en attente", "psf.documents.tasks.scan_waiting", minutes=5)
every("Effacer les fichiers sans pièce", "psf.documents.tasks.clean_private_files", minutes=60)
AT_ONCE = 200
# A file younger than this may belong to a transaction still open.
ORPHAN_SECONDS = 3600


def scan_waiting() -> int:
    """Scan files that were put down while the scanner was away; return how many were judged."""
    if scanner() is None:
        return 0
    judged = 0
    for blob in Blob.objects.to_scan()[:AT_ONCE]:
        try:
            state, at = verdict_on(storage.read(blob.name))
        except FileNotFoundError:
            logger.error("private file of blob %s is missing", blob.pk)
            continue
        if state == Scan.WAITING:
            break  # Away: the rest waits for the next run.
        Blob.objects.filter(pk=blob.pk).update(scan=state, scanned_at=at)
        judged += 1
        if state == Scan.INFECTED:
            logger.warning("virus found in blob %s", blob.pk)
    return judged


def clean_private_files(*, now: float | None = None) -> int:
    """Erase files that no row names, and files whose row says « effacé »; return how many."""
    before = (now or time.time()) - ORPHAN_SECONDS
    known = set(Blob.objects.there().values_list("name", flat=True))
    erased = 0
    for name, written_at in storage.names():
        if name not in known and written_at < before:
            storage.erase(name)
            erased += 1
    if erased:
        logger.info("%s private file(s) without row erased", erased)
    return erased
