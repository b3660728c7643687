"""Situations of young people, stages of placements, coded reasons."""

from django.db.models import TextChoices


class Sex(TextChoices):
    FEMALE = "F", "féminin"
    MALE = "M", "masculin"


class Situation(TextChoices):
    """Words in use by the services that follow young people (domain §6)."""

    TO_CONTACT = "to_contact", "à contacter"
    CONTACTED = "contacted", "contacté"
    UNREACHABLE = "unreachable", "injoignable"
    UNREACHABLE_REMINDED = "unreachable_reminded", "injoignable après relances"
    WRONG_DETAILS = "wrong_details", "coordonnées erronées"
    SUPPORTED = "supported", "en accompagnement"
    READY = "ready", "prêt pour un parcours"
    IN_PLACEMENT = "in_placement", "en parcours"
    SOLUTION_TRAINING = "solution_training", "en solution : formation"
    SOLUTION_APPRENTICESHIP = "solution_apprenticeship", "en solution : apprentissage"
    SOLUTION_JOB = "solution_job", "en solution : emploi"
    SOLUTION_OTHER = "solution_other", "en solution : autre"
    LEFT_REFUSAL = "left_refusal", "sorti : refus"
    LEFT_TRANSFER = "left_transfer", "sorti : transfert"
    LEFT_AGE = "left_age", "sorti : âge"


# Somebody owes them a next step: one action at least is open.
FOLLOWED = frozenset({Situation.SUPPORTED, Situation.READY, Situation.IN_PLACEMENT})
LEFT = frozenset({Situation.LEFT_REFUSAL, Situation.LEFT_TRANSFER, Situation.LEFT_AGE})
# The service has nothing more to do for them: the time of conservation begins.
OVER = LEFT | {
    Situation.SOLUTION_TRAINING,
    Situation.SOLUTION_APPRENTICESHIP,
    Situation.SOLUTION_JOB,
    Situation.SOLUTION_OTHER,
}
# Nobody has spoken with them yet, as far as the record says.
NEVER_CONTACTED = frozenset(
    {
        Situation.TO_CONTACT,
        Situation.UNREACHABLE,
        Situation.UNREACHABLE_REMINDED,
        Situation.WRONG_DETAILS,
    }
)


class Right(TextChoices):
    """What a person may ask about their own data (RGPD, articles 15, 16, 21 and 17)."""

    ACCESS = "access", "accès"
    RECTIFICATION = "rectification", "rectification"
    OPPOSITION = "opposition", "opposition"
    ERASURE = "erasure", "effacement"


class RightsWay(TextChoices):
    """How a request came."""

    LINK = "link", "par son lien"
    PHONE = "phone", "par téléphone"
    EMAIL = "email", "par courriel"
    LETTER = "letter", "par courrier"
    IN_PERSON = "in_person", "en personne"


class IdentityCheck(TextChoices):
    """A link is possession, not identity: somebody looked, or called the number on record."""

    CALL_BACK = "call_back", "rappelée au numéro du dossier"
    PAPERS = "papers", "pièce d'identité vue, sans copie"
    KNOWN = "known", "reconnue en personne par qui la suit"


class RightsHandOver(TextChoices):
    """How an answer or a copy reached the person."""

    LINK = "link", "par son lien personnel, avec un code"
    IN_HAND = "in_hand", "remise en main propre"
    LETTER = "letter", "par courrier"
    EMAIL = "email", "par courriel"
    PHONE = "phone", "par téléphone"


class RightsOutcome(TextChoices):
    ANSWERED = "answered", "répondue"
    REFUSED = "refused", "refusée"
    WITHDRAWN = "withdrawn", "abandonnée par la personne"


TO_CHECK = " (à vérifier par un juriste)"


