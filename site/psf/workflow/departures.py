"""What the queue gives to people: open actions, told to the page of somebody who leaves."""

from django.utils import timezone

from psf.accounts import leaver
from psf.accounts.models import User
from psf.workflow.enums import EventKind
from psf.workflow.kinds import label_of
from psf.workflow.models import Action, Event
from psf.workflow.querysets import ActionQuerySet


def _open_actions(user: User) -> ActionQuerySet:
    return Action.objects.open().of_person(user)


def hand_over_actions(user: User, successor: User, note: str) -> int:
    """Give them, and leave the word for the successor in the history of what each is about."""
    now = timezone.now()
    Event.objects.bulk_create(
        Event(
            kind=EventKind.RECORD,
            name="given",
            label=f"Confiée à {successor}, au départ de {user} : {label_of(action.verb)}"[:200],
            at=now,
            text=note,
            **action.subject_keys(),
        )
        for action in _open_actions(user)
    )
    return _open_actions(user).update(person=successor)


leaver.register(
    "actions à faire",
    count=lambda user: _open_actions(user).count(),
    handover=hand_over_actions,
)
