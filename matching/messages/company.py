"""To the company. Never a name, an age or a word about the young person: they stand behind the link."""

from matching.messages.resent import (
    MOTIVE,
    MOTIVE_SAMPLE,
    PASSED_ON_BY,
    PASSED_ON_BY_SAMPLE,
)
from psf.messaging.kinds import MessageKind, Text, register
from psf.workflow.enums import Actor

VARIABLES = {
    "interlocuteur": "nom de l'interlocuteur dans l'entreprise",
    "entreprise": "raison sociale",
    "engagement": "au titre de quoi l'entreprise accueille : le marché et l'acheteur, ou d'elle-même",
    "code": "code du parcours",
    "site": "lieu d'accueil",
    "heures": "durée du parcours en heures",
    "tuteur": "nom du tuteur pédagogique",
    "tuteur_telephone": "son téléphone",
    "service": "nom du service qui suit le jeune",
}
ANSWER = {
    "reponse_avant": "date avant laquelle l'entreprise est attendue",
    "reponse_attendue": "après « votre réponse est » : « attendue avant le… », « depuis le… »",
}
SENT = {"presente_le": "jour où le jeune a été présenté à l'entreprise"}
MEETING = {
    "date_reunion": "jour et heure de la réunion de présentation",
    "lieu_reunion": "lieu de la réunion",
}
RELEASE = {
    "delai_liberation": "délai sans réponse après lequel le jeune est libéré",
    "silence": "phrase : depuis quand nous sommes sans réponse, ou ce qui a été dit et quand",
}
NEXT = {"delai_suite": "délai pour dire si un autre jeune est proposé"}
DATES = {"debut": "premier jour en entreprise", "fin": "dernier jour prévu"}
SAMPLES = {
    "interlocuteur": "Claude Essai",
    "entreprise": "Atelier du Canal",
    "engagement": "au titre du marché 2026-014 (fournitures de bureau) passé avec Ville d'essai",
    "code": "P-2026-00042",
    "site": "Atelier principal, Saint-Denis",
    "heures": "150",
    "tuteur": "Dominique Essai",
    "tuteur_telephone": "01 99 00 93 93",
    "service": "PSAD de Saint-Denis",
    "reponse_avant": "vendredi 4 décembre 2026",
    "presente_le": "mardi 17 novembre 2026",
    "reponse_attendue": "attendue avant le vendredi 4 décembre 2026",
    "silence": "Nous sommes sans réponse de votre part depuis le vendredi 13 novembre 2026.",
    "date_reunion": "mardi 8 décembre 2026 à 14 h",
    "lieu_reunion": "Atelier principal, Saint-Denis",
    "debut": "lundi 4 janvier 2027",
    "fin": "vendredi 29 janvier 2027",
    "delai_liberation": "4 semaines",
    "delai_suite": "2 jours",
}
SIGNED = "\n\nUne question ? {tuteur}, {service}, {tuteur_telephone}."


def kind(code: str, label: str, subject: str, body: str, sms: str = "", **extra) -> MessageKind:
    variables = VARIABLES | extra.get("variables", {})
    return MessageKind(
        code=f"company_{code}",
        label=label,
        recipient=Actor.COMPANY,
        text=Text(subject, body + SIGNED, sms),
        variables=variables,
        samples={name: SAMPLES[name] for name in variables},
        # Whoever is expected to answer reads so on the button.
        button="Répondre" if "reponse_avant" in variables else "Voir la suite",
    )


