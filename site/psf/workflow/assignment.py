"""Taking, giving, releasing and completing an action by hand."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from psf.accounts.models import User
from psf.accounts.querysets import UserQuerySet
from psf.workflow.actors import actors_of
from psf.workflow.enums import COORDINATING, WITHOUT_ACCOUNT, Actor, EventKind
from psf.workflow.errors import Refused, within
from psf.workflow.journal import Journal
from psf.workflow.kinds import kind_of, label_of
from psf.workflow.locks import lock_subject
from psf.workflow.models import Action, Event
from psf.workflow.models.event import TEXT_LIMIT
from psf.workflow.policies.obligatory import refusal_to_end


def _locked(action: Action) -> Action:
    locked = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if not locked.is_open:
        raise Refused("Cette action vient d'être faite par quelqu'un d'autre.")
    return locked


def take(action: Action, *, by: User, now: datetime | None = None) -> None:
    """Make `by` the person in charge. Raises Refused when somebody else is."""
    with transaction.atomic():
        locked = _locked(action)
        if locked.person_id not in (None, *by.stands_in_for):
            raise Refused(f"{locked.person} s'en occupe déjà.")
        locked.person = by
        locked.taken_at = now or timezone.now()
        locked.save(update_fields=["person", "taken_at"])


def release(action: Action, *, by: User) -> None:
    """Give the action back to its role. Raises Refused when `by` does not have it."""
    with transaction.atomic():
        locked = _locked(action)
        if locked.person_id not in by.stands_in_for:
            raise Refused("Cette action n'est pas à vous.")
        locked.person = None
        locked.taken_at = None
        locked.save(update_fields=["person", "taken_at"])


def may_receive(users: UserQuerySet, action: Action) -> list[User]:
    """Among `users`, those who can do this action: its capacity is theirs, its service in sight."""
    return [
        user
        for user in users.seeing_any([action.service_id]).prefetch_related("groups")
        if Actor(action.actor) in actors_of(user) or Actor.COORDINATOR in actors_of(user)
    ]


def give(
    action: Action, to: User, *, by: User, text: str = "", now: datetime | None = None
) -> Event:
    """Entrust an action to a colleague, with a word for them, and say so in the history.

    Raises Refused when `by` coordinates nothing, when somebody without an account must do it, or
    when the colleague does not follow its service.
    """
    now = now or timezone.now()
    if not COORDINATING & actors_of(by):
        raise Refused("Seul un coordonnateur confie une action à quelqu'un.")
    if action.actor in WITHOUT_ACCOUNT:
        raise Refused(f"Cette action revient à : {action.get_actor_display()}.")
    if to not in may_receive(User.objects.active().filter(pk=to.pk), action):
        raise Refused(f"{to} ne suit pas les dossiers de ce service.")
    with transaction.atomic():
        lock_subject(action.subject)
        locked = _locked(action)
        locked.person, locked.taken_at = to, now
        locked.save(update_fields=["person", "taken_at"])
        return Event.objects.create(
            kind=EventKind.RECORD,
            name="given",
            label=f"Confiée à {to} : {label_of(locked.verb)}",
            at=now,
            by=by,
            text=within(text, TEXT_LIMIT),
            **locked.subject_keys(),
        )


def complete(action: Action, *, by: User, text: str = "", now: datetime | None = None) -> Event:
    """Say that an action is done, when doing it moves nothing else.

    Raises Refused for the others: a transition does them.
    """
    now = now or timezone.now()
    kind = kind_of(action.verb)
    if not kind.completable:
        raise Refused("Cette action se termine par une étape du dossier.")
    with transaction.atomic():
        lock_subject(action.subject)
        locked = _locked(action)
        if refusal := refusal_to_end(locked):
            raise Refused(refusal)
        journal = Journal()
        journal.change(locked, done_at=now, done_by=by, outcome="done")
        if kind.afterwards:
            kind.afterwards(locked.subject, journal, now)
        return Event.objects.create(
            memory={"journal": journal.entries},
            kind=EventKind.RECORD,
            name=f"done_{locked.verb}",
            label=f"Fait : {label_of(locked.verb)}",
            at=now,
            by=by,
            text=within(text, TEXT_LIMIT),
            **locked.subject_keys(),
        )
