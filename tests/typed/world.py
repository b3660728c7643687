"""Somebody who coordinates, and one of everything that she may open."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from matching.enums import PlacementStage, Situation
from matching.models import Placement, Youth
from matching.youths.situations import start_following
from offers.enums import OfferStage
from offers.models import HostSlot, Offer
from offers.workflow import OFFERS, declare
from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.messaging.enums import MessageState
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from psf.territories.models import Service
from tests.factories.accounts import UserFactory, tutor
from tests.factories.journey import journey, realistic_slot
from tests.factories.matching import GuardianFactory, YouthFactory
from tests.factories.territories import ServiceFactory

Stage = PlacementStage
KEY = 700_001
STAGES = (
    Stage.RESERVED,
    Stage.SENT,
    Stage.MEETING,
    Stage.CONVENTION,
    Stage.IN_COMPANY,
    Stage.REVIEW,
    Stage.CLOSED,
)


@dataclass
class World:
    """What addresses are filled with."""

    service: Service
    coordinator: User
    tutor: User
    files: dict[str, Placement] = field(default_factory=dict)
    youths: list[Youth] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    other: Any = None  # Another service that she sees, and somebody who follows young people there.
    colleague: Any = None

    @property
    def slot(self) -> HostSlot:
        """A place that may be reserved."""
        return self.offers[-1].slots.get()

    @property
    def stages(self) -> dict[str, str]:
        """The stage of each file and offer, by its code."""
        offers = {offer.code: offer.stage for offer in self.offers}
        return {file.code: stage for stage, file in self.files.items()} | offers

    @property
    def twin(self) -> Youth:
        return self.youths[-1]

    @property
    def codes(self) -> list[str]:
        return [
            *(placement.code for placement in self.files.values()),
            *(youth.code for youth in self.youths),
            *(offer.code for offer in self.offers),
            self.slot.code,
        ]


def same_keys() -> None:
    """Let the next row of every table have the key KEY: whatever an address calls it, it opens."""
    with connection.cursor() as cursor:
        cursor.execute("select sequencename from pg_sequences where schemaname = 'public'")
        for [name] in cursor.fetchall():
            cursor.execute(f'alter sequence "{name}" restart with {KEY}')


def build(service):
    same_keys()
    person = UserFactory(
        roles=[Role.BASIN, Role.ACADEMIC], place=service.department.academy, username="tout.voir"
    )
    world = World(service, person, tutor(service, username="tutrice.typed"))
    world.other = ServiceFactory(name="MLDS de bassin", department=service.department)
    world.colleague = tutor(world.other, username="tutrice.bassin")
    for stage in STAGES:
        world.files[stage] = journey(service, to=stage, by=world.tutor)
    with perimeter([service]):
        for situation in (Situation.SUPPORTED, Situation.READY):
            youth = YouthFactory(service=service, tutor=world.tutor, situation=situation, age=16)
            GuardianFactory(youth=youth)
            start_following(youth)
            world.youths.append(youth)
        for moves in ((), ("take_charge",), ("take_charge", "verify")):
            offer = realistic_slot(service).offer
            Offer.objects.filter(pk=offer.pk).update(stage=OfferStage.DECLARED)
            offer.refresh_from_db()
            declare(offer)
            for name in moves:
                OFFERS.perform(offer, name, by=person)
            world.offers.append(offer)
        Message.objects.filter(pk=KEY).update(state=MessageState.UNCERTAIN)
    return world
