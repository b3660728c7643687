"""What may have to be done: one frozen `ActionKind` for each thing, and all that is known of it.

Apps declare theirs in a module `actions`, of the app or of one of its rooms. Screens, the clock and
policies derive their tables from what is declared; none is written a second time.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from psf.registry import Registry
from psf.workflow.enums import Actor
from psf.workflow.facts import Fact

if TYPE_CHECKING:
    from psf.workflow.journal import Journal

# A subject: a placement, an offer or a young person.
Subject = Any


class Phone(IntEnum):
    """How much of an action a telephone does; each degree includes the former ones."""

    NO = 0
    TALK = 1  # One calls to do it; a move then says what came of it.
    ANSWER = 2  # The call may bring what is awaited: its outcome is typed beside.
    CALL = 3  # A call is what must be done: its outcome closes the action or dates it again.


@dataclass(frozen=True, slots=True)
class Search:
    """The list that an action asks for: what to press, and its address, by the subject's code."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung of the ladder of silence: the clock opens the action after `delay`, one of policies.

    `among` keeps some subjects, as `ActionKind.when` does for one; `message` names what is written
    then, "" for nothing.
    """

    delay: str
    among: Q = field(default_factory=Q)
    message: str = ""


def first(action: Any, contacts: Sequence[Any]) -> Any:
    """Whom to call where nobody in particular is: the first contact, if any."""
    return contacts[0] if contacts else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ActionKind:
    """One thing that may have to be done about a subject; see each group of fields.

    Two kinds may share a verb (see `again`): one action, which waits differently and has a step of
    its own in policies.
    """

    # What, about what, by whom, due how many days later unless a policy says otherwise.
    verb: str
    label: str
    about: str
    actor: Actor
    days: int
    # What those outside who follow the subject read while it is open, without its date: a sentence
    # where {entreprise} is theirs or another's; "" for what is not theirs to know.
    told: str = ""
    # Its name in policies, when it is not the verb, and under which heading they show it; without a
    # heading they leave it alone. Not `dated`: its date comes from the subject itself.
    step: str = ""
    step_label: str = ""
    heading: str = ""
    dated: bool = True
    # A move that policies may let somebody approve first: this is the approver's action.
    approves: str = ""
    # Opened when a subject enters one of these stages, unless `when` refuses; counted from `start`,
    # or due on the very day that `due` says.
    opens_at: frozenset[str] = frozenset()
    when: Callable[[Subject], bool] | None = None
    start: Callable[[Subject], date | None] | None = None
    due: Callable[[Subject], date | None] | None = None
    # Opened by a silence; and whether the subject's next situation leaves it open.
    rung: Rung | None = None
    outlives: bool = False
    # What does it: moves, the usual one first; a call; saying so; a list to search; or a sentence
    # that says what ends it.
    moves: tuple[str, ...] | Callable[[Subject], tuple[str, ...]] = ()
    phone: Phone = Phone.NO
    over_once_reached: frozenset[str] | None = frozenset()  # None: at every stage.
    completable: bool = False
    # What saying so leaves to do about the subject, at that moment; the journal takes it back too.
    afterwards: Callable[[Subject, "Journal", datetime], Any] | None = None
    search: Search | None = None
    ends: str = ""
    # For whoever does it: whom to call among the contacts at hand, or the very person whom the subject
    # is about; what to say, what to know.
    whom: Callable[[Any, Sequence[Any]], Any] = first
    calls_person: bool = False
    script: Callable[[Any, Any], str] | None = None
    facts: Callable[[Any, Subject], list[Fact]] | None = None
    # Where the queue shows it: the word that people call it by, and the tab beside everybody's own.
    sort: str = ""
    tab: str = ""

    def __post_init__(self) -> None:
        if not self.step:
            object.__setattr__(self, "step", str(self.verb))

    def again(self, step: str, **changes: Any) -> "ActionKind":
        """The same action where it waits differently: a step of its own, opened by an effect."""
        return replace(self, step=step, opens_at=frozenset(), rung=None, **changes)

    def within(self, days: int) -> "ActionKind":
        """The same action and step, due after other days where no policy says."""
        return replace(self, days=days)

    def told_to(self, company: str) -> str:
        """What a follower reads, `company` being how they call it: « l’entreprise »; "" for nothing."""
        said = self.told.format(entreprise=company)
        return said[:1].upper() + said[1:]

    @property
    def label_in_policies(self) -> str:
        return self.step_label or self.label

    def moves_of(self, subject: Subject) -> tuple[str, ...]:
        return self.moves(subject) if callable(self.moves) else self.moves

    def facts_of(self, action: Any, subject: Subject) -> list[Fact]:
        return self.facts(action, subject) if self.facts and subject is not None else []

    def is_over_once_reached(self, stage: str) -> bool:
        """Whether a call that reached somebody ends it, at this stage of the subject."""
        return self.over_once_reached is None or stage in self.over_once_reached

    @property
    def has_exit(self) -> bool:
        """Whether anything that a person does, or a sentence, says how it ends."""
        return bool(
            self.moves or self.completable or self.search or self.ends or self.phone == Phone.CALL
        )


STEPS: Registry[str, ActionKind] = Registry("steps", key=lambda kind: kind.step, module="actions")
# The first kind of each verb.
_BY_VERB: dict[str, ActionKind] = {}


def declare(kind: ActionKind) -> ActionKind:
    """Add a kind. Raises ValueError when another one has its step, or its verb with another label."""
    first = _BY_VERB.setdefault(kind.verb, kind)
    if (first.label, first.about) != (kind.label, kind.about):
        raise ValueError(f"Verb {kind.verb!r} is declared twice, and differently.")
    STEPS.add(kind)
    return kind


def kind_of(verb: str) -> ActionKind:
    """The kind of an action. Raises KeyError for a verb that no app declares."""
    return _BY_VERB[verb]


def label_of(verb: str) -> str:
    """What must be done, in French, beginning with a verb."""
    return _BY_VERB[verb].label


def kinds(about: str = "") -> list[ActionKind]:
    """Every kind, one for each verb, in the order of declaration; or those about one thing."""
    return [kind for kind in _BY_VERB.values() if about in ("", kind.about)]


def steps() -> list[ActionKind]:
    """Every kind that policies may adapt, in the order of declaration."""
    return [kind for kind in STEPS if kind.heading]


def verbs_where(condition: Callable[[ActionKind], Any]) -> frozenset[str]:
    """The verbs of the kinds that `condition` keeps."""
    return frozenset(kind.verb for kind in _BY_VERB.values() if condition(kind))


def verbs_of(some: Iterable[ActionKind]) -> list[str]:
    return [kind.verb for kind in some]
