"""Lists that services send: read, checked, then forgotten line by line."""

from psf.imports.models.batch import LIFE
from psf.personal.rules import (
    DURATIONS,
    TABLES,
    Duration,
    Ground,
    Person,
    Span,
    Table,
    unseen,
)

DURATIONS.add(
    Duration(
        "import",
        "Listes importées",
        "{length} au plus pour les lignes et le nom du fichier",
        "psf.imports.tasks.purge",
        fixed=Span(hours=int(LIFE.total_seconds() // 3600)),
    ),
    Duration(
        "campaign",
        "Traces des imports",
        "{import_months} après l’envoi : source, date, département et nombres, sans nom",
        "psf.imports.tasks.forget_old_batches",
        setting="matching.RetentionPolicy",
        to_verify=True,
    ),
)
DURATIONS.add(
    Duration(
        "import_undo",
        "Imports qui peuvent encore être annulés",
        "{length} au plus après l’import pour les valeurs remplacées",
        "psf.imports.tasks.forget_traces",
        fixed=Span(days=30),
    ),
)
TABLES.add(
    Table(
        "imports.ImportTrace",
        Person.YOUTH,
        "Remettre comme avant ce qu’un import a écrit par erreur",
        Ground.PUBLIC_TASK,
        "import_undo",
        columns=tuple(unseen("was")),
        technical=("id", "batch", "service", "model", "row", "written", "mark"),
    ),
    Table(
        "imports.ImportLine",
        Person.YOUTH,
        "Vérifier une liste ligne à ligne avant de l’inscrire",
        Ground.PUBLIC_TASK,
        "import",
        columns=tuple(unseen("cells report")),
        technical=("id", "batch", "service", "number", "group", "twin", "outcome", "tried"),
    ),
    Table(
        "imports.ImportBatch",
        Person.STAFF,
        "Garder la trace de la campagne : qui a envoyé quelle liste, et combien de lignes",
        Ground.PUBLIC_TASK,
        "campaign",
        about="user",
        columns=tuple(unseen("filename source user undone_by undo_reason")),
        technical=(
            *("id", "kind", "service", "listed_on", "department", "state", "titles"),
            *("month_first", "line_count", "counts", "created_at", "moved_at", "imported_at"),
            "expires_at",
            "undone_at",
            "trace_count",
        ),
    ),
)
