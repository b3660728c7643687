"""To whoever follows the file: somebody answered. A code and an address of the admin, no name."""

from django.conf import settings
from django.urls import reverse

from psf.messaging.kinds import MessageKind, Text, register
from psf.messaging.post import Recipient, post
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
register(
    MessageKind(
        code="staff_conservation",
        label="Dossiers qui arrivent à échéance",
        recipient=Actor.COORDINATOR,
        text=Text(
            "Conservation : {nombre} à échéance",
            "Bonjour,\n\nDans le mois qui vient :\n{liste}\n\nRien n'est détruit sans avoir été annoncé ici"
            " un mois plus tôt. À vous de voir ce qui doit être gardé, et pourquoi : {adresse}",
        ),
        variables={
            "nombre": "nombre de dossiers",
            "liste": "ce qui arrive, par règle : des nombres",
            "adresse": "adresse de la page Conservation dans PSF",
        },
        samples={
            "nombre": "12 dossiers",
            "liste": "9 à archiver\n3 à détruire\n1 échu et retenu",
            "adresse": "/admin/conservation/",
        },
        has_link=False,
        button="Ouvrir la page Conservation",
    )
)


def tell_staff(user, placement, code: str, event, **about) -> None:
    """Write to `user` the message `code`, about what `event` says of a file."""
    site = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    post(
        code,
        placement,
        Recipient(name=str(user), email=user.email, user=user),
        values={
            "code": placement.code,
            "nouvelle": event.label,
            "adresse": site + reverse("work:file", args=[placement.code]),
        },
        event=event,
        **about,
    )
