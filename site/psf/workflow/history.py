"""What happened to one subject, and what is open on it."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from psf.workflow.kinds import Subject
from psf.workflow.models import Action, Event
from psf.workflow.models.event import EventQuerySet
from psf.workflow.querysets import ActionQuerySet

# That the clock signalled a late action.
LATENESS = "escalate"


def _only(subject: Subject) -> dict[str, Any]:
    """Columns that name `subject` alone: a placement's rows also name its young person."""
    keys = subject.as_subject()
    name = next(name for name in ("placement", "offer", "youth") if name in keys)
    apart = {"placement__isnull": True} if name == "youth" else {}
    return {name: keys[name], **apart}


def events_of(subject: Subject) -> EventQuerySet:
    """Events about `subject`, newest first, with whom they name."""
    return Event.objects.filter(**_only(subject)).timeline().select_related("undone_by")


def last_step(subject: Subject) -> Event | None:
    """The newest step not undone: the one that an undo goes back on."""
    return (
        Event.objects.filter(**_only(subject)).steps().not_undone().order_by("-at", "-pk").first()
    )


def last_news(events: Iterable[Event]) -> Event | None:
    """The first of `events`, newest first, that is more than a notice of the clock."""
    return next((event for event in events if event.is_news), None)


def folded(events: Iterable[Event]) -> list[list[Event]]:
    """The events one by one, in their order; notices of lateness in a row stay together."""
    return [
        group
        for is_notice, found in groupby(events, key=lambda event: event.name == LATENESS)
        for group in ([list(found)] if is_notice else [[event] for event in found])
    ]


def actions_of(subject: Subject) -> ActionQuerySet:
    """Every action ever opened on `subject`."""
    return Action.objects.filter(**_only(subject)).select_related("person")


def newest_move(subject: Subject) -> Event | None:
    """The last transition or undo: what a form was shown on."""
    return (
        Event.objects.filter(**_only(subject), kind__in=("transition", "undo"))
        .select_related("by")
        .order_by("-pk")
        .first()
    )
