"""Lists asked for as files: who asked, which filters, and the file, for a day."""

from psf.exports.models import LIFE
from psf.personal.rules import DURATIONS, TABLES, Duration, Ground, Person, Span, Table, unseen

DURATIONS.add(
    Duration(
        "export",
        "Listes à télécharger",
        "{length} après la demande, fichier compris ; les filtres et la recherche, dès qu’il est prêt",
        "psf.exports.tasks.purge",
        fixed=Span(hours=int(LIFE.total_seconds() // 3600)),
    ),
)
TABLES.add(
    Table(
        "exports.Export",
        Person.STAFF,
        "Remettre une longue liste à qui l’a demandée, sans faire attendre la page",
        Ground.PUBLIC_TASK,
        "export",
        about="user",
        columns=tuple(unseen("user asked")),
        technical=(
            *("id", "view", "title", "filename", "format", "state", "total", "written"),
            *("services", "blob", "created_at", "moved_at", "made_at", "expires_at"),
        ),
    ),
)
