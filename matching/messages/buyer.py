"""To the buyer: counts, dates and what is expected; never the profile (domain §3)."""

from matching.messages.resent import (
    MOTIVE,
    MOTIVE_SAMPLE,
    PASSED_ON_BY,
    PASSED_ON_BY_SAMPLE,
)
from psf.messaging.kinds import MessageKind, Text, register
from psf.workflow.enums import Actor

VARIABLES = {
    "interlocuteur": "nom de la personne qui suit le marché",
    "marche": "référence et objet du marché",
    "entreprise": "entreprise titulaire",
    "code": "code de l'offre",
    "etat": "phrase : où en est l'offre",
    "heures": "durée du parcours en heures",
    "jours_attente": "jours écoulés depuis l'envoi à l'entreprise",
    "silence": "phrase : depuis quand l'entreprise n'a pas répondu, ou ce qu'elle a dit et quand",
    "delai_reponse": "délai de l'entreprise pour répondre",
    "delai_liberation": "délai sans réponse après lequel le jeune est libéré",
    "referent": "nom de la personne du service qui suit le dossier",
    "telephone": "son téléphone",
    "service": "nom du service",
}
SAMPLES = {
    "interlocuteur": "Camille Essai",
    "marche": "2026-014, fournitures de bureau",
    "entreprise": "Atelier du Canal",
    "code": "O-2026-00007",
    "etat": "L'accueil est suspendu jusqu'au lundi 4 janvier 2027.",
    "heures": "150",
    "jours_attente": "7",
    "silence": "Atelier du Canal n'a pas répondu depuis le vendredi 13 novembre 2026.",
    "delai_reponse": "2 semaines",
    "delai_liberation": "4 semaines",
    "referent": "Dominique Essai",
    "telephone": "01 99 00 93 93",
    "service": "PSAD de Saint-Denis",
}
SIGNED = "\n\n{lien}\n\nUne question ? {referent}, {service}, {telephone}."


def kind(code: str, label: str, subject: str, body: str) -> MessageKind:
    return MessageKind(
        code=f"buyer_{code}",
        label=label,
        recipient=Actor.BUYER,
        text=Text(subject, f"Bonjour,\n\n{body}{SIGNED}"),
        variables=VARIABLES,
        samples=SAMPLES,
        button="Voir mon marché",
    )


