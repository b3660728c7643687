"""What time does to requests: reminders before the law's day, copies that expire, old requests that go."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from matching.models import Breach, RightsRequest
from matching.rights import handling
from matching.rights.messages import REMINDER
from psf.accounts.models import User
from psf.accounts.roles import COORDINATORS, Role
from psf.french.days import weekday_full_date
from psf.messaging.post import Recipient, post
from psf.perimeter.scope import all_services
from psf.personal.durations import DURATIONS

logger = logging.getLogger("psf.rights")

# Days left when those who answer, and the DPO, are told again; the last one is the day after.
REMINDED = (10, 3, -1)


def erase_expired_copies(*, now=None) -> int:
    """Copies that nobody fetched in time, or that were fetched: none stays; how many went."""
    now = now or timezone.now()
    with all_services("erase copies of rights requests"), transaction.atomic():
        rows = (
            RightsRequest.objects.with_expired_archive(now)
            .filter(archive__erased_at__isnull=True)
            .select_related("archive")
            .select_for_update(of=("self",), skip_locked=True)
        )
        count = 0
        for row in rows:
            handling.forget_archive(row, now=now)
            count += 1
    if count:
        logger.info("%s copy(ies) of rights requests erased", count)
    return count


def forget_old_requests(*, now=None) -> int:
    """Requests answered, and breaches closed, for as long as the duration says; how many went."""
    before = timezone.localdate(DURATIONS["rights"].before(now))
    with all_services("forget old rights requests"), transaction.atomic():
        old = RightsRequest.objects.answered().filter(closed_on__lt=before)
        for row in old.select_related("archive"):
            handling.forget_archive(row, now=now)
        count, _ = old.delete()
        breaches, _ = Breach.objects.filter(closed_at__date__lt=before).delete()
    return count + breaches


def remind(*, now=None) -> int:
    """Write to the coordinators of the service and to the DPO when few days are left; how many."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    written = 0
    with all_services("remind of rights requests: codes only"), transaction.atomic():
        until = today + timedelta(days=max(REMINDED))
        for row in RightsRequest.objects.ending(until).select_related("service"):
            left = (row.due_on - today).days
            step = min(day for day in REMINDED if left <= day)
            for user in readers(row):
                key = f"rights:{row.code}:{row.due_on}:{step}:{user.pk}"
                written += _tell(row, user, key, today, now) is not None
    return written


def readers(row: RightsRequest) -> list[User]:
    """Who answers it, the nearest first found, and the DPO."""
    seeing = User.objects.active().seeing_any([row.service_id])
    nearest = list(seeing.with_role(Role.BASIN)) or list(seeing.with_role(*COORDINATORS))
    dpo = User.objects.active().with_role(Role.DPO)
    return [user for user in {*nearest, *dpo} if user.email]


def _tell(row, user, key, today, now):
    late = row.due_on < today
    said = "devait être répondue avant le" if late else "à répondre avant le"
    site = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    return post(
        REMINDER,
        None,
        Recipient(name=str(user), email=user.email, user=user),
        values={
            "code": row.code,
            "echeance": f"{said} {weekday_full_date(row.due_on)}",
            "adresse": site + reverse("rights:request", args=[row.code]),
        },
        cause="Délai d'une demande d'exercice de droits",
        key=key,
        now=now,
    )