class RightsRefusal(TextChoices):
    """Why the law lets a request be refused; `TO_CHECK`: a lawyer confirms how it applies here."""

    PUBLIC_TASK = (
        "public_task",
        f"données encore nécessaires à la mission de service public (article 17.3.b){TO_CHECK}",
    )
    LEGAL_DUTY = (
        "legal_duty",
        f"conservation imposée par la loi : convention, accident{TO_CHECK}",
    )
    LEGAL_CLAIM = (
        "legal_claim",
        f"constatation ou défense de droits en justice (article 17.3.e){TO_CHECK}",
    )
    ARCHIVES = (
        "archives",
        f"archives publiques, avant le visa d'élimination (article 17.3.d){TO_CHECK}",
    )
    COMPELLING = (
        "compelling",
        f"motif légitime et impérieux (article 21.1){TO_CHECK}",
    )
    CORRECT = "correct", "les données sont exactes"
    NOT_IDENTIFIED = "not_identified", "identité non vérifiée malgré nos demandes (article 12.6)"
    NOT_ENTITLED = "not_entitled", "la personne n'est pas, ou plus, le représentant légal"
    MINORS_INTEREST = (
        "minors_interest",
        f"contraire à l'intérêt du jeune mineur{TO_CHECK}",
    )
    EXCESSIVE = (
        "excessive",
        f"demande répétée ou manifestement excessive (article 12.5){TO_CHECK}",
    )


class HiddenReason(TextChoices):
    """Why passages of a copy are hidden, said in the copy itself (RGPD, article 15.4)."""

    OTHER_PERSON = "other_person", "concerne une autre personne (article 15.4)"
    MINORS_INTEREST = (
        "minors_interest",
        f"mettrait le jeune mineur en difficulté{TO_CHECK}",
    )
    SECRET = "secret", f"protégé par un secret que la loi impose{TO_CHECK}"


class BreachKind(TextChoices):
    """What happened to personal data (RGPD, article 4.12)."""

    WRONG_RECIPIENT = "wrong_recipient", "message ou lien arrivé à la mauvaise personne"
    LOST_DEVICE = "lost_device", "ordinateur ou téléphone perdu ou volé"
    ACCOUNT = "account", "compte utilisé par quelqu'un d'autre"
    OTHER = "other", "autre"


class BreachRisk(TextChoices):
    """For the people concerned: what must be told to whom (RGPD, articles 33 and 34)."""

    NONE = "none", "aucun risque : rien à notifier, le registre suffit"
    RISK = "risk", "un risque : notifier à la CNIL"
    HIGH = "high", "un risque élevé : notifier à la CNIL, et prévenir chaque personne"


class SchoolExit(TextChoices):
    """Why schooling stopped; nothing on health, family or justice."""

    STILL_ENROLLED = "still_enrolled", "encore scolarisé (risque de décrochage)"
    NO_PLACE = "no_place", "sans affectation"
    WRONG_TRACK = "wrong_track", "orientation non choisie"
    STOPPED = "stopped", "arrêt en cours d'année"
    FAILED_EXAM = "failed_exam", "échec à l'examen"
    OTHER = "other", "autre"


class Diploma(TextChoices):
    NONE = "none", "aucun"
    CFG = "cfg", "CFG"
    DNB = "dnb", "DNB"
    CAP = "cap", "CAP"
    BEP = "bep", "BEP"
    BAC = "bac", "baccalauréat"


class GuardianLink(TextChoices):
    PARENT = "parent", "parent"
    LEGAL = "legal", "représentant légal"


class PlacementStage(TextChoices):
    """What is true and said of each: `matching.stages`."""

    RESERVED = "reserved", "réservé"
    SENT = "sent", "transmis"
    MEETING = "meeting", "réunion"
    CONVENTION = "convention", "convention"
    IN_COMPANY = "in_company", "en entreprise"
    REVIEW = "review", "bilan"
    CLOSED = "closed", "clôturé"
    NOT_RETAINED = "not_retained", "non retenu"
    WITHDRAWN = "withdrawn", "retiré"
    EXPIRED = "expired", "expiré"
    UNANSWERED = "unanswered", "sans réponse"


class NotRetainedReason(TextChoices):
    TASKS = "tasks", "tâches inadaptées au jeune"
    TOO_FAR = "too_far", "trop loin ou mal desservi"
    DATES = "dates", "dates incompatibles"
    HOST_UNAVAILABLE = "host_unavailable", "tuteur entreprise indisponible"
    MOTIVATION = "motivation", "projet du jeune différent"
    COMPANY_REFUSES = "company_refuses", "l'entreprise ne veut plus accueillir"
    OTHER = "other", "autre motif"


class WithdrawnReason(TextChoices):
    YOUTH_DECLINES = "youth_declines", "le jeune renonce"
    YOUTH_UNREACHABLE = "youth_unreachable", "jeune injoignable"
    OTHER_SOLUTION = "other_solution", "autre solution trouvée"
    COMPANY_UNAVAILABLE = "company_unavailable", "entreprise indisponible"
    OPPOSITION = "opposition", "le jeune s'oppose à l'usage de ses données"
    DATA_ERROR = "data_error", "erreur de saisie"
    OTHER = "other", "autre motif"


