"""Background work on requests: no arguments, safe to run twice."""

from matching.rights import keeping
from psf.worker.schedules import every

every("Rappeler les demandes d'exercice de droits", "matching.rights.tasks.remind", minutes=24 * 60)
every("Effacer les copies remises ou échues", "matching.rights.tasks.erase_copies", minutes=60)
every(
    "Oublier les anciennes demandes d'exercice de droits",
    "matching.rights.tasks.forget_old",
    minutes=24 * 60,
)


def remind() -> int:
    return keeping.remind()


def erase_copies() -> int:
    return keeping.erase_expired_copies()


def forget_old() -> int:
    return keeping.forget_old_requests()
