"""To the person who asked: the copy is ready; the code that opens it. To the staff: days go by."""

from matching.messages import family, signing_code
from psf.french.numbers import lasting
from psf.links.enums import CODE_MINUTES
from psf.messaging.kinds import MessageKind, Text, register
from psf.workflow.enums import Actor

COPY_READY = "rights_copy"
CODE = {Actor.YOUTH: "youth_rights_code", Actor.GUARDIAN: "guardian_rights_code"}
REMINDER = "staff_rights_due"
UNTIL = {"jusqu_au": "dernier jour de la copie"}

family.both(
    COPY_READY,
    "La copie des données est prête",
    "Votre copie est prête ({code})",
    to_youth="Bonjour {prenom},\n\nVous avez demandé à voir vos données. La copie est prête. Ouvrez ce"
    " lien, puis demandez un code : il montre que c'est bien vous. Elle s'efface le {jusqu_au}.",
    to_guardian="Bonjour,\n\nLa copie des données de {prenom} est prête. Ouvrez ce lien, puis demandez"
    " un code. Elle s'efface le {jusqu_au}.",
    sms="La copie de vos données vous attend, jusqu'au {jusqu_au} : {lien}",
    guardian_sms="La copie que vous avez demandée vous attend, jusqu'au {jusqu_au} : {lien}",
    variables=UNTIL,
    samples={"jusqu_au": "lundi 7 décembre 2026"},
)
register(
    *(
        MessageKind(
            code=code,
            label=f"Code pour ouvrir la copie des données ({actor.label})",
            recipient=actor,
            text=Text(
                "Votre code ({code})",
                "Bonjour,\n\nVoici le code à saisir pour ouvrir la copie de vos données :\n\n"
                "{code_signature}\n\nIl vaut {validite} et ne sert qu'une fois. Ne le donnez à"
                " personne. Vous n'avez rien demandé ? Prévenez {tuteur}, {service},"
                " {tuteur_telephone}.",
                "{code_signature} : votre code pour ouvrir la copie de vos données. Ne le donnez à"
                " personne.",
            ),
            variables={word: family.VARIABLES[word] for word in signing_code.WORDS}
            | signing_code.VALIDITY,
            samples={word: family.SAMPLES[word] for word in signing_code.WORDS}
            | {"validite": lasting(CODE_MINUTES)},
            has_link=False,
            has_signing_code=True,
        )
        for actor, code in CODE.items()
    )
)
register(
    MessageKind(
        code=REMINDER,
        label="Une demande d'exercice de droits attend sa réponse",
        recipient=Actor.COORDINATOR,
        text=Text(
            "Demande {code} : {echeance}",
            "Bonjour,\n\nLa demande d'exercice de droits {code} attend sa réponse : {echeance}.\n\n"
            "La page : {adresse}",
        ),
        variables={
            "code": "code de la demande",
            "echeance": "jour avant lequel répondre",
            "adresse": "adresse de la page dans PSF",
        },
        samples={
            "code": "D-2026-00012",
            "echeance": "à répondre avant le vendredi 4 décembre 2026",
            "adresse": "/admin/droits/D-2026-00012/",
        },
        has_link=False,
    )
)
