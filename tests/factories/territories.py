"""Places of the tests: the real codes of Créteil and Nice, so that rows loaded by migration serve."""

import factory

from psf.territories.enums import ServiceKind
from psf.territories.models import AcademicRegion, Academy, Commune, Department, School, Service

REGIONS = {"11": "Île-de-France", "93": "Provence-Alpes-Côte d’Azur"}
ACADEMIES = {"24": ("Créteil", "11", "C"), "23": ("Nice", "93", "B")}
DEPARTMENTS = {
    "93": ("Seine-Saint-Denis", "24"),
    "94": ("Val-de-Marne", "24"),
    "06": ("Alpes-Maritimes", "23"),
}
COMMUNES = {
    "93066": ("Saint-Denis", "93200", "93", 48.9362, 2.3574),
    "93001": ("Aubervilliers", "93300", "93", 48.9146, 2.3838),
    "06088": ("Nice", "06000", "06", 43.7102, 7.2620),
    "06027": ("Cagnes-sur-Mer", "06800", "06", 43.6637, 7.1489),
}


def department(code: str) -> Department:
    """The département of that code, with its académie and région; created when missing."""
    name, academy_code = DEPARTMENTS[code]
    academy_name, region_code, zone = ACADEMIES[academy_code]
    region, _ = AcademicRegion.objects.get_or_create(
        code=region_code, defaults={"name": REGIONS[region_code]}
    )
    academy, _ = Academy.objects.get_or_create(
        code=academy_code,
        defaults={"name": academy_name, "region": region, "holiday_zone": zone},
    )
    return Department.objects.get_or_create(code=code, defaults={"name": name, "academy": academy})[
        0
    ]


def commune(code: str) -> Commune:
    """One of the four communes of the tests, by INSEE code."""
    name, postal_code, department_code, latitude, longitude = COMMUNES[code]
    return Commune.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "postal_codes": [postal_code],
            "department": department(department_code),
            "latitude": latitude,
            "longitude": longitude,
        },
    )[0]


class ServiceFactory(factory.django.DjangoModelFactory):
    """A PSAD of Seine-Saint-Denis unless told otherwise."""

    class Meta:
        model = Service
        django_get_or_create = ("name", "department")

    kind = ServiceKind.PSAD
    name = factory.Sequence(lambda n: f"PSAD d’essai {n}")
    department = factory.LazyFunction(lambda: department("93"))
    phone = factory.Sequence(lambda n: f"01 99 00 {n // 100 % 100:02d} {n % 100:02d}")


class SchoolFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = School
        django_get_or_create = ("uai",)

    uai = "0930001P"
    name = "Lycée d’essai"
    commune = factory.LazyFunction(lambda: commune("93066"))
