"""The restricted archive: a file leaves its service for the shadow of that service, and may come back.

Row by row nothing changes but the service, so that the row rule of the database hides all of it from
whoever works there: no grant, list, chooser or search ever names a shadow. docs/decisions/archive.md
"""

import logging
import time
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from matching.enums import ArchiveReason, Situation
from matching.models import Youth
from matching.youths.alarms import settle
from matching.youths.children import move_log_entries
from matching.youths.handover import family_of
from matching.youths.situations import change_situation
from psf.links.models import Link
from psf.perimeter.access import Door, record_access_by
from psf.perimeter.scope import all_services, widened
from psf.territories.models import Service
from psf.workflow.agenda import close_actions
from psf.workflow.enums import EventKind
from psf.workflow.errors import Refused
from psf.workflow.journal import Journal
from psf.workflow.models import Event

logger = logging.getLogger("psf.retention")
BATCH = 20
# Below the timeout of a task; what is left is done at the next run.
SECONDS = 200


def archive_due(*, now: datetime | None = None, seconds: int = SECONDS) -> int:
    """Archive what is due, in batches each of a transaction of its own; return how many files.

    Killed, it goes on where it was at the next run: what is archived is no longer due. Two at once
    share the work, each locking its own rows.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    done, failed, end = 0, set(), time.monotonic() + seconds
    while time.monotonic() < end:
        with transaction.atomic(), all_services("archive what is due"):
            batch = list(
                Youth.objects.due_for_archive(today)
                .having_had_their_papers(today)
                .exclude(pk__in=failed)
                .order_by("pk")
                .select_for_update(of=("self",), skip_locked=True)[:BATCH]
            )
            for youth in batch:
                try:
                    with transaction.atomic():
                        archive(youth, now=now)
                    done += 1
                except Exception:
                    logger.exception("file %s could not be archived", youth.code)
                    failed.add(youth.pk)
        if len(batch) < BATCH:
            break
    return done


def archive(youth: Youth, *, now: datetime | None = None) -> None:
    """Move a locked record, with all that was merged into it and hangs on it, out of its service.

    What was open about it is closed, and its personal links open no longer.
    """
    now = now or timezone.now()
    archive = youth.service.get_archive()
    with widened([archive], reason="archive"):
        family = family_of(youth)
        close_actions(youth, journal=Journal(), outcome="archived", now=now)
        links = Link.objects.filter(youth__in=family)
        # Recalled, and not revoked: the machine writes to the family again if the file comes back.
        links.filter(contact__isnull=True).recall(now=now)
        links.revoke(now=now)
        Youth.objects.filter(pk__in=family).update(service=archive, tutor=None)
        youth.refresh_from_db()
        move_log_entries(family, archive)
        Event.objects.create(
            kind=EventKind.CLOCK,
            name="archive",
            label="Mis en archive restreinte",
            at=now,
            **youth.as_subject(),
        )


def archives_of(services: Iterable[int]) -> list[int]:
    """Keys of the restricted archives of these services."""
    found = Service.everywhere.archives_of(services).order_by("pk")
    return list(found.values_list("pk", flat=True))


def held_now(shown: int) -> list[tuple[Service, int, list[str]]]:
    """(service it came from, how many, some codes) of the archives in sight: codes, and no name."""
    rows = Youth.objects.current().archived().select_related("service__archive_of")
    found: dict[Service, list[str]] = {}
    for row in rows.order_by("service", "-closed_on", "pk"):
        found.setdefault(row.service.origin, []).append(row.code)
    by_name = sorted(found.items(), key=lambda each: (each[0].sort_name, each[0].pk))
    return [(service, len(codes), codes[:shown]) for service, codes in by_name]


def consult(youth: Youth, *, by, reason: ArchiveReason) -> None:
    """Keep, where the file came from, that somebody opened it in the archive and why."""
    record_access_by(
        by,
        youth,
        Door.ARCHIVE,
        service_id=youth.service.archive_of_id,
        reason=ArchiveReason(reason).label,
    )


def reopen(youth: Youth, *, by, reason: ArchiveReason, now: datetime | None = None) -> Youth:
    """Bring the file back to its service: the person is there again, and somebody owes them a point.

    Both services in sight. Raises Refused when it has left the archive meanwhile.
    """
    now = now or timezone.now()
    with transaction.atomic():
        youth = Youth.objects.select_for_update(of=("self",)).get(pk=youth.pk)
        archive = youth.service
        if archive.archive_of_id is None:
            raise Refused("Ce dossier n'est plus en archive.")
        consult(youth, by=by, reason=reason)
        family = family_of(youth)
        Youth.objects.filter(pk__in=family).update(service=archive.archive_of_id)
        youth.refresh_from_db()
        move_log_entries(family, youth.service)
        change_situation(youth, Situation.SUPPORTED, by=by, now=now)
        settle(youth, now=now)
        Event.objects.create(
            kind=EventKind.RECORD,
            name="reopen",
            label=f"Sorti de l'archive restreinte : {ArchiveReason(reason).label}",
            at=now,
            by=by,
            **youth.as_subject(),
        )
        log(instance=youth, action="psf.reopen", user=by)
    return youth
