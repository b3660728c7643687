"""What is to be done about a subject: now, later, by others; and what its end leaves to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.admin.ui.components import Component

from psf.workflow.cards import ActionCard, by_urgency
from psf.workflow.panels.buttons import Buttons


@dataclass(frozen=True)
class AfterwardsPanel(Component):
    """Actions of other subjects that this one's end opened, a line each."""

    template_name = "workflow/panels/afterwards.html"

    heading: str
    cards: Sequence[ActionCard]

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"heading": self.heading, "cards": self.cards}


@dataclass(frozen=True)
class ActionsPanel(Component):
    """The open actions by urgency; `nothing` is said when the subject waits for nobody."""

    template_name = "workflow/panels/actions.html"

    cards: Sequence[ActionCard]
    buttons: Buttons
    nothing: str
    afterwards: AfterwardsPanel | None = None

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **by_urgency(self.cards),
            **self.buttons.entries(),
            "nothing": self.nothing,
            "afterwards": self.afterwards,
            "request": parent_context["request"],
            "csrf_token": parent_context["csrf_token"],
        }
