"""To whoever follows the file: somebody answered. A code and an address of the admin, no name."""

from psf.messaging.kinds import MessageKind, Text, register
from psf.workflow.enums import Actor

VARIABLES = {
    "code": "code du parcours ou de l'offre",
    "nouvelle": "ce qui vient de se passer",
    "adresse": "adresse de la page dans PSF",
}

register(
    MessageKind(
        code="staff_answered",
        label="Quelqu'un a répondu par son lien",
        recipient=Actor.TUTOR,
        text=Text(
            "{code} : {nouvelle}",
            "Bonjour,\n\n{nouvelle}.\n\nLa page : {adresse}",
        ),
        variables=VARIABLES,
        samples={
            "code": "P-2026-00042",
            "nouvelle": "L'entreprise propose des dates",
            "adresse": "/admin/suivi/P-2026-00042/",
        },
        has_link=False,
    )
)
