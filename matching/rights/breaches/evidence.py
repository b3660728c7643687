"""Who saw what, and when: read in the logs that already exist, for one file or one account."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from matching.models import Breach, Placement, Youth
from psf.links.addresses import masked
from psf.links.models import Link
from psf.messaging.models import Message
from psf.perimeter.models import AccessLog

# Lines shown; all of them are counted.
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Seen:
    """One line: somebody, or the reader of a link, opened something about a code."""

    at: datetime
    who: str
    what: str
    code: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One message that left, to an address shown in part."""

    at: datetime
    to: str
    label: str
    link: int | None
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """`records`: public codes of the files concerned; `links`: those that still open."""

    seen: list[Seen]
    sent: list[Sent]
    records: list[str]
    links: list[Link]
    count: int

    @property
    def facts(self) -> dict:
        """What the register keeps: codes and numbers."""
        return {"records": self.records, "openings": self.count, "messages": len(self.sent)}


def evidence_of(breach: Breach) -> Evidence:
    """Among what the transaction sees, since the moment it began."""
    youths = _youths(breach)
    log = AccessLog.objects.filter(at__gte=breach.happened_at)
    links, sent = Link.objects.none(), []
    if breach.account_id:
        log = log.filter(user=breach.account_id)
    elif youths:
        links = Link.objects.filter(youth__in=youths)
        opened = Q(link__isnull=False, link__in=links.values("pk"))
        log = log.filter(opened | Q(code__in=[youth.code for youth in youths]))
        sent = _sent(youths, breach.happened_at)
    else:
        log = log.none()
    rows = log.naming_readers().order_by("-at", "-pk")
    codes = set(log.exclude(code="").values_list("code", flat=True))
    codes |= {youth.code for youth in youths}
    return Evidence(
        [Seen(row.at, row.who, str(row.get_door_display()), row.code) for row in rows[:SHOWN]],
        sent,
        sorted(codes),
        list(links.alive()) if youths else [],
        log.count(),
    )


def _youths(breach: Breach) -> list[Youth]:
    """The young person of a code, theirs or that of one of their parcours."""
    if not breach.about:
        return []
    placements = Placement.objects.filter(code=breach.about).values("youth")
    return list(Youth.objects.filter(Q(code=breach.about) | Q(pk__in=placements)))


def _sent(youths: list[Youth], since: datetime) -> list[Sent]:
    rows = (
        Message.objects.filter(youth__in=youths, sent_at__gte=since)
        .select_related("link")
        .order_by("-sent_at", "-pk")
    )
    return [
        Sent(
            row.sent_at or row.created_at,
            masked(row.address),
            row.label,
            row.link_id,
            row.link.opened_at if row.link else None,
        )
        for row in rows[:SHOWN]
    ]


def knows(code: str) -> int | None:
    """The service of a file by its public code, or None when the transaction sees none."""
    youth = Youth.objects.filter(code=code).values_list("service", flat=True).first()
    placement = Placement.objects.filter(code=code).values_list("service", flat=True).first()
    return youth or placement
