"""What has waited for as long as a delay of the policies says, where each place counts its own days."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from psf.workflow.policies.effective import policies_of_services


def waited(since: str, delay: str, services: Iterable[int], today: date) -> Q:
    """Rows of these services whose day `since` is at least the delay `delay` ago.

    `since` is a path to a date, `service` a column of the same rows. One day for all of the services
    needs no service.
    """
    days: dict[date, list[int]] = {}
    for service, policy in policies_of_services(services).items():
        last = policy.count.latest_start(policy.delay(delay), today)
        days.setdefault(last, []).append(service)
    if len(days) <= 1:
        return Q(**{f"{since}__lte": next(iter(days), today)})
    found = Q(pk__in=[])
    for last, those in days.items():
        found |= Q(**{f"{since}__lte": last}, service__in=those)
    return found
