"""Handing a copy over by the person's own link: a message, a code, then the file, once."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from matching.enums import RightsHandOver, RightsOutcome
from matching.messages import recipients, signing_code, values
from matching.models import RightsRequest
from matching.rights import handling
from matching.rights.messages import CODE, COPY_READY
from psf.french.days import weekday_full_date
from psf.links import codes
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.messaging.post import post
from psf.workflow.enums import Actor
from psf.workflow.errors import Refused
from psf.workflow.locks import lock_subject

GONE = "Cette copie n’est plus là : demandez-en une autre, ou appelez la personne qui vous suit."


def send_link(request: RightsRequest, *, by, now=None) -> None:
    """Write to whoever asked that their copy waits; the request is answered when they open it."""
    now = now or timezone.now()
    with handling.changing(request, by=by, now=now) as row:
        handling.check_answerable(row)
        if not row.archive_is_there(now):
            raise Refused("Préparez d'abord la copie.")
        guardian = row.guardian if row.is_by_guardian else None
        prefix, purpose = (
            ("guardian", LinkPurpose.GUARDIAN) if guardian else ("youth", LinkPurpose.YOUTH)
        )
        to = recipients.guardian(guardian) if guardian else recipients.youth(row.youth)
        about: dict[str, Any] = {"youth": row.youth}
        if guardian:
            about["guardian"] = guardian
        message = post(
            f"{prefix}_{COPY_READY}",
            row.youth,
            to,
            values={
                **values.for_youth(row.youth, to.name),
                "jusqu_au": weekday_full_date(timezone.localtime(row.archive_until).date()),
            },
            link=recipients.link_for(purpose, now=now, **about),
            cause="Copie des données prête",
            by=by,
            now=now,
        )
        if message is None or message.link_id is None:
            raise Refused("Aucun lien ne peut partir : remettez la copie autrement.")
        row.handed_over, row.sent_at = RightsHandOver.LINK, now


def waiting_for(link: Link, now=None) -> RightsRequest | None:
    """The copy that the holder of a link may fetch now: their own, sent to them by their link."""
    asked = Actor.GUARDIAN if link.guardian_id else Actor.YOUTH
    rows = RightsRequest.objects.filter(
        youth=link.youth_id,
        asked_by=asked,
        guardian=link.guardian_id,
        handed_over=RightsHandOver.LINK,
        archive__isnull=False,
    ).select_related("archive", "service", "youth__service")
    return next(
        (
            row
            for row in rows.order_by("-pk")
            if row.archive_is_there(now) and row.archive and not row.archive.erased_at
        ),
        None,
    )


def send_code(link: Link, *, now=None):
    """A code for the address of the link; Refused when too many were asked for."""
    youth: Any = link.youth
    person = values.for_youth(youth, "")
    return signing_code.post_code(
        link,
        CODE[Actor.GUARDIAN if link.guardian_id else Actor.YOUTH],
        youth,
        {
            "code": youth.code,
            **{word: person[word] for word in ("tuteur", "tuteur_telephone", "service")},
        },
        cause="Code demandé pour ouvrir une copie",
        now=now,
    )


def fetch(link: Link, typed: str, *, browser: str = "", now=None) -> tuple[str, bytes]:
    """(name, content) of the copy, for the right code; the request is then answered. Raises Refused.

    The code serves once; the copy stays until its day, for whoever asks for a new code.
    """
    now = now or timezone.now()
    request = waiting_for(link, now)
    blob = request.archive if request else None
    if request is None or blob is None:
        raise Refused(GONE)
    # Always before the link's own row, as who asks for a code does.
    lock_subject(link.youth)
    if problem := codes.problem_of(link, typed, now, browser=browser):
        raise Refused({"code": problem})
    with transaction.atomic():
        content = blob.content()
        codes.use_up(link)
        RightsRequest.objects.filter(pk=request.pk, downloaded_at=None).update(downloaded_at=now)
        if request.is_open:
            with handling.changing(request, now=now) as row:
                handling.close(row, RightsOutcome.ANSWERED, RightsHandOver.LINK, by=None, now=now)
    return f"{request.code}.zip", content
