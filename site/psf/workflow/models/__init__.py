"""What must be done (actions) and what happened (events)."""

from .action import Action
from .event import Event
from .settings import WorkflowLimits

__all__ = ["Action", "Event", "WorkflowLimits"]
