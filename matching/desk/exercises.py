"""What a learner did of each exercise, from what was written down: events, consultations, histories."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import ModelLogEntry

from matching.models import Youth
from psf.perimeter.models import AccessLog
from psf.workflow.enums import EventKind
from psf.workflow.models import Event

# The young people of this name are in the demonstration of each académie.
SOUGHT = "Léa"
MANY = 3
OPENED = (AccessLog.Door.FORM, AccessLog.Door.FILE)


def _events(user: Any, since: datetime) -> "QuerySet[Event]":
    return Event.objects.not_undone().filter(by=user, at__gte=since)


def found_somebody(user: Any, since: datetime) -> bool:
    """Opened the record or a file of one of them."""
    sought = Youth.objects.filter(first_name=SOUGHT).values("pk")
    seen = AccessLog.objects.by(user).filter(at__gte=since, door__in=OPENED)
    return seen.filter(record__in=sought).exists()


def chained(user: Any, since: datetime) -> bool:
    """Noted what came of three files or people: a call, a step, something done."""
    answered = _events(user, since).exclude(kind=EventKind.CLOCK)
    about = answered.filter(Q(placement__isnull=False) | Q(youth__isnull=False))
    return about.exclude(name="merge").count() >= MANY


def declared_by_telephone(user: Any, since: datetime) -> bool:
    return _events(user, since).filter(name="declare").exclude(on_behalf_of="").exists()


def sent(user: Any, since: datetime) -> bool:
    return _events(user, since).filter(name="send", kind=EventKind.TRANSITION).exists()


def merged(user: Any, since: datetime) -> bool:
    """Young people leave an event, organisations a line of their history."""
    if _events(user, since).filter(name="merge").exists():
        return True
    entries = ModelLogEntry.objects.filter(user=user, timestamp__gte=since)
    return entries.filter(action="offers.merge").exists()
