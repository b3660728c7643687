"""A small country in which anything may happen: two services, four people who act, a region above them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from matching.models import Youth
from matching.youths.situations import start_following
from offers.enums import ContactRole, OfferStage
from offers.models import HostSlot, Offer
from offers.workflow import OFFERS, declare
from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.perimeter.scope import perimeter
from psf.territories import calendars
from psf.territories.models import Service
from tests.factories.accounts import UserFactory, coordinator, tutor
from tests.factories.matching import GuardianFactory, YouthFactory
from tests.factories.offers import (
    BuyerContactFactory,
    CompanyContactFactory,
    ContractFactory,
    HostSlotFactory,
    OfferFactory,
)
from tests.factories.territories import SchoolFactory, ServiceFactory

# A Monday of term in every zone, far from holidays.
MONDAY = datetime.combine(date(2026, 11, 16), time(9), tzinfo=timezone.get_default_timezone())


@dataclass
class World:
    """`people` are (user, service); `region` sees both services, `nation` is one of the national team:
    both stay whoever leaves."""

    services: list[Service] = field(default_factory=list)
    people: list[tuple[User, Service]] = field(default_factory=list)
    region: User | None = None
    nation: User | None = None
    offers: list[Offer] = field(default_factory=list)
    slots: list[HostSlot] = field(default_factory=list)
    youths: list[Youth] = field(default_factory=list)

    def followers(self, service):
        """Whoever may act for the service today, the region last."""
        active = set(User.objects.active().values_list("pk", flat=True))
        found = [user for user, theirs in self.people if theirs == service and user.pk in active]
        return [*found, self.region]

    def desks(self):
        """(service, whoever may do what waits there): the national team has a service of its own."""
        for service in self.services:
            yield service, self.followers(service)
        yield Service.objects.national(), [self.nation]


def build():
    """Return a World: three offers of four places, four young people; call it in a transaction."""
    calendars.load()
    SchoolFactory()
    world = World()
    world.services = [ServiceFactory(name="MLDS d'ici"), ServiceFactory(name="MLDS d'ailleurs")]
    world.people = [
        (maker(service), service) for service in world.services for maker in (coordinator, tutor)
    ]
    place = world.services[0].department.academy.region
    world.region = UserFactory(roles=[Role.REGIONAL], place=place)
    world.nation = UserFactory(roles=[Role.NATIONAL])
    # Hours, places, service, and whether a buyer asks for it: until when.
    for hours, count, service, months in ((150, 1, 0, 6), (300, 2, 0, 24), (150, 1, 1, 0)):
        world.offers.append(_offer(world, world.services[service], hours, months))
        world.slots += [HostSlotFactory(offer=world.offers[-1]) for _ in range(count)]
    for offer in world.offers:
        with perimeter([offer.service]):
            declare(offer, now=MONDAY)
            for name in ("take_charge", "verify"):
                OFFERS.perform(offer, name, by=world.followers(offer.service)[0], now=MONDAY)
    # One is 26 in six weeks, one is of age in six weeks.
    ages = (17, 25, 17, 19)
    soon = MONDAY.date() + timedelta(days=42)
    for number, age in enumerate(ages):
        service = world.services[number % 2]
        born = soon.replace(year=soon.year - age - 1)
        youth = YouthFactory(
            service=service,
            tutor=world.followers(service)[1],
            birth_date=born,
            email=f"jeune{number}@exemple.fr",
            hours_wanted=150,
        )
        world.youths.append(youth)
        GuardianFactory(youth=youth, email=f"parent{number}@exemple.fr")
        with perimeter([service]):
            start_following(youth, now=MONDAY)
    return world


def _offer(world, service, hours, months):
    contract = None
    if months:
        contract = ContractFactory(
            notified_on=MONDAY.date() - timedelta(days=90),
            firm_end=MONDAY.date() + timedelta(days=30 * months),
        )
        contract.contact = BuyerContactFactory(buyer=contract.buyer, email="achat@exemple.fr")
        contract.save()
    offer = OfferFactory(
        service=service,
        calibre=hours,
        hours=hours,
        stage=OfferStage.DECLARED,
        contract=contract,
        declared_on=MONDAY.date() - timedelta(days=30),
    )
    for rank, role in enumerate((ContactRole.HR, ContactRole.MANAGEMENT), start=2):
        CompanyContactFactory(
            company=offer.company, role=role, rank=rank, email=f"contact{rank}@exemple.fr"
        )
    return offer
