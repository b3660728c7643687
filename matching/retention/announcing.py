"""A month before: the young person is offered their papers, the DPO and the services are told."""

import logging
import time
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from matching.due import MONTHS_BEFORE, Times, archive_day, last_day
from matching.messages import recipients, values
from matching.models import Youth
from matching.retention.preview import summary
from matching.youths import alarms
from matching.youths.actions import OFFER_PAPERS
from psf.accounts.models import User
from psf.accounts.roles import COORDINATORS, Role
from psf.french.numbers import counted
from psf.links.enums import LinkPurpose
from psf.messaging.models import Message
from psf.messaging.post import Recipient, post
from psf.months import add_months
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import all_services, perimeter
from psf.workflow.agenda import open_action
from psf.workflow.journal import Journal

logger = logging.getLogger("psf.retention")
BATCH = 200
# Below the timeout of a task; what is left is done at the next run.
SECONDS = 200
# The papers are proposed by then, with some days left to come and take them.
MARGIN = timedelta(days=7)
KIND = "staff_conservation"


def a_month_later(on: date) -> date:
    return add_months(on, MONTHS_BEFORE)


def untold(on: date):
    """Whose destruction falls within a month, and was not announced."""
    return Youth.objects.past_their_end(a_month_later(on)).filter(announced_on__isnull=True)


def announce(*, now: datetime | None = None) -> int:
    """Announce what falls due within a month; return for how many files something was said."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    end = time.monotonic() + SECONDS
    done = sum(
        _one_by_one(find, act, now, end)
        for find, act in (
            (lambda: Youth.objects.owed_papers(today), offer_papers),
            (lambda: alarms.missing(today), alarms.settle),
            (lambda: alarms.pointless(today), alarms.settle),
        )
    )
    while time.monotonic() < end:
        with transaction.atomic(), all_services("announce what ends within a month"):
            keys = list(untold(today).order_by("pk").values_list("pk", flat=True)[:BATCH])
            Youth.objects.filter(pk__in=keys).update(announced_on=today)
        done += len(keys)
        if len(keys) < BATCH:
            break
    tell_people(now=now)
    return done


def _one_by_one(find, act, now, end) -> int:
    """Each subject in a transaction of its own, so that one that fails stops no other."""
    with transaction.atomic(), all_services("what falls due"):
        keys = list(find().order_by("pk").values_list("pk", flat=True))
    done = 0
    for key in keys:
        if time.monotonic() >= end:
            break
        try:
            with transaction.atomic(), all_services("what falls due, one by one"):
                youth = Youth.objects.select_for_update(of=("self",)).get(pk=key)
                done += bool(act(youth, now=now))
        except Exception:
            logger.exception("file %s: conservation failed", key)
    return done


def offer_papers(youth: Youth, *, now: datetime) -> bool:
    """Write to the young person, and ask whoever followed them to call."""
    today = timezone.localdate(now)
    if not Youth.objects.owed_papers(today).filter(pk=youth.pk).exists():
        return False
    times = Times.on(today)
    leaves = min(filter(None, (archive_day(youth, times), last_day(youth, times))))
    leaves = max(leaves, a_month_later(today))
    open_action(youth, OFFER_PAPERS, journal=Journal(), now=now, due=leaves - MARGIN)
    told = [
        ("youth", recipients.youth(youth), LinkPurpose.YOUTH, {}),
        *(
            ("guardian", recipients.guardian(row), LinkPurpose.GUARDIAN, {"guardian": row})
            for row in recipients.guardians(youth)
        ),
    ]
    for prefix, to, purpose, holder in told:
        post(
            f"{prefix}_papers",
            youth,
            to,
            values=values.for_youth(youth, to.name) | {"archivage": values.day_in_words(leaves)},
            link=recipients.link_for(purpose, now=now, youth=youth, placement=None, **holder),
            cause="Dossier bientôt archivé",
            key=f"{prefix}_papers:{holder['guardian'].pk if holder else youth.pk}:{leaves}",
            now=now,
        )
    return True


def tell_people(*, now: datetime) -> int:
    """Once a month, to the DPO and to the coordinators of the services where something falls due."""
    today, written = timezone.localdate(now), 0
    users = User.objects.active().exclude(email="").with_role(Role.DPO, *COORDINATORS)
    for user in users.order_by("pk"):
        key = f"conservation:{user.pk}:{today:%Y-%m}"
        if Message.objects.filter(key=key).exists():
            continue
        services = PerimeterGrant.objects.services_of(user)
        with transaction.atomic(), perimeter(services):
            found = summary(services, until=a_month_later(today))
            if not found.total:
                continue
            post(
                KIND,
                None,
                Recipient(name=str(user), email=user.email, user=user),
                values={
                    "nombre": counted(found.total, "dossier"),
                    "liste": "\n".join(found.words),
                    "adresse": settings.WAGTAILADMIN_BASE_URL.rstrip("/")
                    + reverse("conservation:index"),
                },
                cause="Échéances de conservation",
                key=key,
                now=now,
            )
            written += 1
    return written
