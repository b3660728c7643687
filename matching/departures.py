"""What a person who leaves still follows: placements not ended, young people in their charge."""

from matching.models import Placement, Youth
from psf.accounts import leaver


def _placements(user):
    return Placement.objects.open().filter(tutor=user)


def _youths(user):
    return Youth.objects.current().filter(tutor=user)


def register() -> None:
    leaver.register(
        "parcours suivis",
        count=lambda user: _placements(user).count(),
        handover=lambda user, successor: _placements(user).update(tutor=successor),
    )
    leaver.register(
        "jeunes suivis",
        count=lambda user: _youths(user).count(),
        handover=lambda user, successor: _youths(user).update(tutor=successor),
    )
