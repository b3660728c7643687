"""Who may see whom, and the logs of who did."""

from psf.personal.rules import (
    DURATIONS,
    TABLES,
    About,
    Duration,
    Ground,
    Person,
    Table,
    by_staff,
    erased,
    unseen,
)

DURATIONS.add(
    Duration(
        "log",
        "Journaux",
        "{access_log_months} après l’inscription de la trace, qui ne peut être ni changée ni"
        " retirée avant",
        "psf.perimeter.tasks.forget_old_traces",
        setting="matching.RetentionPolicy",
        to_verify=True,
    )
)
TABLES.add(
    Table(
        "perimeter.AccessLog",
        Person.YOUTH,
        "Savoir qui a consulté quel dossier, et quand",
        Ground.LEGAL_DUTY,
        "log",
        about="record",
        keyed="matching.Youth",
        also=(About(Person.STAFF, "user"),),
        columns=(
            *erased("reader at door code count reason"),
            *unseen("record link"),
            *by_staff("user"),
        ),
        technical=("id", "service"),
    ),
    Table(
        "perimeter.ProtectedLogEntry",
        Person.YOUTH,
        "Savoir qui a changé quel dossier, et quand ; jamais ce qui y était écrit",
        Ground.LEGAL_DUTY,
        "log",
        about="object_id",
        keyed="matching.Youth",
        generic=True,
        also=(About(Person.STAFF, "user"),),
        columns=(
            *erased("action timestamp"),
            *unseen("object_id label deleted data content_changed"),
            *by_staff("user"),
        ),
        technical=("id", "content_type", "uuid", "revision", "service"),
    ),
    Table(
        "perimeter.PerimeterGrant",
        Person.STAFF,
        "Dire quels services une personne voit, jusqu’à quand, et qui en répond",
        Ground.LEGAL_DUTY,
        "account",
        about="user",
        columns=(
            *erased("user service department academy region starts_on ends_on created_at"),
            *unseen("reason"),
            *by_staff("asked_by granted_by refused_by"),
        ),
        technical=("id", "version"),
        ended_by="psf.accounts.forgetting.forget_ended_grants",
    ),
)
