"""A coordinator, a young person and a slot that go together, and the promises kept after each test."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from matching.models import Placement, Youth
from matching.placements.integrity import broken_promises
from matching.placements.reservation import reserve
from offers.enums import OfferStage
from offers.models import HostSlot
from offers.workflow import OFFERS, declare
from psf.accounts.models import User
from psf.perimeter.scope import all_services, perimeter
from psf.territories import calendars
from psf.territories.models import Service
from tests.factories.accounts import coordinator, tutor
from tests.factories.matching import YouthFactory
from tests.factories.offers import HostSlotFactory, OfferFactory
from tests.factories.territories import SchoolFactory, ServiceFactory

# A Monday of term in every zone, far from holidays.
MONDAY = datetime.combine(
    datetime(2026, 11, 16).date(), time(9), tzinfo=timezone.get_default_timezone()
)


@dataclass
class World:
    service: Service
    coordinator: User
    tutor: User
    youth: Youth
    slot: HostSlot

    def day(self, days: int) -> datetime:
        """The Monday of the story, `days` later, at nine in Paris."""
        return MONDAY + timedelta(days=days)

    def reserve(self, **kwargs) -> Placement:
        return reserve(self.youth, self.slot, by=self.tutor, now=self.day(0), **kwargs)


@pytest.fixture
def world(db):
    """Everything in sight of one service, inside its perimeter for the length of the test."""
    calendars.load()
    service = ServiceFactory(name="MLDS du bassin de Saint-Denis")
    people = coordinator(service), tutor(service)
    offer = OfferFactory(service=service, stage=OfferStage.DECLARED, calibre=300, hours=300)
    slot = HostSlotFactory(offer=offer)
    youth = YouthFactory(service=service, hours_wanted=150)
    SchoolFactory()
    with perimeter([service]):
        declare(offer, by=people[0], now=MONDAY)
        for name in ("take_charge", "verify"):
            OFFERS.perform(offer, name, by=people[0], now=MONDAY)
        from matching.youths.situations import start_following

        start_following(youth, now=MONDAY)
        slot.refresh_from_db()
        yield World(service, *people, youth, slot)
    with all_services("test"):
        assert broken_promises() == []
