"""An offer after a call: declared, taken in charge, the call in its log, and verified when the call did it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from matching.placements.calls import record_call
from offers.after_call import Told, enter
from offers.models import Offer
from offers.workflow import COORDINATION, OFFERS
from psf.workflow.actors import capacity


def may_enter(user) -> bool:
    """Whoever coordinates; the menu of every page asks, so that the perimeter is asked by the form alone."""
    return user.has_perm("offers.add_offer") and capacity(user, COORDINATION) is not None


def enter_after_call(
    told: Told, *, call: dict[str, Any] | None, is_verified: bool, by, now=None
) -> Offer:
    """Write what the call told; `call` holds what `record_call` takes, None where the company was not called.

    All of it or nothing. Raises Refused, IntegrityError.
    """
    now = now or timezone.now()
    with transaction.atomic():
        offer, contact = enter(told, by=by, now=now)
        if call is not None:
            record_call(offer, by=by, contact=contact, now=now, **call)
        if is_verified:
            OFFERS.perform(offer, "verify", by=by, data={"contact": contact}, now=now)
        return Offer.objects.for_gestures().get(pk=offer.pk)