register(
    MessageKind(
        code="buyer_named",
        label="Lien envoyé à la personne que l'acheteur indique",
        recipient=Actor.BUYER,
        text=Text(
            "Marché {marche} : le suivi vous est transmis",
            "Bonjour,\n\n{transmis_par} vous a indiqué pour suivre le parcours d'un jeune prévu par la"
            " clause sociale du marché {marche}, confié à {entreprise}. Ce lien est le vôtre : il"
            " montre où l'on en est et ce qui est attendu de l'acheteur. Ce n'est pas à"
            f" vous ? Appelez-nous.{SIGNED}",
        ),
        variables=VARIABLES | PASSED_ON_BY,
        samples=SAMPLES | PASSED_ON_BY_SAMPLE,
        button="Voir mon marché",
    )
)
register(
    MessageKind(
        code="buyer_resend",
        label="Lien renvoyé à l'acheteur",
        recipient=Actor.BUYER,
        text=Text(
            "Votre lien pour suivre le marché {marche}",
            f"Bonjour,\n\n{{motif}} Il est personnel ; un collègue peut être ajouté sur la page.{SIGNED}",
        ),
        variables=VARIABLES | MOTIVE,
        samples=SAMPLES | MOTIVE_SAMPLE,
        button="Voir mon marché",
    )
)
register(
    kind(
        "taken",
        "L'offre est prise en charge",
        "Marché {marche} : votre offre est prise en charge",
        "L'offre de parcours de {heures} heures, due par {entreprise}, est prise en charge par"
        " {service}. Nous appelons l'entreprise pour la vérifier. Ce lien est le vôtre : il dit"
        " chaque étape, ce que nous faisons et d'ici quand, sans rien à demander à personne.",
    ),
    kind(
        "verified",
        "L'offre est vérifiée avec l'entreprise",
        "Marché {marche} : l'offre est vérifiée",
        "Nous avons vérifié l'offre avec {entreprise} : nous cherchons un jeune. Le préparer demande"
        " du temps, et ce lien dit où nous en sommes.",
    ),
    kind(
        "stopped",
        "L'offre est suspendue, perdue ou close",
        "Marché {marche} : l'offre {code} s'arrête",
        "{etat}\n\nElle concerne {entreprise}. Ce lien dit ce qui a été fait et quand. Appelez-nous pour"
        " convenir de la suite.",
    ),
    kind(
        "proposed",
        "Un jeune est proposé à l'entreprise titulaire",
        "Marché {marche} : un jeune est proposé",
        "Un jeune est proposé à {entreprise} pour un parcours de {heures} heures. L'entreprise a"
        " {delai_reponse} pour répondre. Ce lien vous montre la suite, sans rien à demander à"
        " personne.",
    ),
    kind(
        "asked",
        "L'entreprise est silencieuse : l'acheteur est sollicité",
        "Marché {marche} : votre appui est attendu",
        "Un jeune est proposé à {entreprise}. {silence} Vous seul pouvez lui rappeler son"
        " engagement : un appel suffit le plus souvent. Dites-nous ensuite, par ce lien, que c'est"
        " fait.",
    ),
    kind(
        "formal",
        "Le rappel d'engagement écrit est prêt",
        "Marché {marche} : rappel d'engagement",
        "Un jeune est proposé à {entreprise}. {silence} Nous vous proposons d'envoyer le rappel"
        " d'engagement écrit. Il est déjà rempli, avec les dates de nos appels et messages : vous le"
        " trouvez par ce lien.",
    ),
    kind(
        "commitment",
        "Copie du rappel d'engagement",
        "Marché {marche} : rappel d'engagement envoyé",
        "Nous avons rappelé aujourd'hui son engagement à {entreprise}, par écrit : un jeune lui est"
        " présenté et aucune réunion n'est fixée. Un appel de votre part aide le plus souvent.",
    ),
    kind(
        "refused",
        "L'entreprise n'a pas retenu le jeune",
        "Marché {marche} : le jeune n'est pas retenu",
        "{entreprise} n'a pas retenu le jeune proposé. Nous cherchons un autre jeune ; l'engagement"
        " de l'entreprise demeure.",
    ),
    kind(
        "released",
        "Sans réponse, la proposition est libérée",
        "Marché {marche} : la proposition prend fin",
        "{silence} Le délai de {delai_liberation} est passé : le jeune est libéré pour une autre"
        " entreprise. L'engagement de {entreprise} envers vous demeure.",
    ),
    kind(
        "met",
        "La réunion est tenue, le jeune est accepté",
        "Marché {marche} : le jeune est accepté",
        "La réunion de présentation a eu lieu et {entreprise} accueille le jeune. La convention se"
        " prépare.",
    ),
    kind(
        "started",
        "Le parcours a commencé",
        "Marché {marche} : le parcours a commencé",
        "La convention est signée et le parcours de {heures} heures a commencé chez {entreprise}.",
    ),
    kind(
        "ended",
        "La présence est terminée",
        "Marché {marche} : la présence est terminée",
        "La présence du jeune chez {entreprise} est terminée. Le bilan croisé vous sera remis : il"
        " prouve l'exécution de la clause.",
    ),
    kind(
        "closed",
        "Le bilan est remis",
        "Marché {marche} : bilan remis",
        "Le parcours est clos. Ce lien vous donne ses dates, ses heures et son bilan croisé, à"
        " imprimer ou à garder : c'est votre preuve.",
    ),
    kind(
        "address",
        "Une nouvelle adresse est à confirmer",
        "Votre nouvelle adresse est-elle juste ?",
        "Une autre adresse ou un autre téléphone nous a été donné pour vous, pour suivre le marché"
        " {marche}. Est-ce juste ? Confirmez-le par ce lien. Sans réponse de votre part, rien ne"
        " change : nous continuons de vous écrire ici.",
    ),
)
