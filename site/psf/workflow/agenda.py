"""Opening, closing and moving actions: what transitions and the clock do to the queue."""

from datetime import date

from django.utils import timezone

from psf.workflow.journal import Journal
from psf.workflow.models import Action
from psf.workflow.openings import Opening
from psf.workflow.policies.effective import policy_of_service

__all__ = ["Opening", "close_actions", "open_action"]


def open_action(
    subject,
    opening: Opening,
    *,
    journal: Journal,
    now=None,
    due: date | None = None,
    start: date | None = None,
    person=None,
) -> Action:
    """Open an action on `subject`, or move the one already open for that verb to the new date.

    `subject` answers `as_subject()` with the columns that name it. It is due as the policy of its
    service says, counted from `start` (today in Paris); `due` replaces that. A person's action
    falls back to their role when they left.
    """
    now = now or timezone.now()
    if person is not None and not person.is_active:
        person = None
    keys = subject.as_subject()
    dates = dates_of(opening, keys["service"].pk, due=due, start=start or timezone.localdate(now))
    existing = Action.objects.open().filter(verb=opening.verb, **_same_subject(keys)).first()
    if existing is not None:
        journal.change(existing, actor=opening.actor, person=person, escalated_on=None, **dates)
        return existing
    return journal.open(
        Action.objects.create(
            verb=opening.verb, actor=opening.actor, opened_at=now, person=person, **dates, **keys
        )
    )


def dates_of(opening: Opening, service_id: int, *, start: date, due: date | None = None) -> dict:
    """Columns of an action that say until when, and how that was counted.

    `counted_from` stays empty where `due` was given: no policy moves such a date.
    """
    policy = policy_of_service(service_id)
    return {
        "due": due or policy.due(opening, start),
        "counted_from": None if due else start,
        "step": opening.step,
        "policy_version": policy.version,
    }


def close_actions(
    subject, *, journal: Journal, by=None, outcome="", now=None, verbs=None, but=()
) -> int:
    """Close the open actions of `subject` (only these `verbs`, or all `but` some); return how many."""
    actions = Action.objects.open().filter(**_same_subject(subject.as_subject()))
    if verbs is not None:
        actions = actions.filter(verb__in=verbs)
    count = 0
    for action in actions.exclude(verb__in=but).select_for_update(of=("self",)):
        journal.change(action, done_at=now or timezone.now(), done_by=by, outcome=outcome[:40])
        count += 1
    return count


def _same_subject(keys: dict) -> dict:
    """Filter for actions about the same subject: a young person's own actions have no placement."""
    keys = {name: value for name, value in keys.items() if name != "service"}
    if "placement" in keys:
        return {"placement": keys["placement"]}
    return {**keys, "placement__isnull": True}
