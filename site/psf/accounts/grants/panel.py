"""On the home page: which perimeters end soon, which wait for a second person."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from psf.accounts.models import User
from psf.perimeter.models import PerimeterGrant

from .rules import GRANT, SOON, refusal_to_confirm, renewals_for


@dataclass(frozen=True)
class GrantsPanel(Component):
    """Shown only to who is concerned: see `panel_for`."""

    name = "perimetres"
    template_name = "accounts/grants_panel.html"
    # After the work of the day.
    order = 20

    own_end: date | None
    ending: int
    to_confirm: int

    @property
    def media(self):
        return forms.Media(css={"all": ["accounts/grants.css"]})

    def get_context_data(self, parent_context=None):
        return {
            "own_end": self.own_end,
            "ending": self.ending,
            "to_confirm": self.to_confirm,
            "days": SOON.days,
            "renewals_url": reverse("accounts_renewals"),
            "pending_url": f"{reverse('perimetres:index')}?state=pending",
        }


def panel_for(user: User) -> GrantsPanel | None:
    """The panel of `user`, or None when nothing concerns them."""
    soon = timezone.localdate() + SOON
    last = list(
        PerimeterGrant.objects.given()
        .filter(user=user, ends_on__gte=timezone.localdate())
        .order_by("ends_on")
        .values_list("ends_on", flat=True)
    )
    ending = [each for each in renewals_for(user) if each.grant.ends_on <= soon]
    to_confirm = 0
    if user.has_perm(GRANT):
        rows = PerimeterGrant.objects.pending().select_related("user", "asked_by")
        to_confirm = sum(refusal_to_confirm(user, grant) is None for grant in rows)
    own_end = last[-1] if last and last[-1] <= soon else None
    if own_end is None and not ending and not to_confirm:
        return None
    return GrantsPanel(own_end, len(ending), to_confirm)
