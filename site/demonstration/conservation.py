"""Files old enough for « Conservation »: one in the archive, some that fall due, one that is kept."""

from datetime import date, datetime, timedelta

from matching.enums import HoldReason
from matching.models import LegalHold, Youth
from matching.retention import announcing, archiving
from psf.accounts.models import User
from psf.months import add_months

# Months since the following ended: archived; over and kept; falling due.
MONTHS = (14, 13, 11, 11)
KEPT = 1
# Over a month, so that what began a parcours may leave.
PAPERS_PROPOSED = timedelta(days=40)


def age(coordinator: User, today: date) -> None:
    """Send the end of some followings of the zone in sight into the past."""
    closed = Youth.objects.current().filter(closed_on__isnull=False).order_by("pk")
    for rank, (months, youth) in enumerate(zip(MONTHS, closed, strict=False)):
        day = add_months(today, -months)
        Youth.objects.filter(pk=youth.pk).update(closed_on=day, situation_since=day)
        youth.situationentrys.update(since=day)
        if rank == KEPT:
            LegalHold.objects.create(
                youth=youth,
                reason=HoldReason.DISPUTE,
                text="Dossier imaginaire n° 26-0042",
                until=add_months(today, 4),
                placed_by=coordinator,
                placed_on=add_months(today, -2),
            )


def run(now: datetime) -> None:
    """What the worker does every hour, and did when papers were proposed to who is archived today."""
    announcing.announce(now=now - PAPERS_PROPOSED)
    announcing.announce(now=now)
    archiving.archive_due(now=now)
