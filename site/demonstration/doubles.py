"""What stands twice in each académie, so that « Doubles possibles » has one pair of each to compare."""

from demonstration.days import Clock
from demonstration.zones import Zone
from matching.enums import Sex, Situation
from matching.models import Youth
from matching.youths.situations import start_following
from offers.models import Buyer, Company, Offer
from psf.accounts.models import User
from psf.french.folding import fold
from psf.territories.models import Commune, Service

# Days ago: heard of by two ways in one week.
LISTED, TYPED = -9, -4
# A young adult: nobody else need be told.
AGE_DAYS = 7000
FIRST_NAME = "Léa"
# One person an académie: (as listed, as typed).
LAST_NAMES = {
    "coordination.creteil": ("Farandole", "Farandolle"),
    "coordination.normandie": ("Girouette", "Giroutte"),
    "coordination.nice": ("Tournesol", "Tournesole"),
}


def leave(zone: Zone, coordinator: User, clock: Clock) -> int:
    """In the perimeter of `coordinator`; how many young people this adds."""
    number = list(LAST_NAMES).index(zone.account)
    listed, typed = LAST_NAMES[zone.account]
    town = zone.towns[0][1]
    place = Commune.objects.get(code=town.communes[0])
    service = Service.objects.get(name=town.service)
    tutor = whoever_follows(service, coordinator)
    common = {
        "first_name": FIRST_NAME,
        "sex": Sex.FEMALE,
        "birth_date": clock.day(-AGE_DAYS - 100 * number),
        "commune": place,
        "service": service,
        "tutor": tutor,
    }
    written = (
        (
            listed,
            Situation.TO_CONTACT,
            LISTED,
            {"ine": f"00009900{number}ZZ", "phone": f"06 39 98 90 1{number}"},
        ),
        (typed, Situation.CONTACTED, TYPED, {"phone": f"06 39 98 90 2{number}"}),
    )
    for last_name, situation, day, known in written:
        youth = Youth.objects.create(
            last_name=last_name,
            situation=situation,
            situation_since=clock.day(day),
            **common,
            **known,
        )
        start_following(youth, by=tutor, now=clock.at(day, 9))
    _an_organisation_again(zone, place)
    return len(written)


def whoever_follows(service: Service, coordinator: User) -> User:
    """The tutor of young people there, else the coordinator."""
    known = Youth.objects.filter(service=service, tutor__isnull=False).order_by("pk").first()
    return (known and known.tutor) or coordinator


def _an_organisation_again(zone: Zone, place: Commune) -> None:
    """A company and a buyer of this académie, typed once more with where they stand."""
    here = Offer.objects.filter(service__department__academy__code=zone.academy)
    offer = here.filter(contract__isnull=False).order_by("pk")[0]
    assert offer.contract is not None
    company, buyer = offer.company, offer.contract.buyer
    Company.objects.create(
        name=f"SARL {fold(company.name).capitalize()}", activity=company.activity, commune=place
    )
    Buyer.objects.create(name=buyer.name.replace("'", " "), kind=buyer.kind, commune=place)
