"""What happened to a subject: the last news, and everything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.admin.ui.components import Component

from psf.workflow.history import folded, last_news
from psf.workflow.models import Event

SHOWN = 12


@dataclass(frozen=True)
class LastEventPanel(Component):
    """`events` newest first."""

    template_name = "workflow/panels/last_event.html"

    events: Sequence[Event]

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"event": last_news(self.events)}


@dataclass(frozen=True)
class HistoryPanel(Component):
    """`events` newest first; the oldest are folded away."""

    template_name = "workflow/panels/history.html"

    events: Sequence[Event]

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        groups = folded(self.events)
        return {"history": groups[:SHOWN], "older_history": groups[SHOWN:]}
