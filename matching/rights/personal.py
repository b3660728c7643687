"""What the room's own table holds of people."""

from psf.personal.durations import DURATIONS, Duration
from psf.personal.rules import TABLES, Ground, Person, Shown, Table, by_staff, erased, reread, stays

DURATIONS.add(
    Duration(
        "rights",
        "Demandes d’exercice de droits et registre des violations",
        "{rights_months} après la réponse à la demande, ou la clôture de la violation",
        "matching.rights.tasks.forget_old",
        # The proof that somebody was answered, as long as one may complain of it.
        setting="matching.RetentionPolicy",
        to_verify=True,
    )
)
TABLES.add(
    Table(
        "matching.RightsRequest",
        Person.YOUTH,
        "Répondre aux demandes d’exercice de droits et le prouver",
        Ground.LEGAL_DUTY,
        "rights",
        about="youth",
        columns=(
            *erased("youth guardian contact buyer_contact", Shown.NO),
            *stays("code right asked_by way received_on due_on extended_on"),
            *reread("wording extension_reason changes others_told refusal_facts refusal_kept"),
            *stays("hidden_because"),
            *stays("verified_on verified_how interest_on passages_read passages_hidden"),
            *stays(
                "files_left_out others_told_on outcome closed_on handed_over refusal appeal_told"
            ),
            *stays(
                "label recorded_at number_shown_at verified_at extended_at interest_at archive_until sent_at"
                " downloaded_at reread_at closed_at",
                Shown.NO,
            ),
            *by_staff("recorded_by verified_by number_shown_to interest_by reread_by closed_by"),
            *erased("archive", Shown.NO),
        ),
        technical=("id", "service"),
    )
)
TABLES.add(
    Table(
        "matching.Breach",
        Person.STAFF,
        "Arrêter une violation de données, la notifier, la garder au registre",
        Ground.LEGAL_DUTY,
        "rights",
        about="account",
        columns=(
            *stays("code kind happened_at known_at about risk people"),
            *stays("account recorded_by recorded_at stopped_at stopped_by facts", Shown.NO),
            *stays("cnil_told_at cnil_reference people_told_on closed_at"),
            *stays("closed_by cnil_told_by people_told_by", Shown.NO),
            *reread("what consequences measures late_reason people_told_how cnil_text people_text"),
        ),
        technical=("id", "service"),
    )
)