register(
    kind(
        "proposal",
        "Un jeune est proposé à l'entreprise",
        "Un jeune à rencontrer ({code})",
        "Bonjour,\n\n"
        "Votre entreprise s'est engagée à accueillir un jeune, {engagement}. Nous vous en présentons"
        " un, pour un parcours de {heures} heures : {site}.\n\n"
        "Une réponse tient en une minute : proposez deux ou trois dates de rencontre, indiquez la"
        " bonne personne, ou demandez que l'on vous rappelle.\n\n"
        "{lien}\n\n"
        "Votre réponse est {reponse_attendue}.",
        "Un jeune vous est proposé ({code}). Votre réponse, en une minute, est {reponse_attendue} :"
        " {lien}",
        variables=ANSWER,
    ),
    kind(
        "reminder",
        "L'entreprise n'a pas encore répondu",
        "Votre réponse est attendue ({code})",
        "Bonjour,\n\n"
        "Nous vous avons présenté un jeune, {engagement}. Il vous attend : votre réponse est"
        " {reponse_attendue}.\n\n"
        "Vous n'êtes pas la bonne personne ? Le même lien permet de nous dire qui contacter.\n\n"
        "{lien}",
        "Un jeune vous attend ({code}). Votre réponse est {reponse_attendue} : {lien}",
        variables=ANSWER,
    ),
    kind(
        "commitment",
        "Le rappel d'engagement écrit",
        "Rappel de votre engagement ({code})",
        "Bonjour,\n\n"
        "Votre entreprise s'est engagée à accueillir un jeune, {engagement}. Nous vous en avons"
        " présenté un le {presente_le}, pour un parcours de {heures} heures : {site}. Aucune réunion"
        " de présentation n'est fixée à ce jour.\n\n"
        "Merci de proposer deux ou trois dates, ou de nous dire qui peut en décider. L'acheteur reçoit"
        " copie de ce rappel.\n\n"
        "{lien}",
        "Rappel de votre engagement ({code}) : un jeune attend une date de rencontre. {lien}",
        variables=ANSWER | SENT,
    ),
    kind(
        "meeting",
        "La réunion de présentation est fixée",
        "Réunion de présentation : {date_reunion} ({code})",
        "Bonjour,\n\n"
        "La réunion de présentation est fixée : {date_reunion}, {lieu_reunion}. Le jeune vient avec"
        " son tuteur pédagogique. Prévoyez d'y parler des tâches, du rythme, de la tenue et des"
        " repas.\n\n"
        "Un empêchement ? Prévenez-nous par ce lien.\n\n"
        "{lien}",
        "Réunion de présentation {code} : {date_reunion}, {lieu_reunion}. {lien}",
        variables=MEETING,
    ),
    kind(
        "accepted",
        "Le jeune est accepté : la convention se prépare",
        "La suite : la convention ({code})",
        "Bonjour,\n\n"
        "Merci d'accueillir ce jeune. Son tuteur pédagogique prépare la convention de stage avec"
        " l'établissement ; vous la signerez avant le premier jour.\n\n"
        "Ce lien montre où en est le parcours.\n\n"
        "{lien}",
    ),
    kind(
        "first_day",
        "Le premier jour approche",
        "Premier jour : {debut} ({code})",
        "Bonjour,\n\n"
        "Le parcours commence le {debut}, {site}, et va jusqu'au {fin}. La première semaine, un mot"
        " chaque jour entre le jeune, vous et son tuteur pédagogique évite bien des difficultés."
        " En cas d'absence, prévenez aussitôt {tuteur} : {tuteur_telephone}.\n\n"
        "{lien}",
        "Parcours {code} : premier jour le {debut}. En cas d'absence : {tuteur_telephone}. {lien}",
        variables=DATES,
    ),
    kind(
        "withdrawn",
        "La proposition est retirée",
        "La proposition est retirée ({code})",
        "Bonjour,\n\n"
        "Ce parcours ne se fera finalement pas. Votre engagement demeure : nous revenons vers"
        " vous.\n\n"
        "Ce lien montre où en est votre clause.\n\n"
        "{lien}",
    ),
    kind(
        "released",
        "Sans réponse, la proposition est libérée",
        "La proposition prend fin ({code})",
        "Bonjour,\n\n"
        "{silence} Le délai de {delai_liberation} est passé : nous proposons à ce jeune une autre"
        " entreprise. Votre engagement demeure ; s'il vient d'un marché, l'acheteur en est"
        " informé.\n\n"
        "Si vous souhaitez accueillir un jeune, dites-nous qui contacter et quand.\n\n"
        "{lien}",
        variables=RELEASE,
    ),
    kind(
        "ended",
        "La présence est terminée",
        "Merci pour cet accueil ({code})",
        "Bonjour,\n\n"
        "La présence du jeune est terminée. Il reste à donner votre avis pour le bilan croisé : ce"
        " qu'il sait faire, ce qui est en cours. Ce bilan prouve que l'engagement est tenu.\n\n"
        "{lien}\n\n"
        "S'il reste des heures, nous vous disons sous {delai_suite} si un autre jeune peut vous être"
        " présenté.",
        variables=NEXT,
    ),
)

