"""The morning digest: what is mine and late. Codes and an address of the admin, no name."""

import logging
import time
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from matching.desk.messages import KIND
from matching.desk.queue.listing import reminded_for
from matching.desk.queue.tabs import services_of
from psf.accounts.models import User
from psf.accounts.roles import SEES_PERSONS, Role
from psf.french.days import short
from psf.messaging.enums import DOUBTFUL_STATES
from psf.messaging.models import Message
from psf.messaging.post import Recipient, post
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import perimeter
from psf.territories.calendars import is_working_day
from psf.workflow.kinds import label_of
from psf.workflow.locks import only_one

logger = logging.getLogger("psf.clock")

# In Paris. What no worker sent by then is too late to plan a morning with.
FROM_HOUR, UNTIL_HOUR = 7, 9
LINES = 15
SECONDS = 120


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, and the services in sight of them: what the queue asks of a request."""

    user: User
    services: list[int]


def run(*, now: datetime | None = None) -> int:
    """Write today's digests that are missing, from 7:00 in Paris on working days.

    Each is written once whatever runs it and how often: its key names the person and the day.
    """
    now = now or timezone.now()
    local = timezone.localtime(now)
    if not (is_working_day(None, local.date()) and FROM_HOUR <= local.hour < UNTIL_HOUR):
        return 0
    written, end = 0, time.monotonic() + SECONDS
    with only_one("digest") as alone:
        if not alone:
            return 0
        for user in readers(local.date()):
            if time.monotonic() >= end:
                break
            try:
                written += write(user, now) is not None
            except Exception:
                logger.exception("digest of user %s failed", user.pk)
    return written


def readers(day) -> list[User]:
    """Who may have actions, wants the digest and has not had the one of `day`."""
    users = list(
        User.objects.active()
        .filter(wants_digest=True)
        .exclude(email="")
        .with_role(*SEES_PERSONS, Role.NATIONAL)
        .order_by("pk")
    )
    keys = [key_of(user, day) for user in users]
    told = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    return [user for user in users if key_of(user, day) not in told]


def key_of(user, day) -> str:
    """What makes the digest of this person and day the only one."""
    return f"digest:{user.pk}:{day}"


def write(user, now) -> Message | None:
    """Write the digest of `user`, from their own perimeter; None when nothing is late."""
    services = PerimeterGrant.objects.services_of(user)
    with transaction.atomic(), perimeter(services):
        today = timezone.localdate(now)
        reader = Reader(user, services)
        listing = reminded_for(user, services_of(reader), today)
        count = listing.count()
        doubtful = Message.objects.visible_to(user, services).to_look_at()
        doubtful = doubtful.count() if user.sees_persons else 0
        if not count:
            return None
        late = listing.actions().select_related(
            "placement", "youth", "offer", "contact__company", "filing"
        )
        lines = [line_of(action) for action in late.oldest_first()[:LINES]]
        if count > LINES:
            lines.append(f"et {count - LINES} de plus.")
        return post(
            KIND,
            None,
            Recipient(name=str(user), email=user.email, user=user),
            values={
                "nombre": str(count),
                "liste": "\n".join(lines),
                "adresse": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + listing.address(),
                "messages": _about_messages(doubtful),
                "compte": _absolute("wagtailadmin_account"),
            },
            cause="Point du matin",
            key=key_of(user, today),
            now=now,
        )


def line_of(action) -> str:
    """« P-2026-00042 : Appeler l'entreprise, depuis le 17/11 »; a contact stands for its company."""
    subject = action.placement or action.youth or action.offer or action.filing
    code = subject.code if subject else "Contact d'une entreprise"
    return f"{code} : {label_of(action.verb)}, depuis le {short(action.due)}"


def _about_messages(count: int) -> str:
    if not count:
        return ""
    words = "message n'est pas parti" if count == 1 else "messages ne sont pas partis"
    return f"{count} {words} ou reste à vérifier : {_absolute('messaging:index')}?{DOUBTFUL_STATES}"


def _absolute(name: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(name)
