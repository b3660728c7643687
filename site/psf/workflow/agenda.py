"""Opening, closing and moving actions: what transitions and the clock do to the queue."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from psf.accounts.models import User
from psf.workflow import at_hand
from psf.workflow.journal import Journal
from psf.workflow.kinds import ActionKind, Subject, kinds, verbs_of
from psf.workflow.models import Action
from psf.workflow.policies.effective import policy_of, policy_of_service

if TYPE_CHECKING:
    from psf.workflow.machine import Move


def open_action(
    subject: Subject,
    kind: ActionKind,
    *,
    journal: Journal,
    now: datetime | None = None,
    due: date | None = None,
    chosen: date | None = None,
    start: date | None = None,
    person: User | None = None,
) -> Action:
    """Open an action on `subject`, or move the one already open for that verb to the new date.

    `subject` answers `as_subject()` with the columns that name it. It is due as the policy of its
    service says, counted from `start` (today in Paris); `due`, of another rule, replaces that and
    still falls on a day that the policy works; `chosen`, a day that somebody said, is kept as it is.
    The person is who follows the subject in the kind's capacity, unless another one is named; an
    action falls back to its role when they left.
    """
    now = now or timezone.now()
    person = person or subject.person_for(kind.actor)
    if person is not None and not person.is_active:
        person = None
    keys = subject.as_subject()
    start = start or timezone.localdate(now)
    dates = dates_of(kind, keys["service"].pk, due=due, chosen=chosen, start=start)
    existing = _open_for(subject, kind)
    if existing is not None:
        journal.change(existing, actor=kind.actor, person=person, escalated_on=None, **dates)
        return existing
    action = Action.objects.create(
        verb=kind.verb, actor=kind.actor, opened_at=now, person=person, **dates, **keys
    )
    at_hand.opened(action)
    return journal.open(action)


def dates_of(
    kind: ActionKind,
    service_id: int,
    *,
    start: date,
    due: date | None = None,
    chosen: date | None = None,
) -> dict[str, Any]:
    """Columns of an action that say until when, and how that was counted.

    `counted_from` stays empty where `due` or `chosen` was given: no policy moves such a date.
    """
    policy = policy_of_service(service_id)
    given = chosen or (policy.count.worked(due) if due else None)
    return {
        "due": given or policy.due(kind, start),
        "counted_from": None if given else start,
        "step": kind.step,
        "policy_version": policy.version,
    }


def close_actions(
    subject: Subject,
    *,
    journal: Journal,
    by: User | None = None,
    outcome: str = "",
    now: datetime | None = None,
    kinds: Iterable[ActionKind] | None = None,
    but: Iterable[ActionKind] = (),
) -> int:
    """Close the open actions of `subject` (only of these `kinds`, or all `but` some); return how many."""
    wanted = None if kinds is None else verbs_of(kinds)
    count = 0
    for action in _to_close(subject, wanted, verbs_of(but)):
        journal.change(action, done_at=now or timezone.now(), done_by=by, outcome=outcome[:40])
        count += 1
    return count


def _to_close(
    subject: Subject, wanted: Collection[str] | None, but: Collection[str]
) -> Iterable[Action]:
    if at_hand.is_held(subject):
        return [
            action
            for action in at_hand.open_actions_of(subject)
            if (wanted is None or action.verb in wanted) and action.verb not in but
        ]
    actions = Action.objects.open().filter(**_same_subject(subject.as_subject()))
    if wanted is not None:
        actions = actions.filter(verb__in=wanted)
    return actions.exclude(verb__in=but).select_for_update(of=("self",))


def _open_for(subject: Subject, kind: ActionKind) -> Action | None:
    if at_hand.is_held(subject):
        found = at_hand.open_actions_of(subject)
        return next((action for action in found if action.verb == kind.verb), None)
    keys = _same_subject(subject.as_subject())
    return Action.objects.open().filter(verb=kind.verb, **keys).first()


def _same_subject(keys: dict[str, Any]) -> dict[str, Any]:
    """Filter for actions about the same subject: a young person's own actions have no placement.

    A contact is everybody's: what one service must do about it is no other's affair.
    """
    if "contact" in keys and "placement" not in keys and "offer" not in keys:
        return {**keys, "placement__isnull": True, "offer__isnull": True}
    keys = {name: value for name, value in keys.items() if name != "service"}
    if "placement" in keys:
        return {"placement": keys["placement"]}
    return {**keys, "placement__isnull": True}


def open_declared(move: "Move", about: str, stage: str) -> None:
    """Open what is declared for the stage that a subject has come to; see `ActionKind.opens_at`."""
    subject = move.subject
    for kind in kinds(about):
        if stage not in kind.opens_at or (kind.when and not kind.when(subject)):
            continue
        approver = policy_of(subject).approver(kind.approves) if kind.approves else None
        if kind.approves and approver is None:
            continue
        action = move.open(
            kind,
            start=kind.start(subject) if kind.start else None,
            due=kind.due(subject) if kind.due else None,
        )
        if approver:
            move.journal.change(action, actor=approver)
