"""What a parcours keeps: steps, hours, agreements, signatures, bilan."""

from matching.youths.personal import FILE, KEYS
from psf.personal.rules import (
    TABLES,
    Ground,
    Person,
    Table,
    by_staff,
    counted,
    erased,
    reread,
    unseen,
)

OF_PLACEMENT = (*KEYS, "placement")


def _about_youth(model: str, purpose: str, *columns, technical: tuple[str, ...] = OF_PLACEMENT):
    """A table of a young person's file, kept as long as the file."""
    return Table(
        f"matching.{model}",
        Person.YOUTH,
        purpose,
        Ground.PUBLIC_TASK,
        FILE,
        about="youth",
        columns=tuple(columns),
        technical=technical,
    )


TABLES.add(
    _about_youth(
        "Placement",
        "Suivre le parcours, de la réservation au bilan, et prouver les heures dues par le marché",
        *erased("code school"),
        *counted("host_slot", "champ ou domaine du métier"),
        *counted("offer", "offre, marché et nature de l’acheteur"),
        *counted("stage", "étape atteinte"),
        *counted("hours hours_reserved hours_consumed hours_exceeded", "heures"),
        *counted("reserved_on sent_on meeting_held_on accepted_on", "mois"),
        *counted("started_on presence_ended_on closed_on", "mois"),
        *counted("silence_reason end_reason", "motif codé"),
        *counted("way_on", "suite du parcours"),
        *erased("stage_since reserved_until extended"),
        *erased("cv_ready_on letter_ready_on cv_by_hand letter_by_hand"),
        *reread("goals helps avoid"),
        *erased("guardian_told_on guardian_told_by"),
        *erased("meeting_at meeting_confirmed_on meetings_missed"),
        *reread("meeting_place"),
        *erased("starts_on ends_on created_at"),
        *by_staff("tutor"),
        # The words of the codes above.
        technical=(*KEYS, "silence_word", "end_word", "way_on_word"),
    ),
    _about_youth(
        "ReminderPause",
        "Laisser un dossier sans relance jusqu’à un jour convenu, et savoir qui l’a décidé",
        *erased("reason starts_on ends_on lifted_on"),
        *reread("text"),
        *by_staff("by lifted_by"),
    ),
    _about_youth(
        "PlacementPeriod",
        "Fixer les jours et les heures de présence dans la convention de stage",
        *erased("starts_on ends_on days day_start day_end break_minutes"),
    ),
    _about_youth(
        "MeetingDate",
        "Convenir de la réunion de présentation",
        *erased("at"),
        *reread("place"),
    ),
    _about_youth(
        "Agreement",
        "Prouver que le jeune a accepté que son profil parte à une entreprise",
        *erased("medium said_on recorded_at"),
        *unseen("profile"),
        *by_staff("said_to recorded_by"),
    ),
    _about_youth(
        "Approval",
        "Garder qui a approuvé une étape quand l’académie le demande",
        *erased("name approved_at"),
        *unseen("content"),
        *by_staff("asked_by approved_by"),
    ),
    _about_youth(
        "Attendance",
        "Compter les heures de présence, pour l’attestation et le marché",
        *erased("week"),
        *counted("hours", "heures faites"),
        *by_staff("recorded_by"),
    ),
    _about_youth(
        "Incident",
        "Traiter une absence, un accident ou de mauvaises conditions d’accueil",
        *erased("happened_on kind buyer_told"),
        *reread("text"),
        *by_staff("recorded_by"),
        technical=(*OF_PLACEMENT, "kind_word"),
    ),
    _about_youth(
        "Review",
        "Tenir le bilan croisé et prouver le parcours à l’acheteur",
        *erased("opened_on completed_on sent_to_buyer_on"),
        *erased("without_youth without_company without_tutor"),
        technical=(
            *OF_PLACEMENT,
            *("without_youth_word", "without_company_word", "without_tutor_word"),
        ),
    ),
    _about_youth(
        "ReviewLine",
        "Dire les compétences acquises, selon le jeune et ses deux tuteurs",
        *reread("skill"),
        *erased("by_youth by_company by_tutor"),
        technical=(*OF_PLACEMENT, "review"),
    ),
    _about_youth(
        "Signature",
        "Prouver la signature de la convention de stage",
        *erased("party signed_on medium signed_at"),
        # Of the person who signed for each party: only their part is said to the others.
        *unseen("signatory code_confirmed_at code_sent_to link_key address_hash document_sha256"),
        *by_staff("recorded_by"),
        technical=(*OF_PLACEMENT, "document"),
    ),
)
