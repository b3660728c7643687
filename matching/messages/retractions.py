"""A step is undone: whoever was told of it is told so. No link: there is nothing to open or to answer."""

from matching.messages import buyer, company, family, staff
from psf.messaging.kinds import MessageKind, Text, register
from psf.workflow.enums import Actor

MESSAGE = {"message": "objet du message qui ne vaut plus"}
SAMPLE = {"message": "Réunion de présentation : mardi 8 décembre 2026 à 14 h"}
QUESTION = "\n\nUne question ? {tuteur}, {service}, {tuteur_telephone}."
QUESTION_OF_BUYER = "\n\nUne question ? {referent}, {service}, {telephone}."


def kind(code, label, recipient, subject, body, sms, variables, samples) -> MessageKind:
    prefix = "staff" if recipient == Actor.TUTOR else recipient
    return MessageKind(
        code=f"{prefix}_{code}",
        label=label,
        recipient=recipient,
        text=Text(subject, body, sms),
        variables=variables,
        samples={name: samples[name] for name in variables},
        has_link=False,
    )


COMPANY, FAMILY = company.VARIABLES, family.VARIABLES | family.COMPANY

register(
    kind(
        "recalled",
        "L'envoi du profil est annulé",
        Actor.COMPANY,
        "La proposition est retirée ({code})",
        "Bonjour,\n\nNous vous avions présenté un jeune. Cette proposition est retirée : la page ne"
        " s'ouvre plus et vous n'avez rien à faire. Veuillez nous en excuser.\n\nVotre engagement"
        f" demeure, {{engagement}} : nous revenons vers vous.{QUESTION}",
        "PSF ({service}) : la proposition {code} est retirée, vous n'avez rien à faire. Une question ?"
        " {tuteur}, {tuteur_telephone}.",
        COMPANY,
        company.SAMPLES,
    ),
    kind(
        "undone",
        "Une étape dont l'entreprise était prévenue est annulée",
        Actor.COMPANY,
        "Un message à ne plus suivre ({code})",
        "Bonjour,\n\nNotre message « {message} » ne vaut plus : l'étape est annulée. Nous vous"
        f" écrirons pour la suite.{QUESTION}",
        "PSF ({service}) : notre message « {message} » ne vaut plus. Une question ? {tuteur},"
        " {tuteur_telephone}.",
        COMPANY | MESSAGE,
        company.SAMPLES | SAMPLE,
    ),
    kind(
        "recalled",
        "L'envoi du profil est annulé",
        Actor.BUYER,
        "Marché {marche} : la proposition est retirée",
        "Bonjour,\n\nNous vous avions écrit qu'un jeune était proposé à {entreprise}. Cette"
        " proposition est retirée : vous n'avez rien à faire. L'engagement de l'entreprise demeure, et"
        f" nous vous prévenons dès qu'un jeune lui est proposé.{QUESTION_OF_BUYER}",
        "",
        buyer.VARIABLES,
        buyer.SAMPLES,
    ),
    kind(
        "undone",
        "Une étape dont l'acheteur était prévenu est annulée",
        Actor.BUYER,
        "Marché {marche} : un message à ne plus suivre",
        "Bonjour,\n\nNotre message « {message} » ne vaut plus : l'étape est annulée. Nous vous"
        f" écrirons pour la suite.{QUESTION_OF_BUYER}",
        "",
        buyer.VARIABLES | MESSAGE,
        buyer.SAMPLES | SAMPLE,
    ),
    kind(
        "recalled",
        "L'envoi du profil est annulé",
        Actor.YOUTH,
        "Votre présentation n'est plus envoyée ({code})",
        "Bonjour {prenom},\n\nVotre présentation était partie chez {entreprise}. Nous avons annulé cet"
        " envoi : l'entreprise ne peut plus la lire. Ce n'est pas à cause de vous. {tuteur} vous dit la"
        f" suite.{QUESTION}",
        "Parcours {code} : l'envoi de votre présentation est annulé, l'entreprise ne la lit plus."
        " {tuteur}, {tuteur_telephone}.",
        FAMILY,
        family.SAMPLES,
    ),
    kind(
        "undone",
        "Une étape dont le jeune était prévenu est annulée",
        Actor.YOUTH,
        "Un message à ne plus suivre ({code})",
        "Bonjour {prenom},\n\nNotre message « {message} » ne vaut plus : l'étape est annulée. {tuteur}"
        f" vous dit la suite.{QUESTION}",
        "Parcours {code} : notre message « {message} » ne vaut plus. {tuteur}, {tuteur_telephone}.",
        FAMILY | MESSAGE,
        family.SAMPLES | SAMPLE,
    ),
    kind(
        "recalled",
        "L'envoi du profil est annulé (représentant légal)",
        Actor.GUARDIAN,
        "La présentation n'est plus envoyée ({code})",
        "Bonjour,\n\nLa présentation de {prenom} était partie chez {entreprise}. Nous avons annulé cet"
        " envoi : l'entreprise ne peut plus la lire. {tuteur} voit la suite avec"
        f" {{prenom}}.{QUESTION}",
        "Parcours {code} : l'envoi de la présentation est annulé, l'entreprise ne la lit plus."
        " {tuteur}, {tuteur_telephone}.",
        FAMILY,
        family.SAMPLES,
    ),
    kind(
        "undone",
        "Une étape dont le représentant légal était prévenu est annulée",
        Actor.GUARDIAN,
        "Un message à ne plus suivre ({code})",
        "Bonjour,\n\nNotre message « {message} » ne vaut plus : l'étape est annulée. {tuteur} voit la"
        f" suite avec {{prenom}}.{QUESTION}",
        "Parcours {code} : notre message « {message} » ne vaut plus. {tuteur}, {tuteur_telephone}.",
        FAMILY | MESSAGE,
        family.SAMPLES | SAMPLE,
    ),
    kind(
        "undone",
        "Une étape est annulée",
        Actor.TUTOR,
        "{code} : {nouvelle}",
        "Bonjour,\n\n{nouvelle}. Qui avait été prévenu l'est aussi de l'annulation.\n\nLa page :"
        " {adresse}",
        "",
        staff.VARIABLES,
        {
            "code": "P-2026-00042",
            "nouvelle": "Étape annulée : Profil transmis à l'entreprise",
            "adresse": "/admin/suivi/P-2026-00042/",
        },
    ),
)
