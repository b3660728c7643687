"""What visitors write to a service, as messages of the outbox."""

from psf.messaging.kinds import MessageKind, Text, register
from psf.workflow.enums import Actor

INTEREST = MessageKind(
    code="public_interest",
    label="Une personne s’intéresse à une offre",
    recipient=Actor.COORDINATOR,
    text=Text(
        subject="Offre {code} : quelqu’un s’y intéresse",
        body=(
            "Bonjour,\n\nSur le site, {qui} s’intéresse à l’offre {code} ({lieu}).\n\n"
            "{nom}, {joindre}.\n\nRappelez cette personne : une tâche vous attend dans le suivi."
        ),
    ),
    variables={
        "code": "code de l’offre",
        "lieu": "commune",
        "qui": "qui écrit",
        "nom": "son nom",
        "joindre": "téléphone ou adresse",
    },
    samples={
        "code": "O-2026-00012",
        "lieu": "Saint-Denis",
        "qui": "un jeune",
        "nom": "Camille Exemple",
        "joindre": "01 99 00 00 01",
    },
    has_link=False,
)
MLDS = MessageKind(
    code="public_mlds",
    label="Un acheteur saisit la MLDS",
    recipient=Actor.REGION,
    text=Text(
        subject="{objet} : un acheteur vous écrit",
        body=(
            "Bonjour,\n\nUn acheteur de la région académique {region} saisit la MLDS.\n\n"
            "{objet}\n{organisme}\n{nom}, {joindre}\n\n{texte}\n\n"
            "Répondez-lui directement : le site ne transmet pas les réponses. Pour une offre à"
            " déclarer, demandez-lui la fiche entreprise du titulaire."
        ),
    ),
    variables={
        "region": "région académique",
        "objet": "ce que la personne veut",
        "organisme": "organisme",
        "nom": "son nom",
        "joindre": "téléphone ou adresse",
        "texte": "ce qu’elle a écrit",
    },
    samples={
        "region": "Normandie",
        "objet": "Consultation avant publication",
        "organisme": "Ville d’Exemple",
        "nom": "Camille Exemple",
        "joindre": "achats@exemple.invalid",
        "texte": "Marché de nettoyage, 24 mois fermes.",
    },
    has_link=False,
)
REVIEW = MessageKind(
    code="editorial_review",
    label="Contenus du site à revérifier",
    recipient=Actor.NATIONAL,
    text=Text(
        subject="Site public : {nombre} contenus à revérifier",
        body=(
            "Bonjour,\n\nCes contenus du site public sont à relire :\n\n{liste}\n\n"
            "Chacun s’ouvre depuis Rapports, « À revérifier »."
        ),
    ),
    variables={"nombre": "combien", "liste": "la liste"},
    samples={
        "nombre": "1",
        "liste": "- Chiffre : seuil-etat (Seuil européen), à revérifier depuis le 01/01/2027",
    },
    has_link=False,
)

register(INTEREST, MLDS, REVIEW)
