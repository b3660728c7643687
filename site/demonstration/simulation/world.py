"""The territory of a simulated year: services, people, companies and their tempers."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from demonstration.words import COMPANY_SHAPES, FIRST_NAMES, LAST_NAMES, SECTORS, SITES
from matching.enums import GuardianLink, Situation
from matching.models import Guardian, Youth, YouthInterest
from matching.youths.situations import start_following
from offers.enums import BuyerContactRole, BuyerKind, ContactRole, ContractKind
from offers.models import (
    Buyer,
    BuyerContact,
    Company,
    CompanyContact,
    Contract,
    Field,
    HostSlot,
    Offer,
)
from offers.workflow import declare
from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.perimeter.models import PerimeterGrant
from psf.territories.enums import ServiceKind
from psf.territories.models import Commune, Department, School, Service

# Two académies, so that policies, holidays and perimeters differ.
DEPARTMENTS = ("93", "06")
FILES_A_TUTOR = 45
FILES_AN_OFFER = 3


class Temper(StrEnum):
    """How a company answers."""

    AT_ONCE = "at once"
    LATE = "late"
    NEVER = "never"
    REFUSES = "refuses"
    SENDS_ELSEWHERE = "sends elsewhere"
    BOUNCES = "bounces"


SHARES = {
    Temper.AT_ONCE: 30,
    Temper.LATE: 25,
    Temper.NEVER: 15,
    Temper.REFUSES: 12,
    Temper.SENDS_ELSEWHERE: 10,
    Temper.BOUNCES: 8,
}


@dataclass
class Colleague:
    """Somebody with an account, the calls they can make in a day, and their days off."""

    user: User
    calls: int
    moves: int
    away: set[date] = field(default_factory=set)


@dataclass
class World:
    seed: int
    files: int
    first: date
    days: int
    luck: random.Random = None
    services: list[Service] = field(default_factory=list)
    colleagues: list[Colleague] = field(default_factory=list)
    communes: dict[int, list[Commune]] = field(default_factory=dict)
    schools: dict[int, School] = field(default_factory=dict)
    tutors: dict[int, list[User]] = field(default_factory=dict)
    tempers: dict[int, Temper] = field(default_factory=dict)
    # Refused addresses, and numbers of records made so far.
    refused: set[str] = field(default_factory=set)
    youths: int = 0
    offers: int = 0

    def __post_init__(self):
        self.luck = random.Random(f"year:{self.seed}")

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.days - 1)

    def settle(self) -> None:
        """Create services with their people; everything else arrives day by day."""
        for code in DEPARTMENTS:
            department = Department.objects.get(code=code)
            service = Service.objects.create(
                kind=ServiceKind.MLDS,
                name=f"MLDS du bassin simulé {code}",
                department=department,
                phone="01 99 00 00 93",
            )
            self.services.append(service)
            self.communes[service.pk] = list(
                department.communes.order_by("-population", "code")[:25]
            )
            self.schools[service.pk] = School.objects.create(
                uai=f"{code:0>3}8001A", name="Lycée simulé", commune=self.communes[service.pk][0]
            )
            tutors = max(1, round(self.files / FILES_A_TUTOR / 6 / len(DEPARTMENTS)))
            self.tutors[service.pk] = [
                self._colleague(service, Role.TUTOR, rank) for rank in range(tutors)
            ]
            self._colleague(service, Role.ACADEMIC, 0)
        regional = self._colleague(self.services[0], Role.REGIONAL, 0)
        for service in self.services[1:]:
            self._sees(regional, service)

    def _colleague(self, service, role, rank) -> User:
        code = service.department.code
        user = User.objects.create(
            username=f"simulation.{role.name.lower()}.{code}.{rank}",
            first_name=self.luck.choice(FIRST_NAMES["F"]),
            last_name=self.luck.choice(LAST_NAMES),
            email=f"{role.name.lower()}.{code}.{rank}@simulation.invalid",
            phone="01 99 00 12 34",
            is_demonstration=True,
        )
        user.set_roles([role])
        self._sees(user, service)
        tutor = role == Role.TUTOR
        self.colleagues.append(
            Colleague(user, calls=12 if tutor else 10, moves=30, away=self._days_off())
        )
        return user

    def _sees(self, user, service) -> None:
        starts_on = self.first
        while starts_on <= self.first + timedelta(days=self.days):
            grant = PerimeterGrant.objects.create(
                user=user, service=service, starts_on=starts_on, reason="Simulation"
            )
            starts_on = grant.ends_on + timedelta(days=1)

    def _days_off(self) -> set[date]:
        """Five weeks of leave and a few days of illness."""
        off = set()
        for _ in range(5 * self.days // 365 + 1):
            start = self.first + timedelta(days=self.luck.randrange(self.days))
            off |= {start + timedelta(days=n) for n in range(7)}
        for _ in range(self.days // 40):
            off.add(self.first + timedelta(days=self.luck.randrange(self.days)))
        return off

    def new_youth(self, now, today: date) -> Youth:
        """Somebody arrives, ready for a parcours."""
        luck, service = self.luck, self.luck.choice(self.services)
        self.youths += 1
        youth = Youth.objects.create(
            service=service,
            tutor=luck.choice(self.tutors[service.pk]),
            last_name=luck.choice(LAST_NAMES),
            first_name=luck.choice(FIRST_NAMES["F"]),
            sex="F",
            birth_date=today - timedelta(days=luck.randint(6000, 8800)),
            email=f"jeune{self.youths}@simulation.invalid",
            commune=luck.choice(self.communes[service.pk]),
            situation=Situation.READY,
            situation_since=today,
            hours_wanted=luck.choice([None, 150, 300]),
            radius_km=60,
        )
        Guardian.objects.create(
            youth=youth,
            last_name=youth.last_name,
            first_name=luck.choice(FIRST_NAMES["F"]),
            link=GuardianLink.PARENT,
            email=f"parent{self.youths}@simulation.invalid",
        )
        wish = luck.choice(list(Field.objects.order_by("pk")))
        for domaine in wish.domaines.order_by("pk")[:1]:
            YouthInterest.objects.create(youth=youth, field=wish, domaine=domaine)
        start_following(youth, by=youth.tutor, now=now)
        return youth

    def new_offer(self, now, today: date) -> Offer:
        """A company declares what it owes, or offers by itself."""
        luck, service = self.luck, self.luck.choice(self.services)
        self.offers += 1
        sector = SECTORS[self.offers % len(SECTORS)]
        town = luck.choice(self.communes[service.pk])
        shape = COMPANY_SHAPES[self.offers % len(COMPANY_SHAPES)]
        company = Company.objects.create(
            name=f"{shape.format(sector[0])} {self.offers}", commune=town
        )
        self.tempers[company.pk] = luck.choices(list(SHARES), list(SHARES.values()))[0]
        tutor = self.new_contact(company, 1)
        self.new_contact(company, 2)
        if self.tempers[company.pk] == Temper.BOUNCES:
            self.refused.add(tutor.email)
        contract = self._contract(company, sector, today) if luck.random() < 0.85 else None
        offer = Offer.objects.create(
            contract=contract,
            company=company,
            service=service,
            calibre=luck.choice([450, 900]),
            hours=0,
            declared_on=today,
        )
        offer.hours = offer.calibre
        offer.save()
        slot = HostSlot.objects.create(
            offer=offer, site=luck.choice(SITES), commune=town, tutor=tutor
        )
        slot.romes.set(sector[3].split())
        declare(offer, now=now)
        return offer

    def new_contact(self, company, rank: int) -> CompanyContact:
        return CompanyContact.objects.create(
            company=company,
            role=ContactRole.TUTOR if rank == 1 else ContactRole.HR,
            name=f"{self.luck.choice(FIRST_NAMES['M'])} {self.luck.choice(LAST_NAMES)}",
            phone="01 99 00 45 67",
            email=f"contact{company.pk}.{rank}@simulation.invalid" if rank != 2 else "",
            rank=rank,
        )

    def _contract(self, company, sector, today) -> Contract:
        buyer = Buyer.objects.create(name=f"Ville simulée {self.offers}", kind=BuyerKind.LOCAL)
        person = BuyerContact.objects.create(
            buyer=buyer,
            role=BuyerContactRole.BUYER,
            name="Claude Achat",
            email=f"acheteur{self.offers}@simulation.invalid",
            phone="01 99 00 98 76",
        )
        return Contract.objects.create(
            buyer=buyer,
            contact=person,
            company=company,
            reference=f"SIM-{self.offers:05d}",
            title=sector[1],
            kind=ContractKind.SERVICES,
            firm_months=24,
            notified_on=today,
            firm_end=today + timedelta(days=730),
        )
