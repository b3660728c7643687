"""A file whose company, buyer, young person and guardian can all be written to."""

from dataclasses import dataclass

import pytest

from matching.models import Placement
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from tests.factories.journey import carry, reserved
from tests.factories.matching import GuardianFactory, YouthFactory


@dataclass
class Written:
    """A reserved file under its perimeter; `carry(to)` brings it to a stage."""

    placement: Placement

    def carry(self, to) -> Placement:
        self.placement = carry(self.placement, to=to)
        return self.placement

    def kinds(self) -> list[str]:
        """What was written about it and its offer, in order."""
        rows = Message.objects.filter(placement=self.placement) | Message.objects.filter(
            offer=self.placement.offer
        )
        return list(rows.order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def written(two_services):
    youth = YouthFactory(
        service=two_services.saint_denis,
        tutor=two_services.tutor,
        first_name="Zyxprenom",
        last_name="Zyxnom",
        email="zyxcourriel@example.invalid",
        address="12 rue Zyxadresse",
        hours_wanted=150,
    )
    GuardianFactory(youth=youth, first_name="Zyxparent", last_name="Zyxfamille")
    placement = reserved(two_services.saint_denis, by=two_services.tutor, youth=youth)
    slot = placement.host_slot
    with perimeter([two_services.saint_denis]):
        slot.tutor.email = "tuteur@example.invalid"
        slot.tutor.save()
        contact = placement.offer.contract.contact
        contact.email = "acheteur@example.invalid"
        contact.save()
        yield Written(placement)
