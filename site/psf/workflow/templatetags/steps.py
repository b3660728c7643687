"""What a policy says on an open action's card."""

from typing import Any

from django import template

from psf.workflow.models import Action
from psf.workflow.policies.ticks import guide_of

register = template.Library()


@register.inclusion_tag("workflow/includes/guide.html", takes_context=True)
def action_guide(context: template.Context, action: Action) -> dict[str, Any]:
    """Its instructions, and the points to tick; `action` is an open Action."""
    request = context["request"]
    return {
        "action": action,
        "guide": guide_of(action),
        # An offer is read by everybody; its own service alone ticks.
        "may_tick": action.service_id in request.services,
        "back": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }
