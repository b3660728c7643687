"""Late actions climb, one level at a time, for as long as they stay late."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from matching.models import ReminderPause
from matching.placements.clock.rule import Rule
from psf.french.numbers import counted
from psf.workflow.enums import Actor, EventKind
from psf.workflow.kinds import label_of
from psf.workflow.locks import lock_subject, lock_subjects_of
from psf.workflow.models import Action, Event
from psf.workflow.policies import catalog
from psf.workflow.policies.effective import policies_by_service, policy_of
from psf.workflow.wording import NEAREST, TOLD

ABOVE: dict[str, Actor] = {
    Actor.TUTOR: Actor.COORDINATOR,
    Actor.COORDINATOR: Actor.DEPARTMENT,
    Actor.DEPARTMENT: Actor.REGION,
    Actor.REGION: Actor.NATIONAL,
    Actor.NATIONAL: Actor.NATIONAL,
}


def late_actions(now):
    """Late for as long as their step allows, or still late long after the last escalation."""
    today = timezone.localdate(now)
    first = Q(due__lte=today - timedelta(days=catalog.ESCALATION_DAYS))
    again = Q(pk__in=[])
    shorter, rhythms = {}, {}
    for service, policy in policies_by_service().items():
        rhythms.setdefault(policy.delay("climb_again_days"), []).append(service)
        for step in {key for layer in policy.layers for key in layer.steps}:
            if policy.escalation(step) < catalog.ESCALATION_DAYS:
                shorter.setdefault((step, policy.escalation(step)), []).append(service)
    for (step, days), services in shorter.items():
        last = today - timedelta(days=days)
        first |= Q(due__lte=last, service__in=services) & (Q(step=step) | Q(step="", verb=step))
    for days, services in rhythms.items():
        again |= Q(service__in=services, escalated_on__lte=today - timedelta(days=days))
    return Action.objects.late(today).filter(
        (Q(escalated_on__isnull=True) & first) | (Q(escalated_on__isnull=False) & again)
    )


def escalate(action, now) -> bool:
    """Say one level up that an action is late; it shows as climbed until it is done or dated again."""
    lock_subject(Action.objects.get(pk=action.pk).subject)
    return bool(_climb([action.pk], now))


def escalate_all(pks: Sequence[int], now) -> list[int]:
    """The same of many actions, in a handful of queries; return the keys of those that climbed."""
    lock_subjects_of(Action.objects.filter(pk__in=pks))
    return _climb(pks, now)


def _climb(pks: Sequence[int], now) -> list[int]:
    """Those of these actions that are due once locked; their subjects are locked already.

    A file suspended since they were found is left in peace: whoever suspends it takes its lock too.
    """
    today = timezone.localdate(now)
    locked = list(Action.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))
    files = [action.placement_id for action in locked if action.placement_id]
    paused = set(
        ReminderPause.objects.running(today)
        .filter(placement__in=files)
        .values_list("placement", flat=True)
    )
    late = [
        action
        for action in locked
        if action.is_open and action.placement_id not in paused and is_due_to_climb(action, today)
    ]
    for action in late:
        former = action.escalated_to if action.escalated_on else action.actor
        action.escalated_to = level_above(former, about_person=action.youth_id is not None)
        action.escalated_on = today
    Action.objects.bulk_update(late, ["escalated_on", "escalated_to"])
    Event.objects.bulk_create(_signalled(action, today, now) for action in late)
    return [action.pk for action in late]


def _signalled(action, today, now) -> Event:
    label = (
        f"En retard de {counted((today - action.due).days, 'jour')}, signalé"
        f" {TOLD.get(action.escalated_to, NEAREST)} : {label_of(action.verb).lower()}"
    )
    keys = action.subject_keys()
    return Event(kind=EventKind.CLOCK, name="escalate", label=label, at=now, **keys)


def is_due_to_climb(action, today) -> bool:
    policy = policy_of(action)
    if action.due >= today:
        return False
    if action.escalated_on is None:
        return (today - action.due).days >= policy.escalation(action.step or action.verb)
    return (today - action.escalated_on).days >= policy.delay("climb_again_days")


def level_above(actor: str, *, about_person: bool) -> Actor:
    """Whom to tell next; somebody without an account is the coordinator's concern.

    The national team sees no young person: what concerns one climbs no higher than the région.
    """
    above = ABOVE.get(actor, Actor.COORDINATOR)
    return Actor.REGION if about_person and above == Actor.NATIONAL else above


RULES = [
    Rule(
        "escalate",
        "Action en retard : remonter",
        late_actions,
        escalate,
        lambda policy: (
            f"Une action en retard de {counted(catalog.ESCALATION_DAYS, 'jour')} (ou moins, selon l'étape)"
            " est signalée au niveau au-dessus ; tant qu'elle reste en retard, elle remonte encore"
            f" d'un niveau tous les {counted(policy.delay('climb_again_days'), 'jour')}."
        ),
        code=("placement__code", "offer__code", "youth__code"),
        act_on_all=escalate_all,
        reminds="placement",
    ),
]
