"""The history of a young person on a page about them, with the form that adds to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from matching.models import Placement, Youth
from matching.youths.exchanges.forms import ExchangeForm
from matching.youths.exchanges.history import Exchanges
from matching.youths.exchanges.noting import WHO, next_point
from psf.accounts.models import User
from psf.workflow.actors import capacity
from psf.workflow.kinds import label_of
from psf.workflow.wording import due_in_words

SHOWN = 5


@dataclass(frozen=True)
class ExchangesPanel(Component):
    """The newest exchanges and a link to all; `but` is the file whose events the page tells beside.

    `next_url`: where to go once an exchange is noted.
    """

    template_name = "matching/exchanges/panel.html"

    youth: Youth
    user: User
    next_url: str
    but: Placement | None = None

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        found = exchanges_for(self.youth, self.user, but=self.but)
        total = len(found)
        return {
            "exchanges": found[:SHOWN] if total else [],
            "total": total,
            "more": total > SHOWN or self.but is not None,
            "elsewhere": self.but is not None,
            "all_url": reverse("work:exchanges", args=[self.youth.code]),
            **noting(self.youth, self.user, next_url=self.next_url),
            "csrf_token": parent_context["csrf_token"],
        }


def exchanges_for(youth: Youth, user: User, *, but: Placement | None = None) -> Exchanges:
    """The history as `user` may read it."""
    may_read = user.has_perm("messaging.view_message")
    return Exchanges(youth, but=but, may_read_messages=may_read)


def noting(
    youth: Youth, user: User, *, next_url: str = "", form: ExchangeForm | None = None
) -> dict[str, Any]:
    """What the form's template reads; no form for who does not follow, or a record no more in use."""
    in_use = not youth.merged_into_id and not youth.anonymised_on
    was_sent = form is not None and form.is_bound
    may_note = (in_use or was_sent) and capacity(user, WHO) is not None
    point = next_point(youth)
    today = timezone.localdate()
    return {
        "form": (form or ExchangeForm(youth=youth, auto_id="echange_%s")) if may_note else None,
        "note_url": reverse("work:exchanges", args=[youth.code]),
        "next_url": next_url,
        "point": f"{label_of(point.verb)}, {due_in_words(point.due, today)}" if point else "",
    }
