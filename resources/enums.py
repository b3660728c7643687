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
    COMMUNICATION = "communication", "communication et événements"
    FURNITURE = "furniture", "mobilier et équipement"
    OTHER = "other", "autre marché"

    @property
    def in_a_sentence(self) -> str:
        """« un marché d'espaces verts », « ce marché » for the last."""
        if self == MarketKind.OTHER:
            return "ce marché"
        return f"un marché {of(self.label)}"


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
