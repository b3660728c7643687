"""To the young person and, for a minor, to the guardian: plain words, one idea a sentence."""

from psf.messaging.kinds import MessageKind, Text, register
from psf.workflow.enums import Actor

VARIABLES = {
    "prenom": "prénom du jeune",
    "destinataire": "nom de la personne à qui l'on écrit",
    "code": "code du parcours",
    "tuteur": "nom du tuteur pédagogique",
    "tuteur_telephone": "son téléphone",
    "service": "nom du service",
}
COMPANY = {"entreprise": "entreprise d'accueil", "site": "lieu d'accueil"}
ANSWER = {
    "reponse_avant": "date avant laquelle l'entreprise est attendue",
    "reponse_attendue": "après « sa réponse est » : « attendue avant le… », « depuis le… »",
}
MEETING = {"date_reunion": "jour et heure de la réunion", "lieu_reunion": "lieu de la réunion"}
FIRST_DAY = {
    "debut": "premier jour",
    "horaires": "horaires du premier jour",
    "trajet": "comment venir",
    "tenue": "tenue et équipement",
    "repas": "repas",
    "argent": "gratification",
}
ARCHIVE = {"archivage": "jour où le dossier sera archivé"}
SAMPLES = {
    "prenom": "Alix",
    "destinataire": "Alix Essai",
    "code": "P-2026-00042",
    "tuteur": "Dominique Essai",
    "tuteur_telephone": "01 99 00 93 93",
    "service": "PSAD de Saint-Denis",
    "entreprise": "Atelier du Canal",
    "site": "Atelier principal, Saint-Denis",
    "reponse_avant": "vendredi 4 décembre 2026",
    "reponse_attendue": "attendue avant le vendredi 4 décembre 2026",
    "date_reunion": "mardi 8 décembre 2026 à 14 h",
    "lieu_reunion": "Atelier principal, Saint-Denis",
    "debut": "lundi 4 janvier 2027",
    "horaires": "9 h – 17 h",
    "trajet": "bus 255, arrêt Canal",
    "tenue": "fournie par l'entreprise",
    "repas": "micro-ondes sur place",
    "argent": "pas de gratification pour cette durée",
    "archivage": "mardi 5 janvier 2027",
}


SIGNED = "\n\n{lien}\n\nUne question ? {tuteur}, {service}, {tuteur_telephone}."


def both(
    code: str,
    label: str,
    subject: str,
    *,
    to_youth: str,
    to_guardian: str,
    sms: str,
    guardian_subject: str = "",
    guardian_sms: str = "",
    variables=None,
    samples=None,
) -> None:
    """Declare the same news for the young person and for the guardian.

    What says « vous » of the young person is written again for the guardian.
    """
    known = VARIABLES | (variables or {})
    for prefix, actor, title, body, short in (
        ("youth", Actor.YOUTH, subject, to_youth, sms),
        ("guardian", Actor.GUARDIAN, guardian_subject or subject, to_guardian, guardian_sms or sms),
    ):
        register(
            MessageKind(
                code=f"{prefix}_{code}",
                label=label if prefix == "youth" else f"{label} (représentant légal)",
                recipient=actor,
                text=Text(title, f"{body}{SIGNED}", short),
                variables=known,
                samples={name: (SAMPLES | (samples or {}))[name] for name in known},
                button="Voir le parcours",
            )
        )


