"""Declared workflows: one table of transitions for each kind of subject, and nothing else moves a stage.

A transition says from which stages, to which one, who may, under which guards, with which effects.
Each runs in one transaction on a locked row, is logged as an event, closes and opens actions.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from psf.accounts.models import User
from psf.words.models import Word
from psf.workflow import at_hand
from psf.workflow.actors import actors_of, capacity, in_words
from psf.workflow.agenda import close_actions, open_action, open_declared
from psf.workflow.enums import Actor, EventKind
from psf.workflow.errors import Refused, refusal_of, within
from psf.workflow.history import last_step
from psf.workflow.journal import Journal, play_back
from psf.workflow.kinds import ActionKind, Subject
from psf.workflow.models import Action, Event, WorkflowLimits
from psf.workflow.models.event import TEXT_LIMIT
from psf.workflow.policies import obligatory
from psf.workflow.words import read_reason, word_for

Guard = Callable[["Move"], str | None]


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody without an account who acts through their own link: in which capacity, and who.

    `contact` is the company's contact, where the guest is one: the event then names them. `link` is
    the link they opened, where what they do passes it on.
    """

    actor: Actor
    contact: models.Model | None = None
    link: models.Model | None = None


@dataclass(slots=True)
class Move:
    """One attempt to move a subject: what guards read and effects act on."""

    subject: Subject
    by: User | None
    now: datetime
    guest: Guest | None = None
    data: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    # What people read of the reason: the word of the territory, where its list has some.
    word: Word | None = None
    text: str = ""
    journal: Journal = field(default_factory=Journal)

    @property
    def today(self) -> date:
        """The day in Paris."""
        return timezone.localdate(self.now)

    def chosen(self, categories: type[models.TextChoices], key: str) -> Word | None:
        """The word of the subject's territory that was typed or given, or None."""
        return word_for(self.subject, categories, key, self.today)

    def change(self, **values: Any) -> None:
        """Change fields of the subject."""
        self.journal.change(self.subject, **values)

    def open(
        self,
        kind: ActionKind,
        *,
        due: date | None = None,
        chosen: date | None = None,
        start: date | None = None,
        person: User | None = None,
        subject: Subject | None = None,
    ) -> Action:
        """Open an action on the subject, or on another one; see `open_action`."""
        return open_action(
            subject or self.subject,
            kind,
            journal=self.journal,
            now=self.now,
            due=due,
            chosen=chosen,
            start=start,
            person=person,
        )

    def close(self, *kinds: ActionKind, outcome: str = "") -> None:
        """Close open actions of the subject, of these kinds."""
        close_actions(
            self.subject,
            journal=self.journal,
            by=self.by,
            outcome=outcome,
            now=self.now,
            kinds=kinds,
        )


@dataclass(frozen=True, slots=True)
class Transition:
    """A row of the table.

    `guards` read the subject alone and decide whether the button is open; `checks` read what was
    typed. Both return a French sentence to refuse, or None. `target` None keeps the stage.
    `effects` run before the stage changes, `afterwards` once it has: what follows for others.
    """

    name: str
    label: str
    done: str
    sources: frozenset[str]
    target: str | None
    who: frozenset[Actor]
    guards: tuple[Guard, ...] = ()
    checks: tuple[Guard, ...] = ()
    effects: tuple[Callable[[Move], None], ...] = ()
    afterwards: tuple[Callable[[Move], None], ...] = ()
    reasons: type[models.TextChoices] | None = None
    undoable: bool = True
    # Who may besides by their own link, without anybody recording it for them.
    guests: frozenset[Actor] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """A transition offered to somebody: open, or closed with the reason."""

    transition: Transition
    refusal: str | None
    on_behalf_of: str = ""

    @property
    def is_open(self) -> bool:
        return self.refusal is None

    @property
    def spoken_for(self) -> str:
        """« entreprise » when the move is recorded on somebody's behalf."""
        return Actor(self.on_behalf_of).label if self.on_behalf_of else ""


