"""Background work: arguments are numbers, results are scrubbed."""

from psf.personal.rules import (
    DURATIONS,
    IMPERSONAL,
    TABLES,
    Duration,
    Ground,
    Impersonal,
    Person,
    Table,
    unseen,
)

DURATIONS.add(
    Duration(
        "task",
        "Tâches de fond",
        "{task_days} après la tâche",
        "psf.worker.tasks.forget_finished_tasks",
        setting="matching.RetentionPolicy",
        to_verify=True,
    )
)
TABLES.add(
    Table(
        "django_q.Task",
        Person.STAFF,
        "Montrer à un administrateur ce qui a échoué en tâche de fond",
        Ground.PUBLIC_TASK,
        "task",
        columns=tuple(unseen("args kwargs result")),
        technical=(
            *("id", "name", "func", "hook", "group", "cluster", "started", "stopped", "success"),
            "attempt_count",
        ),
    ),
)
IMPERSONAL.add(
    Impersonal(
        "File des tâches de fond : des numéros, effacés une fois la tâche faite",
        ("django_q.OrmQ", "django_q.Schedule"),
    )
)
