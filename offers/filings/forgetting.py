"""What nobody confirmed goes after days, what was dealt with after months: with its mails and its link."""

from datetime import datetime
from functools import partial

from django.db.models import QuerySet

from offers.models import Filing
from psf.documents.models import Blob
from psf.messaging.enums import MessageState
from psf.perimeter.scope import all_services
from psf.personal.durations import DURATIONS
from psf.worker.batches import by_batches


def forget_unconfirmed(*, now: datetime | None = None) -> int:
    """Erase what nobody confirmed in time, or whose mailbox's owner disowned it; return how many."""
    rows = Filing.objects.never_confirmed(DURATIONS["unconfirmed"].before(now))
    return by_batches(partial(_forget_some, rows), size=50)


def forget_closed(*, now: datetime | None = None) -> int:
    """Erase what was taken, answered or set aside long ago; return how many."""
    rows = Filing.objects.over(DURATIONS["filing"].before(now))
    return by_batches(partial(_forget_some, rows), size=50)


def _forget_some(rows: QuerySet[Filing], size: int) -> int:
    with all_services("filings that are over"):
        # A mail being sent keeps its row until it is known what became of it.
        chosen = list(rows.exclude(messages__state=MessageState.SENDING).order_by("pk")[:size])
        for filing in chosen:
            forget(filing)
        return len(chosen)


def forget(filing: Filing) -> None:
    """Delete all that hangs on it; what it became in the registries stays, the fiche with its offer."""
    blobs = list(filing.parts.exclude(blob=None).values_list("blob", flat=True))
    filing.messages.all().delete()
    filing.links.all().delete()
    filing.actions.all().delete()
    filing.events.all().delete()
    filing.delete()
    Blob.objects.filter(pk__in=blobs, stored_file=None).forget()
