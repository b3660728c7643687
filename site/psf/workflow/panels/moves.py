"""Every move out of the stage that no card offers, and the way back from the last one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.admin.ui.components import Component

from psf.workflow.cards import ActionCard
from psf.workflow.machine import Choice
from psf.workflow.models import Event
from psf.workflow.panels.buttons import Buttons

Group = tuple[str, list[Choice]]


def not_on_cards(choices: Iterable[Choice], cards: Sequence[ActionCard]) -> list[Choice]:
    """The moves that no card shows; the card of who we wait for shows none."""
    shown = {step for card in cards if not card.is_waiting for step in card.steps}
    return [choice for choice in choices if choice not in shown]


def grouped(
    choices: Sequence[Choice], names: Sequence[str], name_of: Callable[[Choice], str]
) -> list[Group]:
    """The choices under each of `names`, in that order; an empty name is left out."""
    found = {name: [choice for choice in choices if name_of(choice) == name] for name in names}
    return [(name, group) for name, group in found.items() if group]


@dataclass(frozen=True)
class UndoPanel(Component):
    """The last step can be undone, or why not."""

    template_name = "workflow/panels/undo.html"

    event: Event
    refusal: str | None
    subject_url: str

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"event": self.event, "refusal": self.refusal, "subject_url": self.subject_url}


@dataclass(frozen=True)
class MovesPanel(Component):
    """`cards` are those of the page. `read_only` says why the reader moves nothing here."""

    template_name = "workflow/panels/moves.html"

    groups: Sequence[Group]
    buttons: Buttons
    cards: Sequence[ActionCard]
    undo: UndoPanel | None
    read_only: str | None = None

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **self.buttons.entries(),
            "groups": self.groups,
            "busy": any(not card.is_waiting for card in self.cards),
            "undo": self.undo,
            "read_only": self.read_only,
            "csrf_token": parent_context["csrf_token"],
        }
