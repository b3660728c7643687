"""What people who work here say of the screens."""

from psf.personal.rules import (
    DURATIONS,
    IMPERSONAL,
    TABLES,
    Duration,
    Ground,
    Impersonal,
    Person,
    Table,
    by_staff,
    erased,
    reread,
)

DURATIONS.add(
    Duration(
        "opinion",
        "Avis sur les écrans",
        "{editorial_months} après avoir été donnés",
        "psf.guidance.tasks.forget_old_opinions",
        setting="matching.RetentionPolicy",
        to_verify=True,
    )
)
TABLES.add(
    Table(
        "guidance.Opinion",
        Person.STAFF,
        "Améliorer les écrans d’après ce qu’en disent ceux qui s’en servent",
        Ground.PUBLIC_TASK,
        "opinion",
        about="by",
        columns=(*erased("by screen at read_at"), *reread("text"), *by_staff("read_by")),
        technical=("id",),
    ),
    Table(
        "guidance.Settled",
        Person.STAFF,
        "Ne plus montrer l’accueil à qui l’a lu",
        Ground.PUBLIC_TASK,
        "account",
        about="user",
        columns=tuple(erased("user at")),
        technical=("id",),
    ),
)
IMPERSONAL.add(Impersonal("Textes d’aide", ("guidance.HelpText",)))
