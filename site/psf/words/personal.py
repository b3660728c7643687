"""Who brought each word; the words themselves are about nobody."""

from psf.personal.rules import (
    IMPERSONAL,
    TABLES,
    Fate,
    Ground,
    Impersonal,
    Person,
    Table,
    by_staff,
)

TABLES.add(
    Table(
        "words.Word",
        Person.STAFF,
        "Garder qui a changé une liste de mots, et depuis quand chaque mot est proposé",
        Ground.PUBLIC_TASK,
        "account",
        columns=tuple(by_staff("created_by", Fate.STAYS)),
        technical=(
            *("id", "list_name", "key", "category", "label", "help", "academy", "offered"),
            *("valid_from", "valid_until", "created_at"),
        ),
    ),
)
IMPERSONAL.add(Impersonal("Ordre des listes de mots", ("words.ListOrder",)))
