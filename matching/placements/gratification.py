"""What the law (or the contract) makes due for the hours of a placement, said before they are done."""

from datetime import date

from django.utils import timezone

from matching.models import Placement
from offers.gratification import Gratification, gratification, rate_on
from offers.models import GratificationRate
from psf.territories.calendars import SchoolYear


def gratification_of(placement: Placement) -> Gratification:
    """For the hours planned here, with those already done at this host in the same school year."""
    day = placement.started_on or placement.starts_on or timezone.localdate()
    hours = placement.hours_consumed or placement.hours
    contract = placement.offer.contract
    return gratification(
        hours + hours_at_this_host(placement, day),
        rate_on(GratificationRate.objects.rates(), day),
        granted_from_first_hour=bool(contract and contract.gratification_granted),
    )


def hours_at_this_host(placement: Placement, day: date) -> int:
    """Hours that this young person already did there, in the school year of `day`."""
    host = placement.host_slot.host_id or placement.offer.company_id
    others = (
        placement.youth.placements.filter(hours_consumed__gt=0, started_on__isnull=False)
        .exclude(pk=placement.pk)
        .values_list("hours_consumed", "started_on", "host_slot__host", "offer__company")
    )
    return sum(
        hours
        for hours, started_on, subcontractor, company in others
        if (subcontractor or company) == host and SchoolYear.of(started_on) == SchoolYear.of(day)
    )
