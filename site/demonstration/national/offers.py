"""Companies, buyers, contracts, offers and places of the national demonstration."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from demonstration.generate import BUYERS, Numbers
from demonstration.national.country import Place
from demonstration.national.size import DAYS, chance
from demonstration.words import (
    COMPANY_SHAPES,
    FIRST_NAMES,
    FUNCTIONS,
    LAST_NAMES,
    SECTORS,
    SITES,
    domain,
)
from offers.enums import BuyerContactRole, BuyerKind, ContactRole, ContractKind
from offers.models import (
    Buyer,
    BuyerContact,
    Company,
    CompanyContact,
    Contract,
    HostSlot,
    Offer,
    OfferBudget,
)
from psf.months import add_months

# (days a week, hours a week), and how often.
RHYTHMS = ((5, 35),) * 7 + ((4, 28),) * 2 + ((3, 21),)
CALIBRES = (150,) * 3 + (300,) * 5 + (450,) * 7 + (900,) * 5
FIRM_MONTHS = (12, 24, 24, 36, 36, 48, 48, 48)
BUYER_KINDS = (BuyerKind.LOCAL, BuyerKind.STATE, BuyerKind.HOSPITAL, BuyerKind.ENTITY)
# One company has so many offers on average.
OFFERS_A_COMPANY = 1.25
BATCH = 2000


@dataclass
class Hosting:
    """An offer with its one place, and what is told of it."""

    place: Place
    service: int
    declared_on: date
    hours: int
    rhythm: tuple[int, int]
    firm_end: date | None
    offer: int = 0
    slot: int = 0
    contacts: list[int] = field(default_factory=list)
    buyer_contact: int | None = None
    # Filled by `assigning`.
    parts: list = field(default_factory=list)
    opening: object = None
    closed_on: date | None = None
    closed_how: str = ""
    closed_why: str = ""
    available: bool = False


def create(places: list[Place], count: int, today: date, say) -> list[Hosting]:
    """Create `count` offers with everything around them; declared over three years."""
    luck = chance("offers")
    where = luck.choices(places, [place.population for place in places], k=count)
    companies, contacts = _companies(where, luck)
    buyers = _buyers(max(1, count // 8), luck)
    say(f"{len(companies)} entreprises, {len(buyers)} acheteurs")
    hostings, offers, contracts, sectors = [], [], [], []
    for rank, place in enumerate(where):
        owner = companies[rank % len(companies)]
        sector = SECTORS[rank % len(companies) % len(SECTORS)]
        # A company's offers stand where it is.
        place = where[rank % len(companies)]
        day = today - timedelta(days=1 + int(luck.random() * (DAYS - 1)))
        service = luck.randrange(len(place.services))
        hosting = Hosting(
            place=place,
            service=service,
            declared_on=day,
            hours=luck.choice(CALIBRES),
            rhythm=luck.choice(RHYTHMS),
            firm_end=None,
            contacts=contacts[rank % len(companies)],
        )
        contract = None
        if luck.random() < 0.88:
            buyer, person = luck.choice(buyers)
            contract = _contract(rank, buyer, person, owner, sector, day, luck)
            hosting.firm_end, hosting.buyer_contact = contract.firm_end, person.pk
            contracts.append(contract)
        offers.append(
            Offer(
                contract=contract,
                company=owner,
                service=place.services[service],
                calibre=hosting.hours,
                hours=hosting.hours,
                declared_on=day,
                transport="Bus à proximité" if rank % 3 else "",
                equipment="Tenue fournie" if rank % 2 else "",
                meals="Tickets restaurant" if rank % 4 == 0 else "",
            )
        )
        hostings.append(hosting)
        sectors.append(sector)
    Contract.objects.bulk_create(contracts, batch_size=BATCH)
    for offer, code in zip(offers, Offer.codes.take(len(offers)), strict=True):
        offer.code, offer.contract_id = code, offer.contract.pk if offer.contract else None
    Offer.objects.bulk_create(offers, batch_size=BATCH)
    OfferBudget.objects.bulk_create(
        [OfferBudget(offer=offer, total=offer.hours) for offer in offers], batch_size=BATCH
    )
    _slots(hostings, offers, sectors, len(companies), luck)
    return hostings


def _companies(where, luck):
    numbers = Numbers()
    # Beyond those of the small demonstration, and of an earlier loading.
    numbers.next_siret = 1_000_000 + Company.objects.count()
    count = max(1, round(len(where) / OFFERS_A_COMPANY))
    companies = []
    for rank in range(count):
        sector = SECTORS[rank % len(SECTORS)][0]
        town = where[rank].commune(luck)
        companies.append(
            Company(
                name=f"{COMPANY_SHAPES[rank % len(COMPANY_SHAPES)].format(sector)} {town.name}",
                siret=numbers.siret(),
                activity=sector,
                commune=town,
            )
        )
    Company.objects.bulk_create(companies, batch_size=BATCH)
    people = []
    for rank, company in enumerate(companies):
        for order, role in enumerate(
            (ContactRole.TUTOR, ContactRole.HR, ContactRole.MANAGEMENT), start=1
        ):
            people.append(
                CompanyContact(
                    company=company,
                    role=role,
                    name=_name(rank * 3 + order),
                    function=FUNCTIONS[(rank + order) % len(FUNCTIONS)],
                    phone=f"01 99 00 {rank // 100 % 100:02d} {rank % 100:02d}",
                    email=f"contact{rank}@{domain(SECTORS[rank % len(SECTORS)][0])}"
                    if order == 1
                    else "",
                    rank=order,
                )
            )
    CompanyContact.objects.bulk_create(people, batch_size=BATCH)
    keys = [[row.pk for row in people[at : at + 3]] for at in range(0, len(people), 3)]
    return companies, keys


def _buyers(count, luck):
    buyers = [
        Buyer(name=f"{BUYERS[rank % len(BUYERS)][0]} n° {rank + 1}", kind=luck.choice(BUYER_KINDS))
        for rank in range(count)
    ]
    Buyer.objects.bulk_create(buyers, batch_size=BATCH)
    people = [
        BuyerContact(
            buyer=buyer,
            role=BuyerContactRole.BUYER,
            name=_name(rank * 11),
            phone=f"02 61 91 {rank // 100 % 100:02d} {rank % 100:02d}",
            email=f"marches{rank}@acheteur.invalid",
        )
        for rank, buyer in enumerate(buyers)
    ]
    BuyerContact.objects.bulk_create(people, batch_size=BATCH)
    return list(zip(buyers, people, strict=True))


def _contract(rank, buyer, person, company, sector, day, luck):
    notified, months = day - timedelta(days=luck.randrange(20)), luck.choice(FIRM_MONTHS)
    return Contract(
        buyer=buyer,
        contact=person,
        company=company,
        reference=f"{notified.year}-N{rank:05d}",
        title=sector[1],
        cpv=sector[2],
        kind=ContractKind(sector[5]),
        amount=luck.randrange(40, 900) * 1000,
        firm_months=months,
        notified_on=notified,
        firm_end=add_months(notified, months) - timedelta(days=1),
        clause_article="CCAP, article 7",
    )


def _slots(hostings, offers, sectors, companies, luck):
    slots = []
    for rank, (hosting, offer) in enumerate(zip(hostings, offers, strict=True)):
        days, weekly = hosting.rhythm
        # Offers of one company have sites of their own.
        site = SITES[(rank % companies + rank // companies) % len(SITES)]
        slots.append(
            HostSlot(
                offer=offer,
                site=site,
                commune=hosting.place.commune(luck),
                tutor_id=hosting.contacts[0],
                tasks=sectors[rank][4],
                days_per_week=days,
                weekly_hours=weekly,
                adults_only=luck.random() < 0.04,
            )
        )
    for slot, code in zip(slots, HostSlot.codes.take(len(slots)), strict=True):
        slot.code = code
    HostSlot.objects.bulk_create(slots, batch_size=BATCH)
    through = HostSlot.romes.through
    through.objects.bulk_create(
        (
            through(hostslot_id=slot.pk, rome_id=code)
            for slot, sector in zip(slots, sectors, strict=True)
            for code in sector[3].split()
        ),
        batch_size=BATCH,
    )
    for hosting, offer, slot in zip(hostings, offers, slots, strict=True):
        hosting.offer, hosting.slot = offer.pk, slot.pk


def _name(rank: int) -> str:
    names = FIRST_NAMES["F" if rank % 2 else "M"]
    return f"{names[rank % len(names)]} {LAST_NAMES[rank * 13 % len(LAST_NAMES)]}"
