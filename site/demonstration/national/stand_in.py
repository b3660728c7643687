"""One young person, one place, one offer, made of tokens: what stories are recorded on.

Every text that names somebody is a token such as ⟦prenom⟧, so that what the product writes about
them is a template already. All of it is rolled back with the recording.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from matching.enums import GuardianLink, Sex
from matching.models import Guardian, Youth
from matching.placements.calls import record_call
from matching.youths.situations import start_following
from offers.enums import BuyerContactRole, BuyerKind, ContactRole, ContractKind
from offers.models import (
    Buyer,
    BuyerContact,
    Company,
    CompanyContact,
    Contract,
    HostSlot,
    Offer,
)
from offers.workflow import OFFERS
from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.perimeter.models import PerimeterGrant
from psf.territories.enums import ServiceKind
from psf.territories.models import Academy, Commune, Department, School, SchoolHoliday, Service
from psf.workflow.enums import CallOutcome

# A number of hours that nothing else shows: texts that say what is left are recognised by it.
HOURS = 31_847
ZONE = "ESSAI"


@dataclass
class StandIn:
    """Whoever a story needs."""

    service: Service
    tutor: User
    coordinator: User
    youth: Youth
    guardian: Guardian
    company: Company
    contacts: list[CompanyContact]
    buyer_contact: BuyerContact | None
    offer: Offer
    slot: HostSlot
    school: School


def place() -> tuple[Service, Commune]:
    """A département without school holidays, whose calendar is known."""
    academy = Academy.objects.create(code="ZZ", name="⟦academie⟧", holiday_zone=ZONE)
    department = Department.objects.create(code="ZZ", name="⟦departement⟧", academy=academy)
    commune = Commune.objects.create(
        code="ZZ001", name="⟦commune⟧", department=department, latitude=46.0, longitude=2.0
    )
    # A calendar is known from its first holiday to its last long one.
    for year in (2019, 2031):
        SchoolHoliday.objects.create(
            zone=ZONE,
            name="essai",
            school_year=str(year),
            starts_on=date(year, 7, 1),
            ends_on=date(year, 8, 31),
        )
    service = Service.objects.create(
        kind=ServiceKind.MLDS, name="⟦service⟧", department=department, phone="⟦service_tel⟧"
    )
    return service, commune


def person(username: str, role: Role, service: Service, name: str) -> User:
    user = User.objects.create(
        username=username,
        first_name=name,
        email=f"{username}@stand-in.invalid",
        phone=f"⟦{username}_tel⟧",
        is_demonstration=True,
    )
    user.set_roles([role])
    PerimeterGrant.objects.create(user=user, service=service, reason="stand-in")
    return user


def company_of(commune) -> tuple[Company, list[CompanyContact]]:
    company = Company.objects.create(name="⟦entreprise⟧", commune=commune)
    roles = (ContactRole.TUTOR, ContactRole.HR, ContactRole.MANAGEMENT)
    contacts = [
        CompanyContact.objects.create(
            company=company,
            role=role,
            name=f"⟦contact{rank}⟧",
            rank=rank,
            phone="01 99 00 00 00",
            email="contact@stand-in.invalid" if rank == 1 else "",
        )
        for rank, role in enumerate(roles, start=1)
    ]
    return company, contacts


def offer_of(service, commune, company, contacts, today, *, under_contract):
    contract = contact = None
    if under_contract:
        buyer = Buyer.objects.create(name="⟦acheteur⟧", kind=BuyerKind.LOCAL)
        contact = BuyerContact.objects.create(
            buyer=buyer,
            role=BuyerContactRole.BUYER,
            name="⟦contact_acheteur⟧",
            email="acheteur@stand-in.invalid",
            phone="01 99 00 00 00",
        )
        contract = Contract.objects.create(
            buyer=buyer,
            contact=contact,
            company=company,
            reference="⟦reference⟧",
            title="⟦objet⟧",
            kind=ContractKind.SERVICES,
            firm_months=60,
            notified_on=today,
            firm_end=today + timedelta(days=1825),
        )
    offer = Offer.objects.create(
        contract=contract,
        company=company,
        service=service,
        calibre=900,
        hours=HOURS,
        declared_on=today,
        transport="⟦transport⟧",
        equipment="⟦tenue⟧",
        meals="⟦repas⟧",
        gratification="⟦argent⟧",
    )
    slot = HostSlot.objects.create(
        offer=offer, site="⟦site⟧", address="⟦adresse⟧", commune=commune, tutor=contacts[0]
    )
    return offer, slot, contact


def follow(youth, situation, by, now) -> None:
    """Keep the first situation of the young person, as an import or a form does."""
    youth.situation, youth.situation_since = situation, timezone.localdate(now)
    youth.save(update_fields=["situation", "situation_since"])
    start_following(youth, by=by, now=now)


def take_charge(offer, by, now) -> None:
    OFFERS.perform(offer, "take_charge", by=by, now=now)


def verify(offer, contact, by, now) -> None:
    record_call(offer, by=by, outcome=CallOutcome.REACHED, contact=contact, now=now)
    OFFERS.perform(offer, "verify", by=by, data={"contact": contact}, now=now)


def minor(service, tutor, commune, *, day: date) -> tuple[Youth, Guardian]:
    """A young person under age today, with a guardian: rows about guardians serve minors alone."""
    youth = Youth(
        service=service,
        tutor=tutor,
        first_name="⟦prenom⟧",
        last_name="⟦nom⟧",
        sex=Sex.FEMALE,
        birth_date=date.today() - timedelta(days=6000),
        email="jeune@stand-in.invalid",
        commune=commune,
        situation_since=day,
    )
    youth.save()
    guardian = Guardian.objects.create(
        youth=youth,
        last_name="⟦nom_parent⟧",
        first_name="⟦prenom_parent⟧",
        link=GuardianLink.PARENT,
        email="parent@stand-in.invalid",
    )
    return youth, guardian


def stand_in(clock, day: date, service, commune, *, under_contract=True) -> StandIn:
    """Everybody, a week before `day`: the offer just declared, the young person not followed yet.

    Call it in the perimeter of `service`, in a transaction to be rolled back.
    """
    tutor = person("tuteur", Role.TUTOR, service, "⟦tuteur⟧")
    coordinator = person("coordination", Role.ACADEMIC, service, "⟦coordination⟧")
    school = School.objects.create(uai="ZZ000000", name="⟦lycee⟧", commune=commune)
    company, contacts = company_of(commune)
    before = day - timedelta(days=7)
    clock.move(before, 8)
    offer, slot, buyer_contact = offer_of(
        service, commune, company, contacts, before, under_contract=under_contract
    )
    youth, guardian = minor(service, tutor, commune, day=before)
    return StandIn(
        service=service,
        tutor=tutor,
        coordinator=coordinator,
        youth=youth,
        guardian=guardian,
        company=company,
        contacts=contacts,
        buyer_contact=buyer_contact,
        offer=offer,
        slot=slot,
        school=school,
    )
