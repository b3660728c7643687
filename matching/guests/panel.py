"""Personal links of a file, in short: who holds one. The screen behind it says more, and revokes."""

from dataclasses import dataclass

from wagtail.admin.ui.components import Component

from matching.guests.listing import links_of, shown
from matching.models import Placement


@dataclass(frozen=True)
class LinksPanel(Component):
    template_name = "matching/guests/panel.html"

    placement: Placement
    subject_url: str

    def get_context_data(self, parent_context=None):
        return {
            "links": shown(links_of(self.placement)),
            "links_url": f"{self.subject_url}liens/",
        }
