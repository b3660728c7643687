"""Personal links of a file, with what the reader may do with them. The token is never shown."""

from dataclasses import dataclass

from wagtail.admin.ui.components import Component

from matching.guests.listing import rows_of
from matching.models import Placement
from matching.placements.workflow import FOLLOWERS
from psf.accounts.models import User
from psf.workflow.actors import capacity


@dataclass(frozen=True)
class LinksPanel(Component):
    template_name = "matching/guests/panel.html"

    placement: Placement
    user: User
    subject_url: str

    def get_context_data(self, parent_context=None):
        return {
            "links": rows_of(self.placement),
            "subject_url": self.subject_url,
            "may_revoke": self.user.is_coordinator,
            "may_send": capacity(self.user, FOLLOWERS) is not None,
            "csrf_token": parent_context["csrf_token"],
        }
