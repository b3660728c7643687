"""Coded lists of the public half."""

from django.db.models import TextChoices

from psf.french.phrases import of


class MarketKind(TextChoices):
    """What a marché buys, as far as it changes the tasks given to a young person."""

    OFFICE_SUPPLIES = "office_supplies", "fournitures de bureau"
    CLEANING = "cleaning", "nettoyage des locaux"
    GREEN_SPACES = "green_spaces", "espaces verts"
    CATERING = "catering", "restauration"
    PRINTING = "printing", "impression"
    IT = "it", "informatique et maintenance"
    FIRE_SAFETY = "fire_safety", "sécurité incendie"
    SECURITY = "security", "gardiennage et surveillance"
    BUILDING = "building", "travaux de bâtiment"
    ROADS = "roads", "travaux publics et voirie"
    TRANSPORT = "transport", "transport et logistique"
    WASTE = "waste", "collecte et tri des déchets"
    ADVICE = "advice", "formation, études et conseil"
    DESIGN = "design", "maîtrise d’œuvre"
    COMMUNICATION = "communication", "communication et événements"
    FURNITURE = "furniture", "mobilier et équipement"
    OTHER = "other", "autre marché"

    @property
    def in_a_sentence(self) -> str:
        """« un marché d'espaces verts », « ce marché » for the last."""
        return self.as_a("marché")

    def as_a(self, contract: str) -> str:
        """The same where the agreement is called otherwise: « un contrat d'espaces verts »."""
        if self == MarketKind.OTHER:
            return f"ce {contract}"
        return f"un {contract} {of(self.label)}"

    @property
    def is_works(self) -> bool:
        return self in (MarketKind.BUILDING, MarketKind.ROADS)

    @property
    def usual_ccag(self) -> "Ccag | None":
        """The CCAG that such a marché usually refers to; None where the kind does not tell."""
        if self == MarketKind.OTHER:
            return None
        if self.is_works:
            return Ccag.WORKS
        return {
            MarketKind.IT: Ccag.IT,
            MarketKind.ADVICE: Ccag.STUDIES,
            MarketKind.DESIGN: Ccag.DESIGN,
        }.get(self, Ccag.SUPPLIES)


class BuyerKind(TextChoices):
    """Who buys, as far as it changes the law of the contract."""

    PUBLIC = "public", "un acheteur public"
    STATE = "etat", "l’État ou un de ses établissements"
    LOCAL = "autre", "une collectivité, un hôpital, un autre pouvoir adjudicateur"
    ENTITY = "entite", "une entité adjudicatrice (eau, énergie, transports…)"
    PRIVATE = "prive", "une entreprise ou une association, hors commande publique"


class Ccag(TextChoices):
    """The general clauses of 2021 that a public contract may refer to."""

    SUPPLIES = "fcs", "CCAG-FCS"
    STUDIES = "pi", "CCAG-PI"
    IT = "tic", "CCAG-TIC"
    INDUSTRY = "mi", "CCAG-MI"
    DESIGN = "moe", "CCAG-MOE"
    WORKS = "travaux", "CCAG-Travaux"

    @property
    def counts_days_apart(self) -> bool:
        """Whether an article of its own says which days a penalty counts."""
        return self in (Ccag.DESIGN, Ccag.WORKS)

    @property
    def subject(self) -> str:
        return {
            Ccag.SUPPLIES: "fournitures courantes et services",
            Ccag.STUDIES: "prestations intellectuelles",
            Ccag.IT: "techniques de l’information et de la communication",
            Ccag.INDUSTRY: "marchés industriels",
            Ccag.DESIGN: "maîtrise d’œuvre",
            Ccag.WORKS: "travaux",
        }[self]


class Shared(TextChoices):
    """What a contract bought for several buyers makes of the hours."""

    ONCE = "ensemble", "Oui : les heures sont dues une fois pour tous"
    EACH = "membre", "Oui : elles sont dues à chaque membre"


