"""The one-time code asked for before a signature: to the address of the link, and nowhere else."""

from datetime import timedelta

from django.utils import timezone

from matching.enums import Party
from matching.messages import company, recipients, values
from psf.french.numbers import counted
from psf.links import codes
from psf.links.enums import CODE_MINUTES, CODES_ASKED
from psf.messaging.kinds import MessageKind, Text, register
from psf.messaging.models import Message
from psf.messaging.post import post
from psf.workflow.enums import Actor
from psf.workflow.errors import Refused
from psf.workflow.locks import lock_subject

TOO_MANY = (
    "Plusieurs codes sont déjà partis : cherchez le dernier reçu, ou réessayez dans une heure."
)
NO_WAY = (
    "Aucun code ne peut partir à l’adresse de ce lien : appelez la personne qui vous a écrit, ou"
    " signez sur papier."
)
KINDS = {
    actor: f"{actor.value}_sign_code" for actor in (Actor.COMPANY, Actor.YOUTH, Actor.GUARDIAN)
}
# Who types the code; the other parties sign for a company.
ACTORS = {Party.YOUTH: Actor.YOUTH, Party.GUARDIAN: Actor.GUARDIAN}
VALIDITY = {"validite": "combien de temps le code vaut"}
WORDS = ("code", "tuteur", "tuteur_telephone", "service")


def validity() -> str:
    """« 15 minutes »."""
    return counted(CODE_MINUTES, "minute")


register(
    *(
        MessageKind(
            code=code,
            label=f"Code pour signer la convention ({actor.label})",
            recipient=actor,
            text=Text(
                "Votre code pour signer ({code})",
                "Bonjour,\n\n"
                "Voici le code à saisir pour signer la convention {code} :\n\n"
                "{code_signature}\n\n"
                "Il vaut {validite} et ne sert qu'une fois. Ne le donnez à personne, même au"
                " téléphone. Vous n'avez rien demandé ? Prévenez {tuteur}, {service},"
                " {tuteur_telephone}.",
                "{code_signature} : votre code pour signer la convention {code}. Ne le donnez à"
                " personne.",
            ),
            variables={word: company.VARIABLES[word] for word in WORDS} | VALIDITY,
            samples={word: company.SAMPLES[word] for word in WORDS} | {"validite": validity()},
            has_link=False,
            has_signing_code=True,
        )
        for actor, code in KINDS.items()
    )
)


def send_code(link, *, now=None) -> Message | None:
    """Send a new code for `link`; the former one no longer holds. The caller states the perimeter.

    Raises Refused, in French: too many were asked for, or the address of the link is no longer in
    force.
    """
    placement = link.placement
    return post_code(
        link,
        KINDS[ACTORS.get(link.party, Actor.COMPANY)],
        placement,
        {"code": placement.code, "validite": validity(), **values.follower(placement)},
        cause="Code demandé pour signer",
        now=now,
    )


def post_code(link, kind: str, subject, words: dict, *, cause: str, now=None) -> Message | None:
    """Send a new code of `link` by the message `kind` about `subject`; Refused as `send_code` is."""
    now = now or timezone.now()
    # Those who ask at once wait for each other, and are counted.
    lock_subject(subject)
    sent = Message.objects.filter(link=link, kind=kind)
    for most, hours in CODES_ASKED:
        if sent.filter(created_at__gt=now - timedelta(hours=hours)).count() >= most:
            raise Refused(TOO_MANY)
    to = recipients.at_the_address_of(link)
    if to is None:
        raise Refused(NO_WAY)
    codes.renew(link, now)
    return post(
        kind,
        subject,
        to,
        values=words,
        link=lambda address: link,
        cause=cause,
        now=now,
    )
