"""What the apps let a policy adapt, with their own values: the defaults of the code.

Steps and approvals are those of the declared kinds of action; delays are named by the apps.
"""

from psf.workflow import kinds
from psf.workflow.kinds import ActionKind

# Days after its due date at which a late action climbs, at most: nobody waits longer in silence.
ESCALATION_DAYS = 3

DELAYS: dict[str, int] = {}
_order: list[str] = []


def register_delays(**defaults: int) -> None:
    """Say the default, in days, of these fields of StagePolicy."""
    DELAYS.update(defaults)


def arrange(*headings: str) -> None:
    """Say in which order the page of policies shows headings; others come before, as declared."""
    _order[:] = headings


def steps() -> dict[str, ActionKind]:
    """What policies adapt, by step, in the order of the page."""
    found = sorted(kinds.steps(), key=lambda kind: _rank(kind.heading))
    return {kind.step: kind for kind in found}


def headings() -> dict[str, list[ActionKind]]:
    """Steps under their headings, in the order of the page."""
    found: dict[str, list[ActionKind]] = {}
    for kind in steps().values():
        found.setdefault(kind.heading, []).append(kind)
    return found


def approvals() -> dict[str, ActionKind]:
    """The approver's action, by the move that policies may let somebody approve first.

    StagePolicy has a field `approval_<move>` for each.
    """
    return {kind.approves: kind for kind in kinds.kinds() if kind.approves}


def label_of(step: str) -> str:
    """The label of a step, even one that no app declares any more."""
    kind = step_of(step)
    return kind.label_in_policies if kind else step


def step_of(step: str) -> ActionKind | None:
    """What policies adapt under this name; None for what they leave alone, or know no more."""
    kind = kinds.STEPS.get(step)
    return kind if kind and kind.heading else None


def _rank(heading: str) -> int:
    return _order.index(heading) if heading in _order else -1
