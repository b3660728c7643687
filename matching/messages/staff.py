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
