"""Contacts of companies and buyers who left: their name and addresses go, the history stays.

The row goes on for what rests on it (a slot, a contract, what was said on the phone): it is then
« contact effacé » and reaches nobody. What messages and events hold of them goes with these
(`psf.messaging.tasks`) or with the young person's file.
"""

from datetime import date, datetime
from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from offers.enums import OPEN_STAGES
from offers.models import BuyerContact, CompanyContact, Contract
from offers.models.addresses import ERASED
from psf.perimeter.scope import all_services
from psf.personal.durations import DURATIONS
from psf.worker.batches import by_batches
from psf.workflow.models import Action


def forget_left_contacts(*, now: datetime | None = None) -> int:
    """Empty the contacts who left long enough ago and for whom nothing open waits; return how many."""
    day = timezone.localdate(DURATIONS["contact"].before(now))
    over: tuple[QuerySet, ...] = (of_companies(day), of_buyers(day))
    return sum(by_batches(partial(_forget_some, rows), size=50) for rows in over)


def of_companies(day: date) -> QuerySet[CompanyContact]:
    """Left before that day, no tutor of an open place, and nobody has anything to ask them."""
    open_action = Action.objects.open().filter(contact=OuterRef("pk"))
    holds = Q(slots__offer__stage__in=OPEN_STAGES) | Q(slots__busy=True)
    rows = CompanyContact.objects.filter(left_on__lt=day).named()
    return rows.exclude(pk__in=rows.filter(holds).values("pk")).exclude(Exists(open_action))


def of_buyers(day: date) -> QuerySet[BuyerContact]:
    """Left before that day, and no contract that still runs names them without a successor."""
    running = Q(firm_end__gte=day) | Q(firm_end=None)
    named = Contract.objects.filter(running)
    rows = BuyerContact.objects.filter(left_on__lt=day).named()
    needed = Q(contracts__in=named) | Q(prescribed_contracts__in=named)
    return rows.exclude(pk__in=rows.filter(needed, successor=None).values("pk"))


def _forget_some(rows: QuerySet, size: int) -> int:
    with all_services("contacts who left long ago"):
        chosen = list(rows.order_by("pk")[:size])
        for contact in chosen:
            forget(contact)
        return len(chosen)


def forget(contact: CompanyContact | BuyerContact) -> None:
    """Empty this person's name and ways to reach them, in every service; all must be in sight."""
    gone = {"name": ERASED, "phone": "", "email": "", "address_by": None, "address_source": ""}
    if isinstance(contact, CompanyContact):
        gone["function"] = ""
    type(contact).objects.filter(pk=contact.pk).update(**gone)
    # After: the database notes a changed address for the services in sight.
    contact.addresses.all().delete()
    contact.refresh_from_db()
