"""The moves of a file by what they do."""

from matching.placements.approvals import NOT_ASKED
from matching.stages import NEGATIVE

GROUPS = FORWARD, UPKEEP, STOP = "Faire avancer", "Tenir à jour", "Arrêter"


def group_of(choice) -> str:
    """Forward, kept up to date, or stopped."""
    target = choice.transition.target
    if target is None:
        return UPKEEP
    return STOP if target in NEGATIVE or choice.transition.name == "interrupt" else FORWARD


def asked(choices) -> list:
    """Without the approval of a step where the policy in force asks for none."""
    return [choice for choice in choices if choice.refusal != NOT_ASKED]
