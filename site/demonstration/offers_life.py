"""What became of the offers before anybody was proposed to them."""

from demonstration.days import Clock
from demonstration.zones import Zone
from matching.placements.calls import record_call
from offers.enums import ClosedReason, LostReason, SuspendedReason
from offers.models import CompanyContact, Offer
from offers.workflow import OFFERS
from psf.workflow.enums import CallOutcome

# Académie, rank of an offer there by date → what happens once verified, and how long ago.
FATES = {
    "24": {12: ("lose", -70, {"reason": LostReason.UNWILLING})},
    "70": {9: ("suspend", -12, {"reason": SuspendedReason.SEASON})},
    "23": {9: ("close", -60, {"reason": ClosedReason.AGREED})},
}
# Since declaration.
CHARGE_DAYS, CALL_DAYS, VERIFY_DAYS = 1, 2, 4
# The newest wait to be taken in charge, then to be called.
NEW, TO_CALL = range(-7, 1), range(-36, -7)


def live(zone: Zone, user, clock: Clock) -> None:
    """Take in charge, call, verify each offer of the zone, as its coordinator."""
    offers = Offer.objects.filter(service__department__academy__code=zone.academy)
    waiting = 0
    for rank, offer in enumerate(offers.order_by("declared_on", "pk")):
        day = clock.offset(offer.declared_on)
        if day in NEW:
            continue
        OFFERS.perform(offer, "take_charge", by=user, now=clock.at(day + CHARGE_DAYS))
        if day in TO_CALL and waiting == 0:
            waiting += 1
            _call(offer, user, CallOutcome.NO_ANSWER, clock.at(day + CALL_DAYS, 11))
            continue
        contact = _call(offer, user, CallOutcome.REACHED, clock.at(day + VERIFY_DAYS, 11))
        OFFERS.perform(
            offer,
            "verify",
            by=user,
            data={"contact": contact},
            now=clock.at(day + VERIFY_DAYS, 12),
        )
        if fate := FATES[zone.academy].get(rank):
            name, when, details = fate
            data = {"suspended_until": clock.day(20)} if name == "suspend" else {}
            OFFERS.perform(offer, name, by=user, data=data, now=clock.at(when), **details)


def _call(offer, user, outcome, now):
    contact = CompanyContact.objects.filter(company=offer.company_id).reachable().first()
    record_call(offer, by=user, outcome=outcome, contact=contact, now=now)
    return contact
