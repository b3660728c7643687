"""Obligatory points of a checklist: until each is ticked, the action they are on is not done.

Asked by the machine before a move, by `assignment.complete` and by a call that would end the action:
whichever screen, link or bulk gesture leads there. What stops a file with a coded reason, and what
time alone does, is never held back.
"""

from typing import TYPE_CHECKING

from psf.workflow.at_hand import open_actions_of
from psf.workflow.kinds import ActionKind, Subject, steps
from psf.workflow.models import Action, ChecklistTick
from psf.workflow.policies.effective import policy_of

if TYPE_CHECKING:
    from psf.workflow.machine import Move, Transition, Workflow

FOR_GUESTS = "Le dossier n'est pas encore complet : la personne qui le suit le termine d'abord."


def unticked(action: Action) -> list[str]:
    """Obligatory points of an open action that nobody ticked."""
    wanted = policy_of(action).required(action.step or action.verb)
    if not wanted:
        return []
    ticked = set(ChecklistTick.objects.filter(action=action).values_list("item", flat=True))
    return [item for item in wanted if item not in ticked]


def refusal_to_end(action: Action) -> str | None:
    """Why an open action can't be said done, in French, or None."""
    if missing := unticked(action):
        return f"À cocher d'abord, obligatoire : {' ; '.join(missing)}."
    return None


def refusal_to_move(workflow: "Workflow", transition: "Transition", move: "Move") -> str | None:
    """Why a move that does an open action of its subject must wait, in French, or None."""
    subject, by_clock = move.subject, move.by is None and move.guest is None
    if by_clock or transition.reasons is not None:
        return None
    done_by_it = [
        kind
        for kind in steps()
        if kind.about == workflow.about and (callable(kind.moves) or transition.name in kind.moves)
    ]
    if not done_by_it:
        return None
    policy = policy_of(subject)
    for kind in done_by_it:
        if not policy.required(kind.step) or not _does(workflow, transition, kind, subject):
            continue
        for action in open_actions_of(subject):
            if action.step == kind.step and (refusal := refusal_to_end(action)):
                return FOR_GUESTS if move.guest else refusal
    return None


def _does(
    workflow: "Workflow", transition: "Transition", kind: ActionKind, subject: Subject
) -> bool:
    """Whether the move does what `kind` asks: it leaves the stage, or nothing else would do it."""
    moves = kind.moves_of(subject)
    if transition.name not in moves:
        return False
    leaving = [name for name in moves if workflow.transitions[name].target is not None]
    if leaving:
        return transition.target is not None
    return not kind.completable and transition.name == moves[0]
