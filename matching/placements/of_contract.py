"""What a buyer is told of the parcours of a marché, whichever service follows the young person.

A number never changes, whoever is forgotten: rows without identity keep theirs, the others fill the
gaps in the order in which they were sent.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import count

from django.db.models import Min, Q

from matching.enums import PlacementStage
from matching.models import Placement, StatisticalPlacement
from offers.models import Offer
from psf.perimeter.scope import all_services
from psf.workflow.enums import CallOutcome
from psf.workflow.models import Event

# From these on, the company has been reached.
ANSWERS = ("propose_dates", "redirect", "call_me", "plan_meeting", "not_retained")


def sent_to(offers: Iterable[Offer | int]):
    """Placements sent to the company of these offers, of the services in sight, in order."""
    return (
        Placement.objects.filter(offer__in=offers, sent_on__isnull=False)
        .exclude(stage=PlacementStage.RESERVED)
        .order_by("sent_on", "pk")
    )


def without_identity(offers: Iterable[Offer | int]) -> list[StatisticalPlacement]:
    """Those of people who were forgotten, under the numbers that they keep."""
    rows = StatisticalPlacement.objects.filter(offer__in=offers, number__isnull=False)
    return list(rows.order_by("number", "pk"))


def numbered(offers: Iterable[Offer | int], placements: Iterable[int]) -> dict[int, int]:
    """{id: number} of `placements`, given in the order of `sent_to` with every service in sight."""
    free = _free({row.number for row in without_identity(offers) if row.number})
    return dict(zip(placements, free, strict=False))


def _free(taken: set[int]) -> Iterator[int]:
    return (number for number in count(1) if number not in taken)


def numbers_beside(placements: Iterable[Placement]) -> dict[int, int]:
    """{id: number} of those that were sent, among all those of their marché; a few queries for all."""
    of = [placement.offer for placement in placements]
    with all_services("the numbers of the parcours of a marché"):
        beside = Q(contract__in={offer.contract_id for offer in of if offer.contract_id})
        offers = Offer.objects.filter(beside | Q(pk__in={offer.pk for offer in of}))
        # Those of one marché are numbered together; an offer without any, alone.
        group = {
            pk: (contract, contract or pk) for pk, contract in offers.values_list("pk", "contract")
        }
        taken: dict[tuple, set[int]] = defaultdict(set)
        for row in without_identity(group):
            if row.number:
                taken[group[row.offer_id]].add(row.number)
        sent = list(sent_to(group).values_list("pk", "offer"))
    free = {key: _free(taken[key]) for key in set(group.values())}
    return {pk: next(free[group[offer]]) for pk, offer in sent}


def first_contacts(placements: Iterable[Placement]) -> dict[int, datetime]:
    """{id: when the company was first reached}."""
    reached = Q(call_outcome=CallOutcome.REACHED) | Q(name__in=ANSWERS)
    events = Event.objects.filter(reached, placement__in=placements, undone_by__isnull=True)
    return dict(events.order_by().values_list("placement").annotate(first=Min("at")))


def signed_on(placement: Placement) -> date | None:
    """The day of the last signature of a convention that all have signed."""
    if placement.kind.signed or (
        placement.stage == PlacementStage.CONVENTION and not placement.missing_signatures
    ):
        return max((each.signed_on for each in placement.signatures.all()), default=None)
    return None
