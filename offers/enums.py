"""Stages and coded lists of the offers."""

from django.db.models import IntegerChoices, TextChoices

from psf.workflow.enums import Actor, CallOutcome


class Calibre(IntegerChoices):
    """The four lengths of a parcours, in hours; nothing in between (domain §2)."""

    ONE_MONTH = 150, "150 h (1 mois, découverte)"
    TWO_MONTHS = 300, "300 h (2 mois, construction d'un projet)"
    THREE_MONTHS = 450, "450 h (3 mois, confirmation du projet)"
    SIX_MONTHS = 900, "900 h (6 mois, les trois à la suite)"


class HoursKind(TextChoices):
    """What an hour is counted as: the one word for it, on every screen and paper."""

    DUE = "due", "dues"
    PLANNED = "planned", "prévues"
    RESERVED = "reserved", "réservées"
    DONE = "done", "faites"
    CONSUMED = "consumed", "consommées"
    LEFT = "left", "restantes"
    EXCEEDED = "exceeded", "au-delà de la clause"


class OfferStage(TextChoices):
    DECLARED = "declared", "déclarée"
    TO_CALL = "to_call", "à appeler"
    AVAILABLE = "available", "disponible"
    SUSPENDED = "suspended", "suspendue"
    USED_UP = "used_up", "soldée"
    CLOSED = "closed", "close"
    LOST = "lost", "perdue"


OPEN_STAGES = frozenset(
    {OfferStage.DECLARED, OfferStage.TO_CALL, OfferStage.AVAILABLE, OfferStage.SUSPENDED}
)


class LostReason(TextChoices):
    CONTACT_GONE = "contact_gone", "plus d'interlocuteur"
    UNWILLING = "unwilling", "l'entreprise ne veut pas"
    CLAUSE_UNKNOWN = "clause_unknown", "clause inconnue de l'entreprise"
    CONTRACT_ENDED = "contract_ended", "marché terminé ou résilié"
    DUPLICATE = "duplicate", "offre en double"
    OTHER = "other", "autre motif"


class ClosedReason(TextChoices):
    CONTRACT_ENDED = "contract_ended", "fin du marché"
    HOURS_WAIVED = "hours_waived", "reliquat d'heures trop faible"
    AGREED = "agreed", "accord avec l'acheteur"
    OTHER = "other", "autre motif"


class SuspendedReason(TextChoices):
    COMPANY_BUSY = "company_busy", "l'entreprise n'est pas disponible"
    NO_TUTOR = "no_tutor", "tuteur entreprise à trouver"
    SEASON = "season", "période de fermeture"
    OTHER = "other", "autre motif"


class NextPlan(TextChoices):
    """What is agreed with the company about what follows, while nobody can be proposed at once."""

    ANOTHER = "another", "accueillir un autre jeune, plus tard"
    OTHER_PLACE = "other_place", "ouvrir un autre lieu d'accueil"
    LAST = "last", "ne plus accueillir ensuite : l'offre sera close"
    UNDECIDED = "undecided", "pas encore décidé : à revoir"


class ContactRole(TextChoices):
    TUTOR = "tutor", "tuteur entreprise"
    HR = "hr", "ressources humaines"
    MANAGEMENT = "management", "hiérarchie"
    OTHER = "other", "autre"


class NoSiret(TextChoices):
    """Why a company stands in the registry without SIRET: it may be somebody known by another name."""

    TO_ASK = "to_ask", "pas connu pendant l'appel : à demander"
    NEW = "new", "entreprise ou établissement en création"
    FOREIGN = "foreign", "entreprise établie hors de France"
    OTHER = "other", "autre motif"


class AddressSource(TextChoices):
    """How the address or telephone of a contact was obtained."""

    CALL = "call", "obtenue par téléphone"
    FORM = "form", "saisie dans la fiche"
    IMPORT = "import", "lue dans un fichier importé"
    MERGE = "merge", "reprise d'une fiche en double"
    OWN_LINK = "own_link", "donnée par cette personne, par son lien"
    COLLEAGUE = "colleague", "donnée par un collègue, par son lien"

    @classmethod
    def from_the_person(cls) -> frozenset:
        """Sources at which whoever is reached there speaks."""
        return frozenset({cls.CALL, cls.OWN_LINK})

    @property
    def way(self) -> str:
        """In the history of a company or a buyer."""
        return {
            AddressSource.CALL: "par téléphone",
            AddressSource.FORM: "dans la fiche",
            AddressSource.IMPORT: "par un import",
            AddressSource.MERGE: "par une fusion",
        }.get(self, "par un lien")


