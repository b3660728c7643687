"""Reminding companies by hand, one or many: never beyond the rows given, never twice in two days."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from matching.enums import PlacementStage
from matching.messages import news, recipients
from matching.models import Placement
from matching.placements.actions.sent import ANSWER
from matching.placements.locks import lock_placement
from psf.messaging.models import Message
from psf.workflow.enums import Actor, EventKind
from psf.workflow.models import Event

QUIET_HOURS = 48
LARGEST = 200


@dataclass(slots=True)
class Reminded:
    """How many companies were written to, left alone (written to lately), can't be written to, or are suspended."""

    sent: int = 0
    lately: int = 0
    unreachable: int = 0
    paused: int = 0


def awaiting(actions):
    """Among these actions, the answers that companies owe."""
    return actions.of(ANSWER).filter(placement__stage=PlacementStage.SENT)


def remind_all(actions, *, by, now=None) -> Reminded:
    """Remind the companies of these open actions, at most 200 of them, oldest first."""
    result = Reminded()
    keys = awaiting(actions).order_by("due", "pk").values_list("placement", flat=True)
    for pk in list(keys[:LARGEST]):
        with transaction.atomic():
            outcome = remind(lock_placement(pk), by=by, now=now)
        setattr(result, outcome, getattr(result, outcome) + 1)
    return result


def remind(placement: Placement, *, by, now=None) -> str:
    """Write to the company of a locked placement; return which count of `Reminded` it adds to."""
    now = now or timezone.now()
    if (
        placement.stage != PlacementStage.SENT
        or placement.answer_asked() is None
        or _written_lately(placement, now)
    ):
        return "lately"
    if placement.pauses.running(timezone.localdate(now)).exists():
        return "paused"
    contacts = recipients.company_contacts(placement)
    reached = [contact for contact in contacts if recipients.reaches(contact.known)]
    if not reached:
        return "unreachable"
    event = Event.objects.create(
        kind=EventKind.RECORD,
        name="reminded",
        label="Relance envoyée à l'entreprise",
        from_stage=placement.stage,
        to_stage=placement.stage,
        at=now,
        by=by,
        **placement.as_subject(),
    )
    for contact in reached:
        news.write_to_contact(placement, contact, "reminder", event=event, now=now)
    return "sent"


def _written_lately(placement, now) -> bool:
    since = now - timedelta(hours=QUIET_HOURS)
    written = Message.objects.filter(
        placement=placement, recipient=Actor.COMPANY, created_at__gt=since
    )
    return written.exists()