both(
    "agreement",
    "L'accord du jeune est demandé avant l'envoi",
    "Votre avis, avant d'envoyer ({code})",
    to_youth="Bonjour {prenom},\n\nUne place est possible chez {entreprise}. Rien n'est parti : c'est"
    " vous qui décidez. Ce lien montre ce que l'entreprise lirait. Dites oui, ou non ; si c'est non, on"
    " cherche une autre entreprise, et cela ne change rien pour vous.",
    to_guardian="Bonjour,\n\nUne place est possible pour {prenom} chez {entreprise}. Sa présentation y"
    " part seulement si {prenom} est d'accord. Vous en êtes informé avant l'envoi ; une question ou une"
    " réserve ? Appelez {tuteur}.",
    sms="Parcours {code} : une place est possible chez {entreprise}. Rien n'est parti : dites oui ou non"
    " ici : {lien}",
    variables=COMPANY,
)
both(
    "sent",
    "Le profil est transmis à une entreprise",
    "Votre parcours avance ({code})",
    to_youth="Bonjour {prenom},\n\nVotre présentation est partie chez {entreprise}. Sa réponse est"
    " {reponse_attendue}. Si elle ne répond pas, nous l'appelons, et nous vous tenons au courant.",
    to_guardian="Bonjour,\n\nLa présentation de {prenom} est partie chez {entreprise}. Sa réponse"
    " est {reponse_attendue}.",
    guardian_subject="Un parcours avance ({code})",
    sms="Parcours {code} : présentation envoyée, réponse {reponse_attendue}. Suivre : {lien}",
    variables=COMPANY | ANSWER,
)
both(
    "meeting",
    "La réunion de présentation est fixée",
    "Votre rendez-vous ({code})",
    to_youth="Bonjour {prenom},\n\nVous rencontrez {entreprise} : {date_reunion}, {lieu_reunion}."
    " {tuteur} vient avec vous.\n\nDites-nous par ce lien que vous serez là. Si vous ne pouvez pas"
    " venir, dites-le aussi : on trouvera une autre date.",
    to_guardian="Bonjour,\n\n{prenom} rencontre {entreprise} : {date_reunion}, {lieu_reunion}."
    " {tuteur} l'accompagne.",
    guardian_subject="Un rendez-vous pour {code}",
    sms="RDV {code} : {date_reunion}, {lieu_reunion}. Je viens / je ne peux pas : {lien}",
    guardian_sms="RDV de {prenom} ({code}) : {date_reunion}, {lieu_reunion}. Le suivre : {lien}",
    variables=COMPANY | MEETING,
)
both(
    "meeting_soon",
    "Rappel : la réunion est demain",
    "Rappel de votre rendez-vous ({code})",
    to_youth="Bonjour {prenom},\n\nC'est bientôt : {date_reunion}, {lieu_reunion}. Un empêchement ?"
    " Dites-le par ce lien ou appelez {tuteur}.",
    to_guardian="Bonjour,\n\nRappel : {prenom} a rendez-vous {date_reunion}, {lieu_reunion}.",
    guardian_subject="Rappel d'un rendez-vous ({code})",
    sms="Rappel RDV {code} : {date_reunion}, {lieu_reunion}. Pas disponible ? {lien}",
    variables=COMPANY | MEETING,
)
both(
    "accepted",
    "L'entreprise dit oui",
    "Une bonne nouvelle ({code})",
    to_youth="Bonjour {prenom},\n\n{entreprise} dit oui. {tuteur} prépare avec vous les dates et la"
    " convention, à signer avant le premier jour.",
    to_guardian="Bonjour,\n\n{entreprise} accueille {prenom}. Une convention est à signer avant le"
    " premier jour ; vous la signez aussi.",
    sms="Parcours {code} : l'entreprise dit oui. La suite : {lien}",
    variables=COMPANY,
)
both(
    "not_retained",
    "L'entreprise dit non",
    "Votre parcours : la suite ({code})",
    to_youth="Bonjour {prenom},\n\nCe ne sera pas cette entreprise. Cela arrive, et cela ne dit rien"
    " de vous. {tuteur} vous appelle pour chercher une autre place.",
    to_guardian="Bonjour,\n\nCette entreprise n'accueillera pas {prenom}. {tuteur} cherche une autre"
    " place.",
    guardian_subject="La suite du parcours ({code})",
    sms="Parcours {code} : ce ne sera pas cette entreprise. On continue à chercher : {lien}",
)
both(
    "stopped",
    "La proposition s'arrête avant le début",
    "Votre parcours : la suite ({code})",
    to_youth="Bonjour {prenom},\n\nCette proposition s'arrête là. {tuteur} voit avec vous la suite :"
    " une autre place, ou un autre projet.",
    to_guardian="Bonjour,\n\nCette proposition s'arrête là. {tuteur} voit la suite avec {prenom}.",
    guardian_subject="La suite du parcours ({code})",
    sms="Parcours {code} : cette proposition prend fin. On voit la suite ensemble : {lien}",
    guardian_sms="Parcours {code} : cette proposition prend fin. La suite se voit avec {prenom} : {lien}",
)
both(
    "first_day",
    "Le premier jour approche",
    "Votre premier jour ({code})",
    to_youth="Bonjour {prenom},\n\nVotre premier jour : {debut}, {horaires}, {site}.\n\n"
    "Venir : {trajet}.\nS'habiller : {tenue}.\nManger : {repas}.\nArgent : {argent}.\n\n"
    "En retard ou malade ? Appelez {tuteur} : {tuteur_telephone}.",
    to_guardian="Bonjour,\n\nLe premier jour de {prenom} : {debut}, {horaires}, {site}.\n\n"
    "Venir : {trajet}.\nTenue : {tenue}.\nRepas : {repas}.\nGratification : {argent}.",
    guardian_subject="Le premier jour ({code})",
    sms="Premier jour {code} : {debut}, {horaires}. En retard ou malade : {tuteur_telephone}. {lien}",
    variables=COMPANY | FIRST_DAY,
)
both(
    "ended",
    "La présence est terminée",
    "La fin de votre parcours ({code})",
    to_youth="Bonjour {prenom},\n\nVotre présence chez {entreprise} est terminée. {tuteur} fait le"
    " bilan avec vous : ce que vous savez faire, et la suite.",
    to_guardian="Bonjour,\n\nLa présence de {prenom} chez {entreprise} est terminée. {tuteur} fait"
    " le bilan et prépare la suite.",
    guardian_subject="La fin du parcours ({code})",
    sms="Présence terminée ({code}). Le bilan et la suite avec {tuteur}, {tuteur_telephone}. {lien}",
    variables=COMPANY,
)
both(
    "closed",
    "Le bilan est prêt",
    "Votre bilan ({code})",
    to_youth="Bonjour {prenom},\n\nLe bilan de votre parcours chez {entreprise} est terminé. Ce lien"
    " le donne à lire, à imprimer et à garder.",
    to_guardian="Bonjour,\n\nLe bilan du parcours de {prenom} chez {entreprise} est terminé. Ce lien"
    " le donne à lire, à imprimer et à garder.",
    guardian_subject="Un bilan à lire ({code})",
    sms="Le bilan du parcours {code} vous attend, à lire et à garder : {lien}",
    variables=COMPANY,
)
both(
    "waiting",
    "Nouvelles du mois au jeune qui attend",
    "On pense à vous ({code})",
    to_youth="Bonjour {prenom},\n\nNous n'avons pas encore trouvé de place pour vous, et nous"
    " cherchons toujours. Votre projet a changé ? Vous voulez en parler ? Dites-le par ce lien.",
    to_guardian="Bonjour,\n\nNous n'avons pas encore trouvé de place pour {prenom} et nous cherchons"
    " toujours.",
    guardian_subject="Nous cherchons toujours une place ({code})",
    sms="Nous cherchons toujours une place pour vous ({code}). Besoin d'en parler ? {lien}",
    guardian_sms="Nous cherchons toujours une place pour {prenom} ({code}). En parler : {lien}",
)
both(
    "papers",
    "Ses papiers sont proposés au jeune, avant l'archivage",
    "Vos papiers, à garder ({code})",
    to_youth="Bonjour {prenom},\n\nVotre suivi est terminé. Le {archivage}, votre dossier sera archivé et"
    " ce lien ne s'ouvrira plus. Avant, il vous donne votre attestation et votre bilan : gardez-les, ils"
    " servent pour un emploi ou une formation. Vous avez encore besoin de nous ? Appelez {tuteur}.",
    to_guardian="Bonjour,\n\nLe suivi de {prenom} est terminé. Le {archivage}, son dossier sera archivé"
    " et ce lien ne s'ouvrira plus. Avant, il donne son bilan à lire, à imprimer et à garder.",
    guardian_subject="Des papiers à garder ({code})",
    sms="Suivi {code} terminé. Gardez votre attestation et votre bilan avant le {archivage} : {lien}",
    guardian_sms="Suivi {code} terminé. Un bilan à garder avant le {archivage} : {lien}",
    variables=ARCHIVE,
)
both(
    "resend",
    "Lien renvoyé",
    "Votre lien ({code})",
    to_youth="Bonjour {prenom},\n\nVoici votre nouveau lien. Il est personnel.",
    to_guardian="Bonjour,\n\nVoici votre nouveau lien. Il est personnel.",
    sms="Votre nouveau lien personnel : {lien}",
)
