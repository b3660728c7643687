"""What a version changes for actions already open: counted before, moved on purpose only.

An open action keeps its date. Applied, each one counted from a day (not dated by hand) is counted
again by the policy in force, never before today, with one event; its version then says that it was
done, so that a second application, or two at once, find nothing more.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from psf.accounts.models import User
from psf.french.days import numeric
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import all_services, perimeter, services_in_sight
from psf.territories.models import Academy, Service
from psf.workflow.enums import EventKind
from psf.workflow.kinds import label_of
from psf.workflow.models import Action, Event, StagePolicy
from psf.workflow.policies import catalog
from psf.workflow.policies.effective import (
    EffectivePolicy,
    drafted,
    policies_by_service,
    remembered,
)
from psf.workflow.querysets import ActionQuerySet

# Up to that many actions the request moves them; beyond, the worker.
AT_ONCE = 500
CHUNK = 200
KEYS = ("service_id", "youth_id", "placement_id", "offer_id", "contact_id")

Policies = Mapping[int, EffectivePolicy]


@dataclass(frozen=True, slots=True)
class Shift:
    """How many open actions of one step would get another date, from when to when."""

    step: str
    count: int
    before: tuple[date, date]
    after: tuple[date, date]

    @property
    def sentence(self) -> str:
        """« Appeler l'entreprise : 43 suivis seraient dus le 12/11/2026 au lieu du 10/11/2026 »."""
        many = self.count > 1
        who = f"{self.count} suivis seraient dus" if many else "1 suivi serait dû"
        return f"{catalog.label_of(self.step)} : {who} {_span(self.after)} au lieu {_span(self.before, 'du')}."


def _span(days: tuple[date, date], word: str = "le") -> str:
    first, last = days
    if first == last:
        return f"{word} {numeric(first)}"
    return f"{'de dates ' if word == 'du' else ''}entre le {numeric(first)} et le {numeric(last)}"


@contextmanager
def scope_of(academy: Academy | None, user: User) -> Iterator[list[int]]:
    """See the services that a version of this scope concerns and this person may move; yield their ids.

    An académie's version: those of the académie in the person's own perimeter. A national one:
    every service, by name and logged.
    """
    if academy is None:
        with all_services("stage policy"):
            yield services_in_sight()
        return
    own = set(PerimeterGrant.objects.services_of(user))
    there = Service.objects.of_academy(academy).values_list("pk", flat=True)
    with perimeter(own & set(there)):
        yield services_in_sight()


def preview(draft: StagePolicy, services: Collection[int]) -> list[Shift]:
    """What applying a version not saved yet would move, among these services in sight."""
    memory = drafted(draft)
    places = memory.all_places()
    return _shifts({pk: memory.at(places[pk]) for pk in services})


def shifts(academy: Academy | None, services: Collection[int]) -> list[Shift]:
    """What applying the versions in force would move now."""
    return _shifts(_policies(academy, services), pending=True)


def waiting(academy: Academy | None, services: Collection[int]) -> int:
    """How many open actions still follow an older version, moved or not by this one."""
    return _pending(_policies(academy, services)).count()


def apply_to_open(
    academy: Academy | None, services: Collection[int], *, by: User, limit: int | None = None
) -> tuple[int, bool]:
    """Count open actions again by the versions in force; return (moved, whether some are left).

    Inside the scope and a transaction. `limit` bounds how many are looked at.
    """
    moved, today, now = 0, timezone.localdate(), timezone.now()
    policies = _policies(academy, services)
    keys = list(
        _pending(policies)
        .order_by("pk")
        .values_list("pk", flat=True)[: (limit or 0) + 1 if limit else None]
    )
    left = len(keys) > limit if limit else False
    keys = keys[:limit] if limit else keys
    _lock_subjects(keys)
    events = []
    # Locked, then read as they are now: what a colleague has just done or moved is left alone.
    for action in (
        Action.objects.open().filter(pk__in=keys).select_for_update(of=("self",)).order_by("pk")
    ):
        policy = policies[action.service_id]
        if action.counted_from is None or action.policy_version >= policy.version:
            continue
        due = _new_due(action.step, action.counted_from, policy, action.due, today)
        values: dict[str, Any] = {"policy_version": policy.version}
        if due != action.due:
            values |= {"due": due, "escalated_on": None}
            events.append(_event(action, due, policy.version, by, now))
        Action.objects.filter(pk=action.pk).update(**values)
    Event.objects.bulk_create(events)
    moved = len(events)
    return moved, left


