"""The one-time code asked for before a signature: to the address of the link, and nowhere else."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from matching.enums import Party
from matching.messages import company, recipients, values
from psf.french.moments import until_in_words
from psf.french.numbers import lasting
from psf.links import codes
from psf.links.enums import CODE_MINUTES, CODES_ASKED
from psf.messaging.kinds import MessageKind, Text, register
from psf.messaging.models import Message
from psf.messaging.post import post
from psf.workflow.enums import Actor
from psf.workflow.errors import Refused
from psf.workflow.locks import lock_subject

ON_ITS_WAY = (
    "Votre code est déjà parti plusieurs fois : cherchez le dernier message, courrier indésirable"
    " compris. Il vaut {}."
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
LONG_AGO = datetime.min.replace(tzinfo=UTC)
VALIDITY = {"validite": "combien de temps le code vaut"}
WORDS = ("code", "tuteur", "tuteur_telephone", "service")


def validity(link, now) -> str:
    """« 15 minutes », « 1 heure 20 »: how long the code of `link` holds from `now`."""
    return lasting(int((link.code_until - now).total_seconds()) // 60)


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
            samples={word: company.SAMPLES[word] for word in WORDS}
            | {"validite": lasting(CODE_MINUTES)},
            has_link=False,
            has_signing_code=True,
        )
        for actor, code in KINDS.items()
    )
)


def send_code(link, *, now=None) -> Message | None:
    """Send the living code of `link` anew, or another when none lives. The caller states the perimeter.

    A link without a living code is always given one: whatever others asked for, they kept nobody from
    signing (psf.links.codes). Raises Refused, in French: the living one left often enough, or the
    address of the link is no longer in force.
    """
    placement = link.placement
    return post_code(
        link,
        KINDS[ACTORS.get(link.party, Actor.COMPANY)],
        placement,
        {"code": placement.code, **values.follower(placement)},
        cause="Code demandé pour signer",
        now=now,
    )


def post_code(link, kind: str, subject, words: dict, *, cause: str, now=None) -> Message | None:
    """Send a code of `link` by the message `kind` about `subject`; Refused as `send_code` is."""
    now = now or timezone.now()
    # Those who ask at once wait for each other, and are counted.
    lock_subject(subject)
    link.refresh_from_db(fields=codes.FIELDS)
    sent = _sent_lately(link, kind, now)
    if codes.is_waiting(link, now) and _next_one(sent) > now:
        raise Refused(ON_ITS_WAY.format(until_in_words(link.code_until, now)))
    to = recipients.at_the_address_of(link)
    if to is None:
        raise Refused(NO_WAY)
    codes.renew(link, now, until=_next_one([now, *sent]))
    return post(
        kind,
        subject,
        to,
        values={**words, "validite": validity(link, now)},
        link=lambda address: link,
        cause=cause,
        now=now,
    )


def _sent_lately(link, kind: str, now) -> list[datetime]:
    """When the codes of `link` left by this message, as far back as bounds look; newest first."""
    longest = timedelta(hours=max(hours for _, hours in CODES_ASKED))
    sent = Message.objects.filter(link=link, kind=kind, created_at__gt=now - longest)
    return list(sent.order_by("-created_at").values_list("created_at", flat=True))


def _next_one(sent: list[datetime]) -> datetime:
    """From when on another message may leave after those of `sent`, newest first; long ago for now."""
    return max(
        (
            sent[most - 1] + timedelta(hours=hours)
            for most, hours in CODES_ASKED
            if len(sent) >= most
        ),
        default=LONG_AGO,
    )
