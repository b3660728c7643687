"""What a rule of the clock is, and what the rules share."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from psf.workflow.enums import EventKind
from psf.workflow.kinds import ActionKind
from psf.workflow.models import Action, Event
from psf.workflow.policies.effective import EffectivePolicy, policies_by_service

# « utiliser les heures » and « vérifier les contacts » done by hand are not asked again at once.
ASK_AGAIN_DAYS = 30


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the clock: `find` gives the subjects due, `act` handles one and says if it did.

    `sentence` says it in French with the days of a policy; `code` is where a subject's public code
    stands, the first one that is filled. `act_on_all` handles many in one transaction, by their
    keys, and returns the keys of those it did; where it fails, `act` is asked for each of them.
    """

    name: str
    label: str
    find: Callable[[datetime], Iterable]
    act: Callable[[object, datetime], bool]
    sentence: Callable[[EffectivePolicy], str]
    code: tuple[str, ...] = ("code",)
    act_on_all: Callable[[Sequence[int], datetime], list[int]] | None = None
    # Where it reminds or escalates, what leads from its subject to a file: suspended, it is left alone.
    reminds: str = ""


def log_clock(subject, name: str, label: str, now: datetime) -> None:
    Event.objects.create(
        kind=EventKind.CLOCK, name=name, label=label, at=now, **subject.as_subject()
    )


def last_days(name: str, now: datetime) -> dict[date, list[int]]:
    """The last day from which the delay `name` is over today: services by that day."""
    today = timezone.localdate(now)
    days, found = {}, {}
    for service, policy in policies_by_service().items():
        if id(policy) not in days:
            days[id(policy)] = policy.count.latest_start(policy.delay(name), today)
        found.setdefault(days[id(policy)], []).append(service)
    return found


def move(workflow, subject, name, now, **kwargs) -> bool:
    workflow.perform(subject, name, now=now, **kwargs)
    return True


def asked_lately(kind: ActionKind, now: datetime) -> Exists:
    """Whether this action is open on the subject, or was done not long ago."""
    limit = now - timedelta(days=ASK_AGAIN_DAYS)
    return Exists(
        Action.objects.filter(
            Q(done_at__isnull=True) | Q(done_at__gte=limit),
            **{kind.about: OuterRef("pk"), "verb": kind.verb},
        )
    )