class ChoiceReason(TextChoices):
    """Why a proposal is not sent: the young person chooses, and owes no reason."""

    ANOTHER_COMPANY = "another_company", "une autre entreprise est cherchée"


class Said(TextChoices):
    """How somebody's word was obtained, or how they were informed."""

    LINK = "link", "par son lien"
    PHONE = "phone", "par téléphone"
    PERSON = "person", "de vive voix"
    PAPER = "paper", "par écrit"


class InterruptedReason(TextChoices):
    YOUTH_LEAVES = "youth_leaves", "le jeune arrête"
    ABSENCES = "absences", "absences répétées"
    UNREACHABLE = "unreachable", "jeune injoignable"
    COMPANY_STOPS = "company_stops", "l'entreprise arrête"
    CONDITIONS = "conditions", "conditions d'accueil inadaptées"
    OTHER_SOLUTION = "other_solution", "autre solution trouvée"
    OTHER = "other", "autre motif"


class SilenceReason(TextChoices):
    """Why a company did not answer (domain §4)."""

    FICHE_FORGOTTEN = "fiche_forgotten", "fiche entreprise oubliée"
    CONTACT_GONE = "contact_gone", "interlocuteur parti"
    ORDINARY_STAGE = "ordinary_stage", "pris pour un stage ordinaire"
    CLAUSE_UNKNOWN = "clause_unknown", "clause inconnue"
    UNWILLING = "unwilling", "ne veut pas"
    NO_ANSWER = "no_answer", "sans réponse"


class ExtensionReason(TextChoices):
    FILE_NOT_READY = "file_not_ready", "dossier en préparation"
    COMPANY_DATES = "company_dates", "l'entreprise demande un délai"
    HOLIDAYS = "holidays", "vacances scolaires"
    YOUTH_UNAVAILABLE = "youth_unavailable", "jeune momentanément indisponible"
    OTHER = "other", "autre motif"


class IncidentKind(TextChoices):
    ABSENCE = "absence", "absence"
    LATENESS = "lateness", "retards"
    ACCIDENT = "accident", "accident"
    BEHAVIOUR = "behaviour", "comportement"
    CONDITIONS = "conditions", "conditions d'accueil"
    RHYTHM = "rhythm", "rythme à adapter"
    OTHER = "other", "autre"


# The buyer hears of bad hosting conditions, never of pedagogy (domain §4).
TOLD_TO_BUYER = frozenset({IncidentKind.CONDITIONS, IncidentKind.ACCIDENT})


class Party(TextChoices):
    """Signatories of the convention."""

    COMPANY = "company", "entreprise"
    SUBCONTRACTOR = "subcontractor", "sous-traitant (annexe)"
    SCHOOL = "school", "établissement"
    YOUTH = "youth", "jeune"
    GUARDIAN = "guardian", "représentant légal"
    COMPANY_TUTOR = "company_tutor", "tuteur entreprise"
    TUTOR = "tutor", "tuteur pédagogique"


class SkillLevel(TextChoices):
    ACQUIRED = "acquired", "acquis"
    IN_PROGRESS = "in_progress", "en cours"
    NOT_ACQUIRED = "not_acquired", "non acquis"


class WayOn(TextChoices):
    """What follows the parcours."""

    SCHOOL = "school", "retour en formation"
    APPRENTICESHIP = "apprenticeship", "apprentissage"
    JOB = "job", "emploi"
    PLACEMENT = "placement", "autre parcours"
    GIVEN_UP = "given_up", "abandon"
    UNREACHABLE = "unreachable", "injoignable"
    OTHER = "other", "autre"


class NoOpinionReason(TextChoices):
    """Why somebody's opinion will never come to the bilan croisé; nothing on health or family."""

    UNREACHABLE = "unreachable", "injoignable"
    LEFT = "left", "a quitté le parcours, l'entreprise ou le service"
    DECLINES = "declines", "ne souhaite pas donner d'avis"
    TOO_SHORT = "too_short", "présence trop courte pour en juger"
    CLOSED = "closed", "l'entreprise a fermé ou cessé son activité"


class ClockReason(TextChoices):
    """Why the clock ended a placement."""

    RESERVATION_OVER = "reservation_over", "réservation arrivée à échéance"
    NO_ANSWER = "no_answer", "sans réponse de l'entreprise"


