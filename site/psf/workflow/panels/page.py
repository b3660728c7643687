"""The page of one subject: a head, then panels in columns, in the order in which one reads."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from django.http import HttpResponse
from wagtail.admin.ui.components import Component, MediaContainer

from psf.perimeter.requests import SignedRequest
from psf.workflow.forms import MoveForm
from psf.workflow.history import last_step
from psf.workflow.machine import Choice
from psf.workflow.panels.buttons import Buttons
from psf.workflow.panels.moves import UndoPanel
from psf.workflow.views import SubjectScreen


class SubjectPage(SubjectScreen):
    """A page made of panels; apps list them, and give the `forms` of their moves by name."""

    template_name = "workflow/page.html"
    forms: Mapping[str, type[MoveForm]] = {}

    def get(self, request: SignedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show()

    def get_head(self) -> Component:
        raise NotImplementedError

    def get_columns(self) -> list[list[Component]]:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.subject is None:
            return context
        head, columns = self.get_head(), self.get_columns()
        media = MediaContainer([head, *chain.from_iterable(columns)]).media
        return {**context, "head": head, "columns": columns, "media": media}

    def get_buttons(self, choices: Iterable[Choice]) -> Buttons:
        return Buttons.of(self.subject, choices, url=self.get_subject_url(), forms=self.forms)

    def get_undo(self) -> UndoPanel | None:
        """The way back from the last step; None before the first."""
        event = last_step(self.subject)
        if event is None:
            return None
        refusal = self.workflow.undo_refusal(self.subject, self.request.user, event=event)
        return UndoPanel(event, refusal, self.get_subject_url())
