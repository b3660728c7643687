"""What must hold every evening of the simulated year: nothing waits in silence."""

from datetime import date, timedelta

from django.utils import timezone

from matching.models import Placement
from matching.placements.integrity import open_placements_without_action
from psf.workflow.models import Action

# Days after its due date within which the escalation of a late action is logged.
LATEST = 3


class BrokenPromise(AssertionError):
    """A file waited for nobody, or late in silence; the message says which, and since when."""


def check_files(today: date) -> int:
    """Each open file: an actor, and a date to come or an escalation in time; return how many.

    Every open action is held to it, so that no file hides a forgotten one behind another. An
    action opened after its date (a presence that ended yesterday) counts from its opening.
    """
    lost = list(open_placements_without_action().values_list("code", flat=True)[:5])
    if lost:
        raise BrokenPromise(f"{today}: nobody has anything to do on {', '.join(lost)}")
    late = Action.objects.open().filter(due__lt=today - timedelta(days=LATEST))
    for action in late.select_related("placement", "offer"):
        counted = max(action.due, timezone.localdate(action.opened_at))
        last = counted + timedelta(days=LATEST)
        if action.escalated_on is None and today > last:
            raise BrokenPromise(f"{today}: {action.verb} {action.pk} due {action.due}, never told")
    nobody = Action.objects.open().filter(actor="").count()
    if nobody:
        raise BrokenPromise(f"{today}: {nobody} actions without an actor")
    return Placement.objects.open().count()
