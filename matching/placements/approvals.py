"""Approval of a move by a coordinator or the département, where a policy asks for it.

It is asked when a file enters the stage that the move leaves, by an open action of the approver; a
file that was there before keeps the rule under which it entered.
"""

from matching.delays import APPROVE
from psf.workflow.enums import Actor
from psf.workflow.models import Action
from psf.workflow.policies.effective import policy_of

NOT_ASKED = "Aucune approbation n'est demandée à cette étape."
# From the narrowest to the widest: whoever stands above may approve too.
LEVELS = (Actor.COORDINATOR, Actor.DEPARTMENT, Actor.REGION)
VERB_OF = {move: opening.verb for move, (_, opening) in APPROVE.items()}
MOVE_AT = {stage: move for move, (stage, _) in APPROVE.items()}


def entitled(actor: str) -> frozenset[Actor]:
    """Who may approve what `actor` must approve."""
    return frozenset(LEVELS[LEVELS.index(Actor(actor)) :])


def ask(move, stage: str) -> None:
    """Open the approver's action when a file enters a stage whose way out must be approved."""
    name = MOVE_AT.get(stage)
    actor = policy_of(move.subject).approver(name) if name else None
    if actor is not None:
        action = move.open(APPROVE[name][1])
        move.journal.change(action, actor=actor)


def pending(placement) -> Action | None:
    """The approval that the file waits for, or None."""
    name = MOVE_AT.get(placement.stage)
    if name is None:
        return None
    return Action.objects.open().filter(placement=placement, verb=VERB_OF[name]).first()


def missing(placement, name: str) -> str | None:
    """Who must still approve this move, in French; None once nobody must."""
    if policy_of(placement).approver(name) is None:
        return None
    action = pending(placement)
    if action is None:
        return None
    if action.outcome:
        return f"Refusé par {action.get_actor_display()} : à revoir, puis à approuver."
    return f"À approuver d'abord par : {action.get_actor_display()}."