class MissedReason(TextChoices):
    YOUTH_ABSENT = "youth_absent", "le jeune n'est pas venu"
    COMPANY_ABSENT = "company_absent", "l'entreprise n'était pas là"
    TUTOR_ABSENT = "tutor_absent", "le tuteur pédagogique n'était pas là"
    OTHER = "other", "autre motif"


class CannotComeReason(TextChoices):
    """Why a young person can't come to the meeting: nothing on health or family (domain §6)."""

    DATE = "date", "ce jour ou cette heure ne va pas"
    TRANSPORT = "transport", "je ne peux pas y aller"
    OTHER = "other", "autre raison"


class CallMoment(TextChoices):
    """When somebody wishes to be called."""

    MORNING = "morning", "le matin (9 h – 12 h)"
    NOON = "noon", "le midi (12 h – 14 h)"
    AFTERNOON = "afternoon", "l'après-midi (14 h – 18 h)"


class FreeTime(TextChoices):
    """When a young person is free, for another date."""

    MORNINGS = "mornings", "le matin"
    AFTERNOONS = "afternoons", "l'après-midi"
    WEDNESDAYS = "wednesdays", "le mercredi"


class ExchangeWay(TextChoices):
    """How one spoke with, or of, a young person outside the moves of a parcours."""

    CALL_REACHED = "call_reached", "Appel : joint"
    CALL_NO_ANSWER = "call_no_answer", "Appel : pas de réponse"
    CALL_MESSAGE_LEFT = "call_message_left", "Appel : message laissé"
    MET = "met", "Rencontre"
    WRITTEN = "written", "Message reçu"
    NOTE = "note", "Note seule"


class ExchangeWith(TextChoices):
    YOUTH = "youth", "le jeune"
    GUARDIAN = "guardian", "le représentant légal"
    PARTNER = "partner", "un partenaire"


class AgeBand(TextChoices):
    """Of somebody at entry, where their age must not be said."""

    UNDER_16 = "under_16", "moins de 16 ans"
    FROM_16 = "16_17", "16 ou 17 ans"
    FROM_18 = "18_20", "18 à 20 ans"
    FROM_21 = "21_25", "21 à 25 ans"
    OVER_25 = "over_25", "26 ans et plus"

    @classmethod
    def of(cls, age: int) -> "AgeBand":
        """The band of an age in full years."""
        return next(
            (band for bound, band in _BAND_BOUNDS if age < bound),
            cls.OVER_25,
        )


_BAND_BOUNDS = (
    (16, AgeBand.UNDER_16),
    (18, AgeBand.FROM_16),
    (21, AgeBand.FROM_18),
    (26, AgeBand.FROM_21),
)


class EndOfRecord(TextChoices):
    """By which rule a record is forgotten (domain §6)."""

    CLOSED = "closed", "suivi clos et archivé depuis assez longtemps"
    NEVER_CONTACTED = "never_contacted", "jamais contacté"
    AGE = "age", "âge limite atteint"
    REQUEST = "request", "demande d'effacement"


class Opinion(TextChoices):
    """What the DPO says of durations before they are decided (RGPD, article 39)."""

    FAVOURABLE = "favourable", "favorable"
    RESERVED = "reserved", "favorable avec réserves"
    UNFAVOURABLE = "unfavourable", "défavorable"


class HoldReason(TextChoices):
    """Why the destruction of a file is suspended."""

    DISPUTE = "dispute", "litige ou contentieux"
    PAYMENT = "payment", "gratification à verser ou contestée"
    AUDIT = "audit", "contrôle ou enquête d'une autorité"
    RIGHTS = "rights", "demande de la personne en cours"
    OTHER = "other", "autre motif"


class PauseReason(TextChoices):
    """Why the reminders of a file are suspended."""

    HOLIDAYS = "holidays", "congés ou fermeture de l'entreprise"
    ANSWER = "answer", "réponse annoncée à une date convenue"
    ABSENCE = "absence", "absence du jeune, convenue avec lui"
    TALKS = "talks", "échanges en cours, à mener sans relance"
    OTHER = "other", "autre motif"


class ArchiveReason(TextChoices):
    """Why somebody opens a file of the restricted archive: kept in the log of consultations."""

    RETURNS = "returns", "la personne revient"
    RIGHTS = "rights", "demande de la personne (droits, copie)"
    DISPUTE = "dispute", "litige ou contentieux"
    AUDIT = "audit", "contrôle"
