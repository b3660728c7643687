"""Who saw what, and when: read in the logs that already exist, for one file or one account."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from matching.models import Breach, Placement, Youth
from matching.rights.breaches.doors import ListedLink, links_of
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
    """`records`: public codes of the files concerned; `doors`: links that show them, open or not."""

    seen: list[Seen]
    sent: list[Sent]
    records: list[str]
    doors: list[ListedLink]
    count: int

    @property
    def links(self) -> list[Link]:
        """Those of the file alone that still open."""
        return [each.link for each in self.doors if each.is_own and each.is_open]

    @property
    def left_open(self) -> list[ListedLink]:
        return [each for each in self.doors if each.is_open]

    def withdrawn_since(self, moment: datetime) -> int:
        """How many of these links somebody withdrew since then."""
        closed = (each.link for each in self.doors if not each.is_open)
        return sum(
            bool(link.revoked_by_id and link.revoked_at and link.revoked_at >= moment)
            for link in closed
        )

    @property
    def facts(self) -> dict:
        """What the register keeps: codes and numbers."""
        return {"records": self.records, "openings": self.count, "messages": len(self.sent)}


def evidence_of(breach: Breach) -> Evidence:
    """Among what the transaction sees, since the moment it began."""
    youths = _youths(breach)
    log = AccessLog.objects.filter(at__gte=breach.happened_at)
    doors: list[ListedLink] = []
    sent: list[Sent] = []
    if breach.account_id:
        log = log.filter(user=breach.account_id)
    elif youths:
        links = Link.objects.filter(youth__in=youths)
        opened = Q(link__isnull=False, link__in=links.values("pk"))
        log = log.filter(opened | Q(code__in=[youth.code for youth in youths]))
        sent = _sent(youths, breach.happened_at)
        named = {line.link for line in sent if line.link}
        named |= {key for key in log.values_list("link", flat=True) if key}
        doors = links_of(youths, named, timezone.now())
    else:
        log = log.none()
    rows = log.naming_readers().order_by("-at", "-pk")
    codes = set(log.exclude(code="").values_list("code", flat=True))
    codes |= {youth.code for youth in youths}
    return Evidence(
        [Seen(row.at, row.who, str(row.get_door_display()), row.code) for row in rows[:SHOWN]],
        sent,
        sorted(codes),
        doors,
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