# In that history: an undo brought back what was known before.
TAKEN_BACK = "taken_back"


class BuyerContactRole(TextChoices):
    BUYER = "buyer", "acheteur"
    PRESCRIBER = "prescriber", "service prescripteur"
    MANAGER = "manager", "gestionnaire des marchés"
    OTHER = "other", "autre"


class BuyerKind(TextChoices):
    STATE = "state", "État"
    LOCAL = "local", "collectivité"
    HOSPITAL = "hospital", "établissement de santé"
    ENTITY = "entity", "entité adjudicatrice"
    PRIVATE = "private", "entreprise privée"


class ContractKind(TextChoices):
    SUPPLIES = "supplies", "fournitures"
    SERVICES = "services", "services"
    WORKS = "works", "travaux"
    CONCESSION = "concession", "concession"


class ActionSort(TextChoices):
    """The one word by which people call an action: a filter of the queue, in this order."""

    CALL = "appeler", "appeler"
    APPROVE = "approuver", "approuver"
    PREPARE = "preparer", "préparer un dossier"
    ANSWER = "reponse", "réponse attendue"
    UNBLOCK = "debloquer", "débloquer"
    MEETING = "reunion", "réunion"
    SIGN = "signer", "convention à signer"
    FOLLOW = "suivre", "suivi en entreprise"
    REVIEW = "bilan", "bilan croisé"
    PROPOSE = "proposer", "proposer un parcours"
    YOUTH = "jeune", "voir ou prévenir un jeune"
    OFFER = "offre", "tenir une offre à jour"


class ActionTab(TextChoices):
    """With whom an action is settled, whoever must do it: a tab of the queue."""

    COMPANIES = "entreprises", "Entreprises"
    BUYERS = "acheteurs", "Acheteurs"


class FilingKind(TextChoices):
    """What a visitor may send by a public form."""

    DECLARATION = "declaration", "offre à déclarer"
    CONSULTATION = "consultation", "consultation avant publication"
    PROPOSAL = "proposal", "parcours proposé par une entreprise"


class FilingAnswer(TextChoices):
    """What the MLDS answers to a consultation before publication."""

    FAVOURABLE = "favourable", "favorable : volume et conditions adaptés"
    TO_ADAPT = "to_adapt", "à adapter avant publication"
    NO_CAPACITY = "no_capacity", "défavorable : pas de parcours possible en l'état"


class FilingRefusal(TextChoices):
    """Why a filing does not enter the registries."""

    KNOWN = "known", "déjà connue du service"
    ELSEWHERE = "elsewhere", "ne relève pas de la clause sociale de formation"
    UNREACHABLE = "unreachable", "personne ne répond aux coordonnées données"
    ABUSE = "abuse", "envoi abusif ou fait au nom d'un autre"
    WITHDRAWN = "withdrawn", "retirée par son auteur"


class AfterCall(TextChoices):
    """How the call that brought an offer ended: it says whether the offer is verified, and what is next."""

    VERIFIED = "verified", "L'entreprise a tout confirmé : l'offre est disponible aujourd'hui"
    REACHED = "reached", "L'entreprise est jointe ; il reste à vérifier l'offre avec elle"
    CALL_BACK = "call_back", "L'entreprise demande à être rappelée"
    MESSAGE_LEFT = "message_left", "Message laissé à l'entreprise"
    NO_ANSWER = "no_answer", "L'entreprise n'a pas répondu"
    BUYER = "buyer", "C'est l'acheteur qui a parlé : l'entreprise reste à appeler"

    @property
    def is_verified(self) -> bool:
        return self is AfterCall.VERIFIED

    @property
    def of_company(self) -> str:
        """The outcome of a call to the company, as the call log says it; "" where it was not called."""
        if self is AfterCall.BUYER:
            return ""
        return CallOutcome.REACHED if self.is_verified else CallOutcome(self.value)

    @property
    def speaker(self) -> str:
        """Who said that the offer exists (an Actor), "" where nobody was reached."""
        reached = (AfterCall.VERIFIED, AfterCall.REACHED, AfterCall.CALL_BACK)
        if self is AfterCall.BUYER:
            return Actor.BUYER
        return Actor.COMPANY if self in reached else ""
