"""What views hold about who keeps them; nothing about anybody else."""

from psf.personal.rules import TABLES, Ground, Person, Table, erased, stays

TABLES.add(
    Table(
        "list_views.SavedView",
        Person.STAFF,
        "Retrouver ses listes comme on les a réglées : des codes, jamais une valeur sur un jeune",
        Ground.PUBLIC_TASK,
        "account",
        about="owner",
        columns=(
            *erased("owner name changed_at"),
            *stays("kind service academy national columns ordering conditions density"),
        ),
        technical=("id", "key", "base"),
        ended_by="psf.list_views.tasks.forget_views_of_closed_accounts",
    ),
    Table(
        "list_views.DefaultView",
        Person.STAFF,
        "Ouvrir une liste comme on la lit d’habitude",
        Ground.PUBLIC_TASK,
        "account",
        about="user",
        columns=(*erased("user"), *stays("kind view role academy")),
        ended_by="psf.list_views.tasks.forget_views_of_closed_accounts",
    ),
)
