"""What « Rapprocher » keeps of what it showed."""

from matching.youths.personal import FILE, KEYS
from psf.personal.rules import (
    IMPERSONAL,
    TABLES,
    Ground,
    Impersonal,
    Person,
    Table,
    by_staff,
    erased,
    unseen,
)

TABLES.add(
    Table(
        "matching.Suggestion",
        Person.YOUTH,
        "Pouvoir expliquer pourquoi un lieu d’accueil a été suggéré : une personne a décidé",
        Ground.PUBLIC_TASK,
        FILE,
        about="youth",
        columns=(
            *erased("host_slot score contributions shown_at"),
            # Places of others are compared there.
            *unseen("priority"),
            *by_staff("shown_to"),
        ),
        technical=(*KEYS, "placement", "policy_from"),
    )
)
IMPERSONAL.add(
    Impersonal(
        "Réglages datés du rapprochement, mots surveillés, textes des notices",
        ("matching.MatchingPolicy", "matching.WatchedWords", "matching.Notice"),
    )
)
