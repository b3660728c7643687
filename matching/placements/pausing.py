"""Suspending the reminders of one file, and taking them up again.

While it lasts the clock neither reminds nor escalates, the digest leaves the file out and nobody
reminds its company by the queue. What is due stays due: actions stay where they are, with a mark;
a reservation expires on its day, and what a young person asks by their rights keeps its own delays.
"""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from matching.models import Placement, ReminderPause
from matching.placements.locks import lock_placement
from psf.french.days import numeric
from psf.workflow.enums import EventKind
from psf.workflow.errors import Refused
from psf.workflow.models import Event

ALREADY = "Les relances de ce dossier sont déjà suspendues."


def pause_reminders(
    placement: Placement, *, by, reason: str, ends_on: date, text: str = "", now=None
) -> ReminderPause:
    """Suspend from today on. Raises Refused where it is suspended or over, ValidationError."""
    now = now or timezone.now()
    with transaction.atomic():
        placement = lock_placement(placement.pk)
        if not placement.is_open:
            raise Refused("Ce dossier est terminé : il n'y a plus rien à relancer.")
        pause = ReminderPause(
            placement=placement,
            reason=reason,
            text=text,
            starts_on=timezone.localdate(now),
            ends_on=ends_on,
            by=by,
        )
        pause.clean()
        try:
            with transaction.atomic():
                pause.save()
        except IntegrityError as error:
            raise Refused(ALREADY) from error
        label = f"Relances suspendues jusqu'au {numeric(ends_on)} : {pause.get_reason_display()}"
        _record(placement, "pause_reminders", label, by=by, text=text, now=now)
    return pause


def resume_reminders(placement: Placement, *, by, now=None) -> None:
    """Take them up again at once. Raises Refused where nothing is suspended any more."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    with transaction.atomic():
        placement = lock_placement(placement.pk)
        running = ReminderPause.objects.running(today).filter(placement=placement)
        if not running.update(lifted_on=today, lifted_by=by):
            raise Refused("Les relances de ce dossier ont déjà repris.")
        _record(placement, "resume_reminders", "Relances reprises", by=by, text="", now=now)


def running_pause(placement: Placement, on: date | None = None) -> ReminderPause | None:
    return placement.pauses.running(on).select_related("by").first()


def _record(placement, name, label, *, by, text, now) -> None:
    Event.objects.create(
        kind=EventKind.RECORD,
        name=name,
        label=label,
        text=text,
        from_stage=placement.stage,
        to_stage=placement.stage,
        at=now,
        by=by,
        **placement.as_subject(),
    )
