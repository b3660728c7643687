"""What a person who leaves still follows: placements not ended, young people, companies."""

from datetime import timedelta

from django.utils import timezone

from matching.models import Placement, Youth
from offers.models import Company
from psf.accounts import leaver
from psf.workflow.enums import EventKind
from psf.workflow.models import Event

LEFT = "tutor_left"
# One departure gives all that somebody holds in one transaction.
JUST_NOW = timedelta(minutes=5)


def _placements(user):
    return Placement.objects.open().filter(tutor=user)


def _youths(user):
    return Youth.objects.current().filter(tutor=user)


def _companies(user):
    return Company.objects.current().filter(interlocutor=user)


def hand_over_placements(user, successor, note) -> int:
    """Give the parcours, and leave the word for the successor in the history of each."""
    placements = list(_placements(user).select_related("youth", "service"))
    _leave_word(placements, user, successor, note)
    return Placement.objects.filter(pk__in=[row.pk for row in placements]).update(tutor=successor)


def hand_over_youths(user, successor, note) -> int:
    """Give the young people, with the same word; a parcours given too already tells it."""
    youths = list(_youths(user).select_related("service"))
    lately = Event.objects.filter(name=LEFT, at__gte=timezone.now() - JUST_NOW)
    told = set(lately.filter(youth__in=youths).values_list("youth_id", flat=True))
    _leave_word([youth for youth in youths if youth.pk not in told], user, successor, note)
    return Youth.objects.filter(pk__in=[youth.pk for youth in youths]).update(tutor=successor)


def _leave_word(subjects, user, successor, note) -> None:
    now = timezone.now()
    Event.objects.bulk_create(
        Event(
            kind=EventKind.NOTE,
            name=LEFT,
            label=f"Suivi repris par {successor}, au départ de {user}",
            text=note,
            at=now,
            **subject.as_subject(),
        )
        for subject in subjects
    )


leaver.register(
    "parcours suivis",
    count=lambda user: _placements(user).count(),
    handover=hand_over_placements,
)
leaver.register(
    "jeunes suivis",
    count=lambda user: _youths(user).count(),
    handover=hand_over_youths,
)
leaver.register(
    "entreprises dont cette personne est l'interlocutrice",
    count=lambda user: _companies(user).count(),
    handover=lambda user, successor, note: _companies(user).update(interlocutor=successor),
)
