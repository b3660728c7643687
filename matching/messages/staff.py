"""To whoever follows the file: somebody answered. A code and an address of the admin, no name."""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from matching.models import Placement
from psf.accounts.models import User
from psf.accounts.models.absence import stand_in
from psf.accounts.roles import COORDINATORS
from psf.messaging.kinds import MessageKind, Text, register
from psf.messaging.post import Recipient, post
from psf.perimeter.models import PerimeterGrant
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
            " d'abord. À vous de voir ce qui doit être gardé, et pourquoi : {adresse}",
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


def tell_staff(user, subject, code: str, news: str, **about) -> None:
    """Write to `user` the message `code`, with its `news` of a file or of an offer."""
    site = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    page = "work:file" if isinstance(subject, Placement) else "offers:life"
    post(
        code,
        subject,
        Recipient(name=str(user), email=user.email, user=user),
        values={
            "code": subject.code,
            "nouvelle": news,
            "adresse": site + reverse(page, args=[subject.code]),
        },
        **about,
    )


def tell_followers(offer, news: str, *, now) -> None:
    """Tell those who coordinate the service of an offer what somebody did by their link.

    Where it has no coordinator, those of its département; who stands in for one today, instead.
    """
    coordinators = User.objects.active().with_role(*COORDINATORS)
    grants = PerimeterGrant.objects.in_force()
    nearest = (Q(service=offer.service_id), Q(department=offer.service.department_id))
    found = (coordinators.filter(pk__in=grants.filter(near).values("user")) for near in nearest)
    today = timezone.localdate(now)
    for user in {stand_in(each, today) for each in next(filter(None, found), ())}:
        tell_staff(user, offer, "staff_answered", news, cause="Réponse par un lien", now=now)
