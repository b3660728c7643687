"""The one way to write down that somebody consulted records of young people."""

from collections import Counter

from psf.perimeter.models import AccessLog

Door = AccessLog.Door


def record_access(request, youth, door: Door) -> None:
    """Keep that the user of `request` opened the record of `youth` through `door`."""
    record_access_by(request.user, youth, door)


def record_access_by(user, youth, door: Door) -> None:
    AccessLog.objects.create(
        user=user, door=door, record=youth.pk, code=youth.code, service_id=youth.service_id
    )


def record_list_access(user, youths, door: Door) -> None:
    """Keep that `user` saw these records at once: one row a service, with their number.

    `youths` are loaded objects with `service_id`; one query whatever their number.
    """
    AccessLog.objects.bulk_create(
        AccessLog(user=user, door=door, count=count, service_id=service_id)
        for service_id, count in sorted(Counter(youth.service_id for youth in youths).items())
    )
