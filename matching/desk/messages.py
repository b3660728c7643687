"""What the desk writes to the staff."""

from psf.messaging.kinds import MessageKind, Text, register
from psf.workflow.enums import Actor

KIND = "staff_digest"

register(
    MessageKind(
        code=KIND,
        label="Point du matin",
        recipient=Actor.TUTOR,
        text=Text(
            "Point du matin : {nombre} en retard",
            "Bonjour,\n\nEn retard, à faire par vous :\n{liste}\n\n{adresse}\n\n{messages}\n\n"
            "Pour ne plus recevoir ce point : {compte}",
        ),
        variables={
            "nombre": "nombre d'actions en retard",
            "liste": "les plus anciennes : code, action, date",
            "adresse": "adresse du suivi dans PSF",
            "messages": "messages qui ne sont pas partis, ou rien",
            "compte": "adresse de la page du compte",
        },
        samples={
            "nombre": "2",
            "liste": "P-2026-00042 : Appeler l'entreprise, depuis le 17/11\n"
            "O-2026-00007 : Vérifier l'offre, depuis le 19/11",
            "adresse": "/admin/suivi/",
            "messages": "",
            "compte": "/admin/account/",
        },
        has_link=False,
        button="Ouvrir le suivi",
    )
)
