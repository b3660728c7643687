"""Kinds of stored files, and what a virus scan said."""

from django.db.models import TextChoices


class FileKind(TextChoices):
    CV = "cv", "CV"
    LETTER = "letter", "lettre"
    FICHE = "fiche", "fiche entreprise"
    CONVENTION = "convention", "convention"
    ANNEX = "annex", "annexe"
    ATTESTATION = "attestation", "attestation de présence"
    PRESENCE = "presence", "feuille de présence"
    REVIEW = "review", "bilan croisé"
    OTHER = "other", "autre pièce"


# One at a time stands in a file; a new one takes the place of the former, which is kept.
SINGLE = frozenset(
    {
        FileKind.CV,
        FileKind.LETTER,
        FileKind.FICHE,
        FileKind.CONVENTION,
        FileKind.ATTESTATION,
        FileKind.REVIEW,
    }
)
# What a company may see through its link (domain §6).
FOR_COMPANY = frozenset({FileKind.CV, FileKind.LETTER})


class Scan(TextChoices):
    NONE = "none", "pas d'analyse"
    WAITING = "waiting", "en attente d'analyse"
    CLEAN = "clean", "sans virus"
    INFECTED = "infected", "refusé par l'antivirus"
