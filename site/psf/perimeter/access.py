"""The one way to write down that somebody consulted records of young people."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from psf.perimeter.models import AccessLog
from psf.perimeter.models.access import OfService
from psf.perimeter.requests import SignedRequest

if TYPE_CHECKING:
    from psf.perimeter.requests import User

Door = AccessLog.Door


class Record(OfService, Protocol):
    """What a trace keeps of a young person's record."""

    pk: int
    code: str


def record_access(request: SignedRequest, youth: Record, door: Door) -> None:
    """Keep that the user of `request` opened the record of `youth` through `door`."""
    record_access_by(request.user, youth, door)


def record_access_by(
    user: "User", youth: Record, door: Door, *, service_id: int | None = None, reason: str = ""
) -> None:
    """`service_id`: where the trace stands, when the record is in an archive that nobody lists."""
    AccessLog.objects.create(
        user=user,
        door=door,
        record=youth.pk,
        code=youth.code,
        service_id=service_id or youth.service_id,
        reason=reason,
    )


def record_list_access(user: "User", youths: Iterable[Record], door: Door) -> None:
    """Keep that `user` saw these records at once: one row a service, with their number.

    `youths` are loaded objects with `service_id`; one query whatever their number.
    """
    AccessLog.objects.bulk_create(
        AccessLog(user=user, door=door, count=count, service_id=service_id)
        for service_id, count in sorted(Counter(youth.service_id for youth in youths).items())
    )


def record_guest_access(link: int, reader: str, youths: Iterable[Record], door: Door) -> None:
    """Keep that the reader of a personal link saw something of these young people.

    `reader` says in which quality, never who; one query, in the perimeter of their services.
    """
    AccessLog.objects.bulk_create(
        AccessLog(
            link=link,
            reader=reader,
            door=door,
            record=youth.pk,
            code=youth.code,
            service_id=youth.service_id,
        )
        for youth in youths
    )
