"""On the page of a file: its reminders, suspended or not."""

from dataclasses import dataclass

from django.urls import reverse
from wagtail.admin.ui.components import Component

from matching.models import Placement, ReminderPause
from matching.placements.forms.pausing import PauseForm


@dataclass(frozen=True)
class PausePanel(Component):
    """The mark with « Reprendre », or the button that opens the form; `may`: for who follows the file."""

    template_name = "matching/file/pause.html"

    placement: Placement
    pause: ReminderPause | None
    may: bool

    def get_context_data(self, parent_context):
        code = self.placement.code
        return {
            "pause": self.pause,
            "may": self.may,
            "form": None if self.pause or not self.may else PauseForm(),
            "pause_url": reverse("work:pause", args=[code]),
            "cancel_url": None,
            "resume_url": reverse("work:resume", args=[code]),
            "csrf_token": parent_context["csrf_token"],
        }
