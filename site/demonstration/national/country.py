"""The country: its communes by population, its services, and who works there."""

from bisect import bisect
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db.models import Count

from demonstration import territories
from demonstration.accounts import PASSWORD, REASON, load_accounts
from demonstration.words import FIRST_NAMES, LAST_NAMES, local_part
from matching.models import Placement, Youth
from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import all_services
from psf.territories.models import Academy, Commune, Department, School, Service
from psf.territories.validators import uai_letter

FIRST_FICTIONAL_UAI = 9501


@dataclass
class Place:
    """A département: where people live in it, and who follows them."""

    department: Department
    communes: list[Commune] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    tutors: list[int] = field(default_factory=list)
    coordinator: int = 0
    school: int = 0

    @property
    def population(self) -> int:
        return self.weights[-1]

    def commune(self, chance) -> Commune:
        """A commune, as likely as it is populated."""
        return self.communes[bisect(self.weights, chance.random() * self.population)]


def build() -> list[Place]:
    """Services, schools and accounts where they are missing; every département with its people."""
    territories.load_services()
    territories.load_schools()
    load_accounts()
    places = _places()
    _schools(places)
    _people(places)
    return places


def _places() -> list[Place]:
    services, communes = defaultdict(list), defaultdict(list)
    for service in Service.objects.following_young_people().order_by("pk"):
        services[service.department_id].append(service)
    rows = Commune.objects.filter(population__gt=0, arrondissements__isnull=True)
    for commune in rows.order_by("pk"):
        communes[commune.department_id].append(commune)
    found = []
    for department in Department.objects.select_related("academy").order_by("code"):
        if communes[department.pk] and services[department.pk]:
            here = communes[department.pk]
            weights = list(accumulate(commune.population for commune in here))
            found.append(Place(department, here, weights, services[department.pk]))
    return found


def _schools(places) -> None:
    """One établissement support for each département that has none."""
    known = dict(School.objects.order_by("-uai").values_list("commune__department", "pk"))
    missing = [place for place in places if place.department.pk not in known]
    new = []
    for rank, place in enumerate(missing):
        digits = f"990{FIRST_FICTIONAL_UAI + rank:04d}"
        largest = max(place.communes, key=lambda commune: (commune.population, commune.code))
        new.append(
            School(
                uai=digits + uai_letter(digits),
                name="Lycée polyvalent Simone-Veil (démonstration)",
                commune=largest,
                city=largest.name,
            )
        )
    for place, school in zip(missing, School.objects.bulk_create(new), strict=True):
        known[place.department.pk] = school.pk
    for place in places:
        place.school = known[place.department.pk]


def _people(places) -> None:
    """A coordinator for each académie and a tutor for each service, as demonstration accounts."""
    password = make_password(PASSWORD)
    coordinators = _accounts(
        {username_of(place.department.academy): place.department.academy for place in places},
        Role.ACADEMIC,
        password,
    )
    tutors = _accounts(
        {f"tuteur.{service.pk}": service for place in places for service in place.services},
        Role.TUTOR,
        password,
    )
    for place in places:
        place.coordinator = coordinators[place.department.academy]
        place.tutors = [tutors[service] for service in place.services]


def username_of(academy: Academy) -> str:
    return f"coordination.{local_part(academy.name)}"


def coordinator_of(academy: Academy) -> User:
    """The coordinateur académique of the demonstration there."""
    return User.objects.get(username=username_of(academy))


def largest_academy() -> tuple[Academy | None, int]:
    """The académie that follows most young people, and how many parcours are open there."""
    academy = "service__department__academy"
    with all_services("largest académie of the demonstration"):
        found = Youth.objects.order_by().values_list(academy).annotate(count=Count("pk"))
        largest = found.order_by("-count", academy).first()
        if largest is None:
            return None, 0
        files = Placement.objects.open().filter(**{academy: largest[0]}).count()
    return Academy.objects.get(pk=largest[0]), files


def _accounts(wanted: dict[str, Academy | Service], role, password) -> dict:
    """{place: the key of the user who sees it}; those of the small demonstration serve again."""
    known = dict(User.objects.filter(username__in=wanted).values_list("username", "pk"))
    new = []
    for rank, (username, place) in enumerate(wanted.items()):
        if username in known:
            continue
        names = FIRST_NAMES["F" if rank % 2 else "M"]
        new.append(
            User(
                username=username,
                password=password,
                first_name=names[rank % len(names)],
                last_name=LAST_NAMES[rank * 7 % len(LAST_NAMES)],
                function=f"{role.label} – {place.name}"[:100],
                email=f"{username}@demonstration.invalid",
                phone=f"01 99 00 {rank // 100 % 100:02d} {rank % 100:02d}",
                is_demonstration=True,
            )
        )
    users = User.objects.bulk_create(new)
    group = Group.objects.get(name=role)
    User.groups.through.objects.bulk_create(
        User.groups.through(user_id=user.pk, group_id=group.pk) for user in users
    )
    column = "academy" if role == Role.ACADEMIC else "service"
    PerimeterGrant.objects.bulk_create(
        PerimeterGrant(user=user, reason=REASON, **{column: wanted[user.username]})
        for user in users
    )
    known |= {user.username: user.pk for user in users}
    return {place: known[username] for username, place in wanted.items()}