OFFER_VARIABLES = {
    name: VARIABLES[name] for name in ("interlocuteur", "entreprise", "engagement")
} | {
    "service": "nom du service qui suit l'offre",
    "reste": "phrase : les heures qui restent, celles réservées, ou qu'il n'en reste pas",
    "offre": "code de l'offre",
    "heures_restantes": "heures qui restent à faire",
    "referent": "interlocuteur de l'entreprise au service, ou le service",
    "telephone": "son téléphone",
}
OFFER_SAMPLES = {name: SAMPLES[name] for name in OFFER_VARIABLES if name in SAMPLES} | {
    "offre": "O-2026-00007",
    "heures_restantes": "300",
    "reste": "Il vous reste 300 heures, au titre du marché 2026-014 (fournitures de bureau) passé"
    " avec Ville d'essai : ce lien montre ce que nous préparons pour la suite.",
    "referent": "Dominique Essai",
    "telephone": "01 99 00 93 93",
}

register(
    MessageKind(
        code="company_next",
        label="Après un parcours : la suite",
        recipient=Actor.COMPANY,
        text=Text(
            "La suite de votre clause ({offre})",
            "Bonjour,\n\n"
            "Le parcours est clos et son bilan terminé : merci. {reste}\n\n"
            "{lien}\n\n"
            "Une question ? {referent}, {service}, {telephone}.",
        ),
        variables=OFFER_VARIABLES,
        samples=OFFER_SAMPLES,
    ),
    MessageKind(
        code="company_waiting",
        label="Nouvelles du mois à l'entreprise qui attend",
        recipient=Actor.COMPANY,
        text=Text(
            "Votre offre de parcours ({offre})",
            "Bonjour,\n\n"
            "Nous n'avons pas encore de jeune à vous présenter, et nous cherchons toujours."
            " {reste}\n\n"
            "Ce lien montre où en est votre clause. Vous pouvez y corriger vos contacts ou demander"
            " que l'on vous rappelle.\n\n"
            "{lien}\n\n"
            "Une question ? {referent}, {service}, {telephone}.",
        ),
        variables=OFFER_VARIABLES,
        samples=OFFER_SAMPLES,
    ),
    MessageKind(
        code="company_named",
        label="Lien envoyé au collègue que l'entreprise indique",
        recipient=Actor.COMPANY,
        text=Text(
            "Offre {offre} : le suivi vous est transmis",
            "Bonjour,\n\n"
            "{transmis_par} vous a indiqué pour suivre l'offre de parcours de {entreprise},"
            " {engagement}. Ce lien est le vôtre : il montre où en est votre clause. Ce n'est pas à"
            " vous ? Appelez-nous.\n\n"
            "{lien}\n\n"
            "Une question ? {referent}, {service}, {telephone}.",
        ),
        variables=OFFER_VARIABLES | PASSED_ON_BY,
        samples=OFFER_SAMPLES | PASSED_ON_BY_SAMPLE,
    ),
    MessageKind(
        code="company_resend",
        label="Lien renvoyé à l'entreprise",
        recipient=Actor.COMPANY,
        text=Text(
            "Votre lien ({code})",
            "Bonjour,\n\n{motif} Il est personnel : ne le transférez pas, chacun reçoit le sien."
            "\n\n{lien}\n\nUne question ? {referent}, {service}, {telephone}.",
            "Votre nouveau lien personnel : {lien}",
        ),
        variables=OFFER_VARIABLES | MOTIVE | {"code": "code du parcours ou de l'offre"},
        samples=OFFER_SAMPLES | MOTIVE_SAMPLE | {"code": "P-2026-00042"},
    ),
)
