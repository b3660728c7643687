"""What the ground itself gives to people: open actions of the queue."""

from psf.workflow.models import Action

from . import leaver


def _open_actions(user):
    return Action.objects.open().of_person(user)


def register():
    leaver.register(
        "actions à faire",
        count=lambda user: _open_actions(user).count(),
        handover=lambda user, successor, note: _open_actions(user).update(person=successor),
    )
