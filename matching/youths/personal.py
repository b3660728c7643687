"""What the registry keeps about young people and their legal guardians."""

from matching.models.durations import DURATIONS as DECIDED
from psf.personal.rules import (
    DURATIONS,
    TABLES,
    Duration,
    Ground,
    Person,
    Table,
    by_staff,
    counted,
    erased,
    reread,
    stays,
    unseen,
)

FILE = "file"
# Of each row that hangs on a young person; the service and the person are those of the file.
KEYS = ("id", "youth", "service")

DURATIONS.add(
    Duration(
        FILE,
        "Dossier d’un jeune",
        "{closed_months} après la clôture du suivi, puis {archive_months} en archive restreinte ;"
        " au plus tard à {hard_stop_age} ; jamais contacté : {never_contacted_months} après son"
        " inscription. Le dossier est alors anonymisé",
        "matching.retention.tasks.destroy",
        setting="matching.RetentionPolicy",
        to_verify=True,
    )
)

TABLES.add(
    Table(
        "matching.Youth",
        Person.YOUTH,
        "Identifier le jeune, le joindre, suivre sa situation et lui proposer un parcours",
        Ground.PUBLIC_TASK,
        FILE,
        about="pk",
        columns=(
            *erased(
                "code ine last_name first_name birth_place phone email address commune told_by"
            ),
            *unseen("sort_name sought"),
            *erased("last_school last_training school_exit_on"),
            *erased(
                "available_from available_until hours_wanted radius_km wants_far opposed_on announced_on"
            ),
            *erased("notice_version notice_given_on updated_at"),
            *erased("guardian_notice_version guardian_notice_given_on"),
            *counted("service", "service, département et académie"),
            *counted("sex", "sexe"),
            *counted("birth_date", "tranche d’âge à l’entrée"),
            *counted("school_exit", "motif de sortie de formation"),
            *counted("diploma", "diplôme le plus élevé"),
            *counted("situation", "situation avant et après"),
            *erased("situation_since"),
            *counted("created_at", "mois d’entrée"),
            *counted("closed_on", "mois de clôture"),
            *erased("anonymised_on"),
            *by_staff("tutor"),
        ),
        technical=("id", "version", "merged_into"),
    ),
    Table(
        "matching.YouthInterest",
        Person.YOUTH,
        "Chercher un lieu d’accueil qui corresponde aux souhaits du jeune",
        Ground.PUBLIC_TASK,
        FILE,
        about="youth",
        columns=tuple(erased("field domaine rank")),
        technical=(*KEYS, "version"),
    ),
    Table(
        "matching.DistinctYouths",
        Person.YOUTH,
        "Ne plus proposer de fusionner les dossiers de deux jeunes différents",
        Ground.PUBLIC_TASK,
        FILE,
        about="youth",
        columns=(*unseen("other"), *erased("at"), *by_staff("by")),
        technical=KEYS,
    ),
    Table(
        "matching.Guardian",
        Person.GUARDIAN,
        "Informer le représentant légal d’un mineur et recueillir sa signature",
        Ground.PUBLIC_TASK,
        FILE,
        about="pk",
        columns=(*erased("last_name first_name link phone email told_by"), *unseen("sought")),
        technical=(*KEYS, "version"),
    ),
    Table(
        "matching.SituationEntry",
        Person.YOUTH,
        "Garder la suite des situations du jeune au regard de l’obligation de formation",
        Ground.PUBLIC_TASK,
        FILE,
        about="youth",
        columns=(
            *counted("situation", "situation avant et après"),
            *erased("since noted_at"),
            *reread("comment"),
            *by_staff("by"),
        ),
        technical=KEYS,
    ),
    Table(
        "matching.RetentionPolicy",
        Person.STAFF,
        "Garder qui a décidé des durées de conservation, et quand",
        Ground.LEGAL_DUTY,
        "account",
        # A decision of a public body, signed: its author's name belongs to it.
        columns=(
            *stays("validated_by reason opinion opinion_text opinion_on opinion_as opinion_file"),
            *stays("decided_on decided_as set_aside_on set_aside_because"),
            *by_staff("opinion_by decided_by set_aside_by"),
        ),
        technical=(
            *("id", "version", "valid_from", "visa_reference", "visa_on", "visa_until"),
            *DECIDED,
        ),
    ),
    Table(
        "matching.LegalHold",
        Person.YOUTH,
        "Garder un dossier au-delà de ses durées, pour un litige, un contrôle ou une demande",
        Ground.LEGAL_DUTY,
        FILE,
        about="youth",
        columns=(
            *erased("reason placed_on until ended_on"),
            *reread("text ended_text"),
            *by_staff("placed_by ended_by"),
        ),
        technical=KEYS,
    ),
)
