"""What the queue gives to people: open actions, told to the page of somebody who leaves."""

from psf.accounts import leaver
from psf.accounts.models import User
from psf.workflow.models import Action
from psf.workflow.querysets import ActionQuerySet


def _open_actions(user: User) -> ActionQuerySet:
    return Action.objects.open().of_person(user)


leaver.register(
    "actions à faire",
    count=lambda user: _open_actions(user).count(),
    handover=lambda user, successor, note: _open_actions(user).update(person=successor),
)
