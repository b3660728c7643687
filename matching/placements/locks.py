"""The rows of a file, locked always in the same order: placement, offer, hours, slots, young person."""

from matching.models import Placement, Youth
from offers.models import HostSlot
from offers.workflow import lock_offer


def lock_placement(pk) -> Placement:
    """Lock a placement, then its offer with hours and slots, then the young person."""
    placement = (
        Placement.objects.select_for_update(of=("self",))
        .select_related("tutor", "service__department")
        .get(pk=pk)
    )
    placement.offer = lock_offer(placement.offer_id)
    placement.host_slot = HostSlot.objects.select_related(
        "commune__department__academy", "tutor", "host"
    ).get(pk=placement.host_slot_id)
    placement.host_slot.offer = placement.offer
    placement.youth = (
        Youth.objects.select_for_update(of=("self",))
        .select_related("tutor")
        .get(pk=placement.youth_id)
    )
    # Mostly one service: what names it in actions and messages does not read it again.
    for row in (placement.offer, placement.youth):
        if row.service_id == placement.service_id:
            row.service = placement.service
    return placement
