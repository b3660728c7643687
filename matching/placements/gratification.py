"""What the law (or the contract) makes due for the hours of a placement, said before they are done."""

from datetime import date

from django.utils import timezone

from matching.models import Placement
from offers.gratification import (
    Counter,
    Gratification,
    Presence,
    count_presence,
    gratification,
    rate_on,
)
from offers.models import GratificationRate
from psf.territories.calendars import SchoolYear


def gratification_of(placement: Placement) -> Gratification:
    """For the presence here, with what was already done at this host in the same school year."""
    contract = placement.offer.contract
    return gratification(
        presence_at_this_host(placement),
        rate_on(GratificationRate.objects.rates(), first_day_of(placement)),
        granted_from_first_hour=bool(contract and contract.gratification_granted),
    )


def first_day_of(placement: Placement) -> date:
    return placement.started_on or placement.starts_on or timezone.localdate()


def presence_at_this_host(placement: Placement) -> int:
    """Hours that the law's counter holds once this parcours is done (code de l'éducation, L124-6).

    Those of this parcours, and of the ones that this young person ended there in the same school year.
    """
    ended = (
        placement.youth.placements.filter(presence_ended_on__isnull=False, started_on__isnull=False)
        .exclude(pk=placement.pk)
        .select_related("host_slot", "offer")
        .prefetch_related("attendances")
    )
    day = first_day_of(placement)
    presences = [_presence(each, each.started_on) for each in ended]
    here = _presence(placement, day)
    counter = Counter(here.youth_id, here.host_id, SchoolYear.of(day))
    return int(count_presence([here, *presences])[counter])


def _presence(placement: Placement, day: date) -> Presence:
    host = placement.host_slot.host_id or placement.offer.company_id
    return Presence(placement.youth_id, host, day, placement.counted.presence)