class Workflow:
    """The law for one kind of subject.

    `lock(pk)` returns the subject's row locked for update, with whatever else must be locked, in
    one order. A stage just entered opens the actions declared for it about `about`, then what
    `enter(move, stage)` adds. `tell(move, event)` writes, in the move's transaction, what it tells
    people; `untell(event, undone)` takes it back when the move is undone. `elsewhere` refuses
    somebody outside its perimeter, `instead_of_undo` the undo of a transition that has none;
    `kept_by(subject, event)` says in French what rests on a transition and forbids its undo, or None;
    `undone(subject, now)` then fits what is asked to what happened elsewhere meanwhile.
    """

    def __init__(
        self,
        *,
        model: type[models.Model],
        stages: type[models.TextChoices],
        transitions: Iterable[Transition],
        lock: Callable[[int], Subject],
        about: str,
        enter: Callable[[Move, str], None] | None = None,
        in_perimeter: Callable[[Subject, User | None], bool] | None = None,
        elsewhere: str = "Ce dossier est suivi par un autre service.",
        instead_of_undo: str = "Cette étape ne s'annule pas.",
        kept_by: Callable[[Any, Event], str | None] = lambda subject, event: None,
        tell: Callable[[Move, Event], None] | None = None,
        untell: Callable[[Event, Event], None] | None = None,
        undone: Callable[[Any, datetime], None] = lambda subject, now: None,
        conflicts: Iterable[type[models.Model]] = (),
    ) -> None:
        self.model = model
        self.about = about
        self.elsewhere = elsewhere
        self.instead_of_undo = instead_of_undo
        self.kept_by = kept_by
        self.stages = stages
        self.transitions = {transition.name: transition for transition in transitions}
        self.lock = lock
        self.enter = enter or (lambda move, stage: None)
        self.in_perimeter = in_perimeter or (lambda subject, user: True)
        self.tell = tell or (lambda move, event: None)
        self.untell = untell or (lambda event, undone: None)
        self.undone = undone
        self.conflicts = (model, *conflicts)

    def choices(self, subject: Subject, user: User, *, now: datetime | None = None) -> list[Choice]:
        """Every transition out of the subject's stage, with the reason why one is closed to `user`."""
        found = []
        for transition in self.transitions.values():
            if subject.stage not in transition.sources or transition.who == {Actor.CLOCK}:
                continue
            move = Move(subject=subject, by=user, now=now or timezone.now())
            acting = capacity(user, transition.who)
            found.append(
                Choice(transition, self._refusal(transition, move), acting[1] if acting else "")
            )
        return found

    def refusal(
        self,
        subject: Subject,
        name: str,
        user: User | None = None,
        *,
        guest: Guest | None = None,
        now: datetime | None = None,
    ) -> str | None:
        """Why `user` or `guest` (the clock by default) can't make this move now, or None."""
        move = Move(subject=subject, by=user, guest=guest, now=now or timezone.now())
        return self._refusal(self.transitions[name], move)

    def perform(
        self,
        subject: Subject,
        name: str,
        *,
        by: User | None = None,
        guest: Guest | None = None,
        data: dict[str, Any] | None = None,
        reason: str = "",
        text: str = "",
        on_behalf_of: str = "",
        now: datetime | None = None,
        journal: Journal | None = None,
    ) -> Event:
        """Make the move, or raise Refused and change nothing.

        Neither `by` nor `guest`: the clock. `data` is what the transition's form cleaned, `reason` a code of
        `transition.reasons` or the key of one of its words, `text` at most 500 characters. `journal` is the one of the move that
        caused this one: undoing the cause then undoes this too.
        """
        transition = self.transitions[name]
        try:
            with at_hand.during_a_move(), transaction.atomic():
                locked = self.lock(subject.pk)
                at_hand.hold(locked)
                move = Move(
                    subject=locked,
                    by=by,
                    guest=guest,
                    now=now or timezone.now(),
                    data=data or {},
                    reason=reason,
                    text=within(text, TEXT_LIMIT),
                    journal=journal or Journal(),
                )
                event = self._make(transition, move, on_behalf_of)
        except IntegrityError as error:
            raise refusal_of(error, *self.conflicts) from error
        at_hand.as_it_became(subject, locked)
        return event

    def undo(
        self, subject: Subject, *, by: User, text: str, step: int | None = None, now: Any = None
    ) -> Event:
        """Go back on the last step, within the delay and with a reason.

        By a coordinator; a call, « fait », by whoever noted it too. `step` is the event that they had
        on screen: refused when another one came since.
        """
        now = now or timezone.now()
        try:
            with transaction.atomic():
                locked = self.lock(subject.pk)
                event = last_step(locked)
                if refusal := self.undo_refusal(locked, by, event=event, now=now):
                    raise Refused(refusal)
                assert event is not None  # Else the refusal would have said so.
                if step not in (None, event.pk):
                    raise Refused(f"{event.author} a enregistré « {event.label} » entre-temps.")
                if not text.strip():
                    raise Refused({"text": "Dites pourquoi vous l'annulez."})
                if event.is_transition and self.transitions[event.name].target is not None:
                    # Opened at the stage that is left: no move would ever close it from the other.
                    close_actions(locked, journal=Journal(), by=by, outcome="undone", now=now)
                play_back(event.memory.get("journal", []), by=by, now=now)
                undone = Event.objects.create(
                    kind=EventKind.UNDO,
                    name="undo",
                    label=f"{event.undone_in_words} : {event.label}",
                    from_stage=event.to_stage,
                    to_stage=event.from_stage,
                    at=now,
                    by=by,
                    text=within(text, TEXT_LIMIT),
                    **locked.as_subject(),
                )
                event.undone_by = undone
                event.save(update_fields=["undone_by"])
                self.untell(event, undone)
                if event.is_transition:
                    self.undone(locked, now)
        except IntegrityError as error:
            raise refusal_of(error, *self.conflicts) from error
        subject.refresh_from_db()
        return undone

    def undo_refusal(
        self,
        subject: Subject,
        user: User,
        *,
        event: Event | None = None,
        now: datetime | None = None,
    ) -> str | None:
        """Why `user` can't undo the last step, or None."""
        event = event or last_step(subject)
        if event is None:
            return "Aucune étape à annuler."
        if event.is_automatic:
            return "Une échéance automatique ne s'annule pas."
        transition = self.transitions.get(event.name)
        if event.is_transition and not (transition and transition.undoable):
            return self.instead_of_undo
        if Actor.COORDINATOR not in actors_of(user) and not event.is_taken_back_by(user):
            return "Seul un coordonnateur peut annuler une étape."
        if not self.in_perimeter(subject, user):
            return self.elsewhere
        days = WorkflowLimits.load().undo_days
        if (now or timezone.now()) - event.at > timedelta(days=days):
            return f"Plus de {days} jours ont passé depuis cette étape."
        return self.kept_by(subject, event) if event.is_transition else None

    def _make(self, transition: Transition, move: Move, on_behalf_of: str) -> Event:
        subject = move.subject
        if refusal := self._refusal(transition, move):
            raise Refused(refusal)
        spoken_for = ""
        if move.guest is None:
            acting = capacity(move.by, transition.who, prefer=on_behalf_of)
            spoken_for = acting[1] if acting else ""
        reason_label = read_reason(move, transition.reasons) if transition.reasons else ""
        for check in transition.checks:
            if refusal := check(move):
                raise Refused(refusal)
        before = subject.stage
        for effect in transition.effects:
            effect(move)
        if transition.target is not None:
            close_actions(
                subject, journal=move.journal, by=move.by, outcome=transition.name, now=move.now
            )
            move.change(stage=transition.target, stage_since=move.now)
            open_declared(move, self.about, transition.target)
            self.enter(move, transition.target)
        for effect in transition.afterwards:
            effect(move)
        keys = subject.as_subject()
        if move.guest is not None and move.guest.contact is not None:
            keys["contact"] = move.guest.contact
        event = Event.objects.create(
            kind=EventKind.TRANSITION,
            name=transition.name,
            label=transition.done,
            from_stage=before,
            to_stage=subject.stage,
            at=move.now,
            by=move.by,
            guest=move.guest.actor if move.guest else "",
            on_behalf_of=spoken_for,
            reason=move.reason,
            reason_label=reason_label,
            word=move.word,
            text=move.text,
            # Automatic moves are never undone by hand; a person's undo carries what they caused.
            memory={"journal": move.journal.entries} if move.by or move.guest else {},
            **keys,
        )
        self.tell(move, event)
        return event

    def _refusal(self, transition: Transition, move: Move) -> str | None:
        subject = move.subject
        if subject.stage not in transition.sources:
            return (
                f"« {transition.label} » n'est plus possible :"
                f" l'étape est maintenant « {self.stages(subject.stage).label} »."
            )
        if not self.in_perimeter(subject, move.by):
            return self.elsewhere
        if not _may(move, transition):
            return f"Réservé à : {in_words(transition.who)}."
        guarded = (refusal for guard in transition.guards if (refusal := guard(move)))
        return next(guarded, None) or obligatory.refusal_to_move(self, transition, move)


def _may(move: Move, transition: Transition) -> bool:
    if move.guest is not None:
        return move.guest.actor in transition.who | transition.guests
    return capacity(move.by, transition.who) is not None
