"""A file whose time is over and that something keeps is an alarm, never a destruction."""

from datetime import datetime

from django.utils import timezone

from matching.models import Youth
from matching.youths.actions import FREE_FILE
from psf.workflow.agenda import close_actions, open_action
from psf.workflow.journal import Journal
from psf.workflow.models import Action


def missing(on=None):
    return Youth.objects.overdue_and_kept(on).without_alarm()


def pointless(on=None):
    kept = Youth.objects.overdue_and_kept(on)
    return Youth.objects.with_alarm().exclude(pk__in=kept.values("pk"))


def settle(youth: Youth, *, now: datetime | None = None) -> bool:
    """Open or close the alarm about a record, as it stands now; True when that changed something.

    Whatever begins to keep a file asks this at once; what lets it go may wait for the next hour.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    kept = Youth.objects.overdue_and_kept(today).not_archived().filter(pk=youth.pk).exists()
    asked = Action.objects.open().of(FREE_FILE).filter(youth=youth).exists()
    if kept and not asked:
        open_action(youth, FREE_FILE, journal=Journal(), now=now)
    elif asked and not kept:
        close_actions(youth, journal=Journal(), kinds=[FREE_FILE], outcome="freed", now=now)
    return kept != asked