class LegalPoint(TextChoices):
    """What the clause's papers quote of the law, in dated notes that editors keep."""

    OBJECT = "lien-objet", "lien avec l’objet du marché"
    THRESHOLD = "seuil-europeen", "au-dessus des seuils européens"
    VALUE = "valeur-estimee", "valeur à comparer aux seuils"
    EXCEPTIONS = "seuil-exceptions", "exceptions au-dessus des seuils"
    REGULARISATION = "regularisation", "offre sans fiche : régularisation"
    MODERATION = "penalites-juge", "pénalités : pouvoir du juge"
    PENALTY_CLAUSE = "clause-penale", "contrat privé : clause pénale"
    MINORS = "mineurs-travaux", "mineurs : travaux interdits ou réglementés"
    ACCIDENT = "accident", "accident d’un stagiaire : déclaration"
    HOSTS = "stagiaires", "stagiaires : nombre et registre"
    ABROAD = "lieu-accueil", "lieu de l’accueil"
    CAP = "ccag-plafond", "CCAG : plafond des pénalités"
    FLOOR = "ccag-plancher", "CCAG : pénalités dont le titulaire est exonéré"
    OBSERVATIONS = "ccag-observations", "CCAG : jours pour présenter des observations"
    SUPPLIES_PENALTIES = "ccag-fcs-penalites", "CCAG-FCS : article du calcul des pénalités"
    SUPPLIES_CAP = "ccag-fcs-plafond", "CCAG-FCS : article du plafond"
    SUPPLIES_FLOOR = "ccag-fcs-plancher", "CCAG-FCS : article de l’exonération"
    SUPPLIES_INSERTION = "ccag-fcs-insertion", "CCAG-FCS : article de l’insertion sociale"
    STUDIES_PENALTIES = "ccag-pi-penalites", "CCAG-PI : article du calcul des pénalités"
    STUDIES_CAP = "ccag-pi-plafond", "CCAG-PI : article du plafond"
    STUDIES_FLOOR = "ccag-pi-plancher", "CCAG-PI : article de l’exonération"
    STUDIES_INSERTION = "ccag-pi-insertion", "CCAG-PI : article de l’insertion sociale"
    IT_PENALTIES = "ccag-tic-penalites", "CCAG-TIC : article du calcul des pénalités"
    IT_CAP = "ccag-tic-plafond", "CCAG-TIC : article du plafond"
    IT_FLOOR = "ccag-tic-plancher", "CCAG-TIC : article de l’exonération"
    IT_INSERTION = "ccag-tic-insertion", "CCAG-TIC : article de l’insertion sociale"
    INDUSTRY_PENALTIES = "ccag-mi-penalites", "CCAG-MI : article du calcul des pénalités"
    INDUSTRY_CAP = "ccag-mi-plafond", "CCAG-MI : article du plafond"
    INDUSTRY_FLOOR = "ccag-mi-plancher", "CCAG-MI : article de l’exonération"
    INDUSTRY_INSERTION = "ccag-mi-insertion", "CCAG-MI : article de l’insertion sociale"
    DESIGN_PENALTIES = "ccag-moe-penalites", "CCAG-MOE : article du calcul des pénalités"
    DESIGN_COUNT = "ccag-moe-decompte", "CCAG-MOE : article des jours comptés"
    DESIGN_CAP = "ccag-moe-plafond", "CCAG-MOE : article du plafond"
    DESIGN_FLOOR = "ccag-moe-plancher", "CCAG-MOE : article de l’exonération"
    DESIGN_INSERTION = "ccag-moe-insertion", "CCAG-MOE : article de l’insertion sociale"
    WORKS_PENALTIES = "ccag-travaux-penalites", "CCAG-Travaux : article du calcul des pénalités"
    WORKS_COUNT = "ccag-travaux-decompte", "CCAG-Travaux : article des jours comptés"
    WORKS_CAP = "ccag-travaux-plafond", "CCAG-Travaux : article du plafond"
    WORKS_FLOOR = "ccag-travaux-plancher", "CCAG-Travaux : article de l’exonération"
    WORKS_INSERTION = "ccag-travaux-insertion", "CCAG-Travaux : article de l’insertion sociale"

    @classmethod
    def of(cls, ccag: "Ccag", subject: str) -> "LegalPoint":
        """The point that holds the number of an article of that CCAG: « plafond », « insertion »."""
        return cls(f"ccag-{ccag}-{subject}")

    @classmethod
    def of_ccag(cls, ccag: "Ccag") -> list["LegalPoint"]:
        return [point for point in cls if point.value.startswith(f"ccag-{ccag}-")]


class Place(TextChoices):
    """Where a model text goes in the documents of a consultation."""

    RC = "RC", "le règlement de la consultation (RC)"
    CCAP = "CCAP", "le CCAP ou le CCP"
    AAPC = "AAPC", "l’avis d’appel public à la concurrence (AAPC)"
    OTHER = "autre", "un autre document"


class DocumentFormat(TextChoices):
    WORD = "docx", "Word (DOCX)"
    WRITER = "odt", "Writer (ODT)"
    PDF = "pdf", "PDF"
    SHEET = "xlsx", "tableur (XLSX)"
    OTHER = "autre", "autre format"


class OrganisationKind(TextChoices):
    BUYER = "acheteur", "acheteur"
    COMPANY = "entreprise", "entreprise"


class EntryKind(TextChoices):
    """What the search finds."""

    PAGE = "page", "page"
    TOOL = "outil", "outil"
    QUESTION = "question", "question"
    DOCUMENT = "document", "document"
    TERM = "mot", "mot du glossaire"


class LawFigure(TextChoices):
    """Figures read from the dated rows of the offers."""

    HOURLY = "offers.gratification.hourly", "gratification minimale par heure"
    MONTHS_3 = "offers.gratification.450", "gratification légale de 450 heures"
    MONTHS_6 = "offers.gratification.900", "gratification légale de 900 heures"
    STATE = "offers.threshold.state", "seuil européen, État"
    LOCAL = "offers.threshold.other", "seuil européen, autres pouvoirs adjudicateurs"
    ENTITY = "offers.threshold.entity", "seuil européen, entités adjudicatrices"
    WORKS = "offers.threshold.works", "seuil européen, travaux et concessions"
