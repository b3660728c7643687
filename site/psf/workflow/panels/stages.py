"""The stages of a subject, one after another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail.admin.ui.components import Component


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of the row: `state` is said in words too."""

    label: str
    state: str  # done, now, next, ended
    words: str
    day: date | None = None


@dataclass(frozen=True)
class StagesPanel(Component):
    template_name = "workflow/panels/stages.html"

    steps: Sequence[Step]

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"steps": self.steps}
