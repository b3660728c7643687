"""Opening, closing and moving actions: what transitions and the clock do to the queue."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from psf.workflow.enums import Actor
from psf.workflow.journal import Journal
from psf.workflow.models import Action


@dataclass(frozen=True, slots=True)
class Opening:
    """An action that a stage or a rule opens: what, by whom, due how many days later."""

    verb: str
    actor: Actor
    days: int


def open_action(
    subject, opening: Opening, *, journal: Journal, now=None, due: date | None = None, person=None
) -> Action:
    """Open an action on `subject`, or move the one already open for that verb to the new date.

    `subject` answers `as_subject()` with the columns that name it. `due` replaces the default,
    today in Paris plus `opening.days`. A person's action falls back to their role when they left.
    """
    now = now or timezone.now()
    due = due or timezone.localdate(now) + timedelta(days=opening.days)
    if person is not None and not person.is_active:
        person = None
    keys = subject.as_subject()
    existing = Action.objects.open().filter(verb=opening.verb, **_same_subject(keys)).first()
    if existing is not None:
        journal.change(existing, due=due, actor=opening.actor, person=person, escalated_on=None)
        return existing
    return journal.open(
        Action.objects.create(
            verb=opening.verb, actor=opening.actor, due=due, opened_at=now, person=person, **keys
        )
    )


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
