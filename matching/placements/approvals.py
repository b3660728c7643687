"""Approval of a move by a coordinator or the département, where a policy asks for it.

It is asked when a file enters the stage that the move leaves, by an open action of the approver; a
file that was there before keeps the rule under which it entered.
"""

from psf.workflow.enums import Actor
from psf.workflow.kinds import kinds
from psf.workflow.models import Action
from psf.workflow.policies.effective import policy_of

NOT_ASKED = "Aucune approbation n'est demandée à cette étape."
# From the narrowest to the widest: whoever stands above may approve too.
LEVELS = (Actor.COORDINATOR, Actor.DEPARTMENT, Actor.REGION)


def entitled(actor: str) -> frozenset[Actor]:
    """Who may approve what `actor` must approve."""
    return frozenset(LEVELS[LEVELS.index(Actor(actor)) :])


def pending(placement) -> Action | None:
    """The approval that the file waits for, or None."""
    asked = [
        kind for kind in kinds("placement") if kind.approves and placement.stage in kind.opens_at
    ]
    if not asked:
        return None
    return Action.objects.open().of(*asked).filter(placement=placement).first()


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
