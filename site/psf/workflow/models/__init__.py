"""What must be done (actions), what happened (events), and the rules of delays."""

from .action import Action
from .clock import ClockRun, RuleFiring
from .event import Event
from .policy import StagePolicy
from .settings import WorkflowLimits
from .tick import ChecklistTick

__all__ = [
    "Action",
    "ChecklistTick",
    "ClockRun",
    "Event",
    "RuleFiring",
    "StagePolicy",
    "WorkflowLimits",
]
