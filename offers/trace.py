"""The documents that trace a clause, before and after the parcours, and why to follow it: the one list.

Guides and personal pages show it; which of them exist is said by who holds them.
"""

from dataclasses import dataclass

from django.db.models import TextChoices


class Paper(TextChoices):
    """One document; the value names it in code, the label is what a buyer calls it."""

    CONSULTATION = "consultation", "Consultation de la MLDS, ou convention de partenariat"
    FICHE = "fiche", "Fiche entreprise, jointe à l’offre du titulaire"
    DECLARATION = "declaration", "Déclaration de l’offre de parcours"
    CONVENTION = "convention", "Convention de stage signée"
    ATTESTATION = "attestation", "Attestation de présence"
    REVIEW = "review", "Bilan croisé"


@dataclass(frozen=True, slots=True)
class Trace:
    """A document: what it establishes, and who holds it."""

    paper: Paper
    establishes: str
    held_by: str

    @property
    def name(self) -> str:
        return str(self.paper.label)


BEFORE = (
    Trace(
        Paper.CONSULTATION,
        "La MLDS connaissait le projet avant sa publication",
        "L’acheteur : l’envoi et la réponse, avec leurs dates",
    ),
    Trace(
        Paper.FICHE,
        "Le titulaire a dit où, par qui et pour quelles tâches il accueille",
        "L’acheteur, dans le dossier du marché",
    ),
    Trace(
        Paper.DECLARATION,
        "La MLDS sait, à une date, quelles heures sont dues",
        "L’acheteur, qui déclare à la notification",
    ),
)
AFTER = (
    Trace(
        Paper.CONVENTION,
        "L’accueil a été décidé, avec ses dates et ses heures",
        "Le titulaire, à la demande de l’acheteur",
    ),
    Trace(
        Paper.ATTESTATION,
        "Les heures faites",
        "Le titulaire, à la demande de l’acheteur",
    ),
    Trace(
        Paper.REVIEW,
        "Les compétences, vues par le jeune et ses deux tuteurs",
        "Le titulaire, à la demande de l’acheteur",
    ),
)
WHY_FOLLOW = (
    "Une entreprise qui se tait répond à son acheteur : votre appel débloque le plus souvent.",
    "Les heures sont dues dans la période ferme : un retard vu à temps se rattrape.",
    "Une pénalité ou une réclamation s’appuie sur des dates et des documents.",
    "Qui reprend le marché après vous retrouve tout, sans vous appeler.",
)
