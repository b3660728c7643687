"""What a person who leaves still follows: placements not ended, young people, companies."""

from django.utils import timezone

from matching.models import Placement, Youth
from offers.models import Company
from psf.accounts import leaver
from psf.workflow.enums import EventKind
from psf.workflow.models import Event


def _placements(user):
    return Placement.objects.open().filter(tutor=user)


def _youths(user):
    return Youth.objects.current().filter(tutor=user)


def _companies(user):
    return Company.objects.current().filter(interlocutor=user)


def hand_over_placements(user, successor, note) -> int:
    """Give the parcours, and leave the word for the successor in the history of each."""
    placements = list(_placements(user).select_related("youth", "service"))
    now = timezone.now()
    Event.objects.bulk_create(
        Event(
            kind=EventKind.NOTE,
            name="tutor_left",
            label=f"Suivi repris par {successor}, au départ de {user}",
            text=note,
            at=now,
            **placement.as_subject(),
        )
        for placement in placements
    )
    return Placement.objects.filter(pk__in=[row.pk for row in placements]).update(tutor=successor)


leaver.register(
    "parcours suivis",
    count=lambda user: _placements(user).count(),
    handover=hand_over_placements,
)
leaver.register(
    "jeunes suivis",
    count=lambda user: _youths(user).count(),
    handover=lambda user, successor, note: _youths(user).update(tutor=successor),
)
leaver.register(
    "entreprises dont cette personne est l'interlocutrice",
    count=lambda user: _companies(user).count(),
    handover=lambda user, successor, note: _companies(user).update(interlocutor=successor),
)