def excluded_academies() -> list[str]:
    """Académies that a national version leaves alone: they have a newer one of their own."""
    national = StagePolicy.objects.of(None).first()
    if national is None:
        return []
    newer = StagePolicy.objects.in_force().filter(academy__isnull=False)
    return [
        each.academy.name
        for each in newer.select_related("academy")
        if each.academy and each.number > national.number
    ]


def _policies(academy: Academy | None, services: Collection[int]) -> dict[int, EffectivePolicy]:
    """The policy of each service concerned: a national version leaves those with a newer own one."""
    found = policies_by_service()
    if academy is None:
        national = StagePolicy.objects.of(None).first()
        number = national.number if national else 0
        return {pk: found[pk] for pk in services if found[pk].version == number}
    return {pk: found[pk] for pk in services}


def _counted(policies: Policies) -> ActionQuerySet:
    return Action.objects.open().filter(service__in=list(policies), counted_from__isnull=False)


def _pending(policies: Policies) -> ActionQuerySet:
    """Open actions dated by an older version than the one in force."""
    by_version = defaultdict(list)
    for service, policy in policies.items():
        by_version[policy.version].append(service)
    older = Q(pk__in=[])
    for version, services in by_version.items():
        older |= Q(service__in=services, policy_version__lt=version)
    return _counted(policies).filter(older)


def _shifts(policies: Policies, *, pending: bool = False) -> list[Shift]:
    rows = (_pending(policies) if pending else _counted(policies)).order_by()
    today = timezone.localdate()
    found = defaultdict(list)
    for step, service, start, due, count in rows.values_list(
        "step", "service", "counted_from", "due"
    ).annotate(Count("pk")):
        new = _new_due(step, start, policies[service], due, today)
        if new != due:
            found[step].append((count, due, new))
    order = list(catalog.steps())
    return [
        Shift(
            step,
            sum(count for count, _, _ in moved),
            (min(due for _, due, _ in moved), max(due for _, due, _ in moved)),
            (min(new for _, _, new in moved), max(new for _, _, new in moved)),
        )
        for step, moved in sorted(found.items(), key=lambda item: order.index(item[0]))
    ]


def _new_due(step: str, start: date, policy: EffectivePolicy, due: date, today: date) -> date:
    """The date of an action counted again; one that would be over is due today, a late one stays."""
    kind = catalog.step_of(step)
    if kind is None:
        return due
    new = policy.due(kind, start)
    if new >= today:
        return new
    return due if due <= today else policy.count.worked(today)


def _lock_subjects(keys: Collection[int]) -> None:
    """Subjects before their actions, as transitions lock them (psf.workflow.locks.lock_subject)."""
    for name in ("placement", "offer", "youth"):
        about = Action._meta.get_field(name).related_model
        assert about is not None
        ids = Action.objects.filter(pk__in=keys).values(f"{name}_id")
        rows = about._base_manager.filter(pk__in=ids).order_by("pk")
        list(rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))


def _event(action: Action, due: date, version: int, by: User, now: datetime) -> Event:
    return Event(
        kind=EventKind.RECORD,
        name="policy_applied",
        label=(
            f"Échéance déplacée du {numeric(action.due)} au {numeric(due)} :"
            f" {label_of(action.verb).lower()} (délais, version {version})"
        )[:200],
        at=now,
        by=by,
        **{name: getattr(action, name) for name in KEYS},
    )


def start_in_background(academy: Academy | None, user: User) -> None:
    """Hand the work to the worker, once this transaction is kept."""
    from django_q.tasks import async_task

    async_task(
        "psf.workflow.policies.rollout.apply_in_background",
        academy.pk if academy else None,
        user.pk,
        q_options={"save": False},
    )


def apply_in_background(academy_id: int | None, user_id: int) -> int:
    """The worker's share: chunk after chunk, each in its own transaction; safe to run twice."""
    from psf.accounts.models import User
    from psf.territories.models import Academy

    academy = Academy.objects.get(pk=academy_id) if academy_id else None
    user, moved, left = User.objects.get(pk=user_id), 0, True
    while left:
        with transaction.atomic(), scope_of(academy, user) as services, remembered():
            count, left = apply_to_open(academy, services, by=user, limit=CHUNK)
        moved += count
    return moved
