"""Tries counted against guessing and flooding."""

from psf.personal.rules import DURATIONS, TABLES, Duration, Ground, Person, Span, Table, unseen

DURATIONS.add(
    Duration(
        "throttle",
        "Essais comptés",
        "{length} au plus après le premier essai",
        "psf.throttles.tasks.purge",
        fixed=Span(hours=24),
    )
)
TABLES.add(
    Table(
        "throttles.Tally",
        Person.VISITOR,
        "Empêcher de deviner un mot de passe, un code ou un lien, et d’encombrer le service",
        Ground.LEGAL_DUTY,
        "throttle",
        columns=tuple(unseen("key tries closed_until ends_at")),
        technical=(),
    )
)
