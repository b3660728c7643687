"""What the apps let a policy adapt, with their own values: the defaults of the code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from psf.workflow import verbs
from psf.workflow.openings import Opening

# Days after its due date at which a late action climbs, at most: nobody waits longer in silence.
ESCALATION_DAYS = 3


@dataclass(frozen=True, slots=True)
class Step:
    """An action that policies may adapt, under the heading of a stage.

    `dated` is False where its date comes from the file itself: policies then leave it alone.
    """

    opening: Opening
    heading: str
    label: str
    dated: bool = True

    @property
    def key(self) -> str:
        return self.opening.step


@dataclass(frozen=True, slots=True)
class Approval:
    """A move that may need somebody's approval, and the action that stands for the approver."""

    move: str
    opening: Opening


STEPS: dict[str, Step] = {}
DELAYS: dict[str, int] = {}
APPROVALS: dict[str, Approval] = {}


def register_steps(
    heading: str,
    openings: Iterable[Opening],
    *,
    labels: Mapping[str, str] | None = None,
    dated=True,
) -> None:
    """Let policies adapt these actions; `labels` by step, where the verb's own is not enough.

    Call it once the verbs are registered. Raises ValueError when two openings share a step.
    """
    for opening in openings:
        label = (labels or {}).get(opening.step) or verbs.label_of(opening.verb)
        step = Step(opening, heading, label, dated)
        if STEPS.setdefault(opening.step, step) != step:
            raise ValueError(f"Step {opening.step!r} is registered twice.")


def register_delays(**defaults: int) -> None:
    """Say the default, in days, of these fields of StagePolicy."""
    DELAYS.update(defaults)


def register_approval(move: str, opening: Opening) -> None:
    """Let policies ask for an approval before `move`; StagePolicy has a field `approval_<move>`."""
    APPROVALS[move] = Approval(move, opening)


def headings() -> dict[str, list[Step]]:
    """Steps under their headings, in the order of registration."""
    found: dict[str, list[Step]] = {}
    for step in STEPS.values():
        found.setdefault(step.heading, []).append(step)
    return found


def label_of(step: str) -> str:
    """The label of a step, even one that no app declares any more."""
    return STEPS[step].label if step in STEPS else step
