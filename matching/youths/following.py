"""Nobody who is accompanied, ready or in a parcours is left without a next step."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from matching.models import Youth
from matching.youths.situations import opened_by
from psf.workflow.agenda import open_action
from psf.workflow.journal import Journal
from psf.workflow.locks import lock_subject
from psf.workflow.models import Action
from psf.workflow.policies.effective import policy_of

# Points that the machine asks for of itself, to one person on one day.
POINTS_A_DAY = 3
ONE_DAY = timedelta(days=1)


def keep_followed(youth: Youth, *, journal: Journal | None = None, now=None) -> Action | None:
    """Open what the situation of a forgotten young person asks for; None when they are not.

    It is due on the first day on which whoever follows them has few enough such points already, so
    that forty people found at once do not all wait on the same Monday.
    """
    now = now or timezone.now()
    with transaction.atomic():
        youth = lock_subject(youth)
        if not Youth.objects.forgotten().filter(pk=youth.pk).exists():
            return None
        kind = opened_by(youth, youth.situation)
        if kind is None:
            return None
        policy = policy_of(youth)
        first = policy.due(kind, timezone.localdate(now))
        due = quiet_day(first, _points_of(youth, kind.verb, first), policy.count.counts)
        return open_action(youth, kind, journal=journal or Journal(), now=now, due=due)


def quiet_day(first: date, taken: Counter, counts: Callable[[date], bool]) -> date:
    """The first day from `first` on that `counts` and holds fewer than POINTS_A_DAY.

    `taken` is the number of points by day; the day found is added to it.
    """
    day = first
    while taken[day] >= POINTS_A_DAY or not counts(day):
        day += ONE_DAY
    taken[day] += 1
    return day


def _points_of(youth: Youth, verb: str, first: date) -> Counter:
    """How many such actions wait on each day from `first` on, for the same person or team."""
    tutor = youth.tutor if youth.tutor and youth.tutor.is_active else None
    same = {"person": tutor} if tutor else {"person": None, "service": youth.service_id}
    return Counter(
        Action.objects.open()
        .filter(verb=verb, due__gte=first, **same)
        .values_list("due", flat=True)
    )
