"""What is written to whoever sent a public form. Until they confirm, nothing that was typed is in it."""

from psf.messaging.kinds import MessageKind, Text, register
from psf.workflow.enums import Actor

VARIABLES = {
    "interlocuteur": "nom de la personne qui a fait la demande",
    "code": "référence de la demande",
    "objet": "objet de la demande",
    "recue_le": "jour et heure de la confirmation",
    "attendue": "phrase : ce que le service fait, et avant quelle date",
    "service": "nom du service, avec son article",
    "telephone": "son téléphone, ou son adresse",
}
SAMPLES = {
    "interlocuteur": "Camille Essai",
    "code": "E-2026-00012",
    "objet": "offre à déclarer, marché 2026-014",
    "recue_le": "lundi 30 novembre 2026 à 14 h 05",
    "attendue": "La MLDS de Saint-Denis vérifie l'offre avec l'entreprise à partir du mercredi 2 décembre 2026.",
    "service": "la MLDS de Saint-Denis",
    "telephone": "01 99 00 93 93",
}
SIGNED = "\n\n{lien}\n\nUne question ? Joignez {service} : {telephone}."


def kind(
    code: str, label: str, subject: str, body: str, button: str, **more: tuple[str, str]
) -> MessageKind:
    """`more`: a variable of this message alone, and its sample, as « name = (what, sample) »."""
    return MessageKind(
        code=f"filing_{code}",
        label=label,
        recipient=Actor.BUYER,
        text=Text(subject, f"Bonjour,\n\n{body}{SIGNED}"),
        variables=VARIABLES | {name: said[0] for name, said in more.items()},
        samples=SAMPLES | {name: said[1] for name, said in more.items()},
        button=button,
    )


register(
    # Anybody can type anybody's address: this one carries no word of theirs, and asks for a gesture.
    MessageKind(
        code="filing_confirm",
        label="Confirmer une demande faite en ligne",
        recipient=Actor.BUYER,
        text=Text(
            "Confirmez votre demande : un clic, puis un bouton",
            "Bonjour,\n\nUne demande vient d'être remplie sur le site de la clause sociale de formation"
            " avec votre adresse. Pour qu'elle parte, ouvrez cette page et confirmez :\n\n{lien}\n\nVous"
            " n'avez rien demandé ? Ne faites rien : sans confirmation, tout est effacé au bout de"
            " {effacement}, et personne ne l'aura lu.",
        ),
        variables={"effacement": "délai après lequel une demande non confirmée est effacée"},
        samples={"effacement": "3 jours"},
        button="Ouvrir et confirmer",
    ),
    kind(
        "received",
        "Accusé de réception d'une demande en ligne",
        "Demande {code} : bien reçue",
        "{interlocuteur}, votre demande est reçue.\n\nRéférence : {code}\nObjet : {objet}\nReçue le"
        " {recue_le}\n\n{attendue}\n\nCe message est votre accusé de réception. Votre page de suivi, où"
        " vous pouvez aussi joindre la fiche entreprise ou corriger :",
        "Suivre ma demande",
    ),
    kind(
        "taken",
        "Demande en ligne prise en charge",
        "Demande {code} : prise en charge",
        "Votre demande {code} ({objet}) est prise en charge par {service}.\n\n{suite}\n\nVotre page de"
        " suivi montre chaque étape :",
        "Suivre ma demande",
        suite=("ce qui est enregistré", "Offre O-2026-00007, Atelier du Canal : 150 heures."),
    ),
    kind(
        "answered",
        "Réponse de la MLDS à une consultation",
        "Consultation {code} : la réponse de la MLDS",
        "Vous avez consulté la MLDS le {recue_le} ({code}, {objet}).\n\nRéponse du {reponse_le} :"
        " {reponse}.\n\n{texte}\n\nCe message et votre page valent preuve de la consultation ; la phrase"
        " à citer dans le règlement de la consultation y est prête :",
        "Voir la réponse",
        reponse_le=("jour de la réponse", "vendredi 4 décembre 2026"),
        reponse=("le sens de la réponse", "favorable : volume et conditions adaptés"),
        texte=("ce qu'écrit le service", "Deux parcours de 150 heures conviennent."),
    ),
    kind(
        "refused",
        "Demande en ligne écartée",
        "Demande {code} : sans suite",
        "Votre demande {code} ({objet}) n'entre pas dans le suivi : {motif}. Si c'est une erreur,"
        " appelez le service. Votre page :",
        "Voir ma demande",
        motif=("pourquoi", "déjà connue du service"),
    ),
    kind(
        "resend",
        "Lien d'une demande en ligne renvoyé",
        "Votre lien pour suivre votre demande",
        "{motif} Il est personnel.",
        "Suivre ma demande",
        motif=("pourquoi ce lien est envoyé", "Voici le nouveau lien demandé."),
    ),
)
