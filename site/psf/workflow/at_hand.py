"""The open actions of what a move has locked: read once, however many guards and effects ask.

Under the lock of its subject nobody else opens or ends them. Every write of a move passes here: those
that `open_action` opens, and those that the journal changes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from psf.workflow.kinds import Subject
from psf.workflow.models import Action
from psf.workflow.querysets import ActionQuerySet

Key = tuple[str, int]
# By verb, for each subject locked; None until somebody asks.
Held = dict[Key, dict[str, Action] | None]
_held: ContextVar[Held | None] = ContextVar("open actions at hand", default=None)


@contextmanager
def during_a_move() -> Iterator[None]:
    """Until the end of the outermost move. One refused within it goes back: all is read again."""
    outer = _held.get()
    if outer is not None:
        try:
            yield
        except BaseException:
            outer.clear()
            raise
        return
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


def hold(subject: Subject) -> None:
    """Say that the row of `subject` is locked by the move under way."""
    held, key = _held.get(), _key_of(subject)
    if held is not None:
        held.setdefault(key, None)


def open_actions_of(subject: Subject) -> list[Action]:
    """The open actions of a placement, offer or young person alone, oldest first; locked in a move."""
    held, key = _held.get(), _key_of(subject)
    if held is None or key not in held:
        return list(_open(subject))
    found = held[key]
    if found is None:
        rows = _open(subject).select_for_update(of=("self",))
        held[key] = found = {action.verb: action for action in rows}
    return sorted(found.values(), key=lambda action: (action.due, action.pk))


def opened(action: Action) -> None:
    """Take in an action that was opened, or changed: one that was done is none of them any more."""
    held = _held.get()
    if not held:
        return
    for name in ("placement", "offer", "youth"):
        pk = getattr(action, f"{name}_id")
        if pk is None:
            continue
        known = held.get((name, pk))
        if known is not None:
            known.pop(action.verb, None)
            if action.is_open:
                known[action.verb] = action
        return


def is_held(subject: Subject) -> bool:
    """Whether the move under way has locked `subject`."""
    held = _held.get()
    return held is not None and _key_of(subject) in held


def as_it_became(subject: Subject, locked: Subject) -> None:
    """Give the caller's row what the move wrote on the locked one, without reading it again.

    What the database reckons by itself is read when somebody asks; rows beside it are forgotten.
    """
    if subject is locked:
        return
    for column in subject._meta.concrete_fields:
        if column.generated or column.attname not in locked.__dict__:
            subject.__dict__.pop(column.attname, None)
        else:
            setattr(subject, column.attname, locked.__dict__[column.attname])
    for relation in (*subject._meta.concrete_fields, *subject._meta.related_objects):
        if relation.is_relation and relation.is_cached(subject):
            relation.delete_cached_value(subject)
    subject._prefetched_objects_cache = {}


def _key_of(subject: Subject) -> Key:
    return str(subject._meta.model_name), subject.pk


def _open(subject: Subject) -> ActionQuerySet:
    name, pk = _key_of(subject)
    apart = {} if name == "placement" else {"placement__isnull": True}
    return Action.objects.open().filter(**{name: pk}, **apart).oldest_first()
