"""Services and schools of the demonstration: the same at each run, none of them real.

Telephone numbers are taken in the ranges that the regulator keeps for fiction.
"""

import re
from collections import defaultdict
from pathlib import Path

from psf.french.folding import fold
from psf.french.phrases import of
from psf.territories.distance import metres_between
from psf.territories.enums import ServiceKind
from psf.territories.models import Commune, Department, School, Service
from psf.territories.reference import rows_of
from psf.territories.validators import uai_letter

TOWNS = Path(__file__).parent / "towns.csv"

# Départements whose communes are shared between bassins: Créteil, Normandie, Nice.
SHARED = ("06", "14", "27", "50", "61", "76", "77", "83", "93", "94")
SCHOOL_NAMES = (
    "Lycée polyvalent Simone-Veil",
    "Lycée professionnel Rosa-Parks",
    "Lycée polyvalent Marie-Curie",
    "Lycée professionnel Joséphine-Baker",
)
PHONE_RANGES = {
    "019900": "75 77 78 91 92 93 94 95",
    "026191": "14 18 22 27 28 29 35 36 37 41 44 45 49 50 53 56 61 72 76 85",
    "035301": "02 08 10 21 25 39 51 52 54 55 57 58 59 60 62 67 68 70 71 80 88 89 90",
    "046571": "01 03 04 05 06 07 11 13 15 2A 2B 26 30 34 38 42 43 48 63 66 69 73 74 83 84",
    "053649": "09 12 16 17 19 23 24 31 32 33 40 46 47 64 65 79 81 82 86 87",
}
RANGE_OF = {code: start for start, codes in PHONE_RANGES.items() for code in codes.split()}
KINDS = ((ServiceKind.PSAD, "PSAD {}"), (ServiceKind.MLDS, "MLDS du bassin {}"))


def load_services() -> dict[str, int]:
    """Create or refresh a PSAD and a MLDS de bassin for each town of towns.csv.

    In Créteil, Normandie and Nice each lists the communes nearest to its town, as far as communes
    are loaded; elsewhere a service answers for its whole département. Returns
    {"services": number, "links": number of communes listed}.
    """
    departments = {department.code: department for department in Department.objects.all()}
    communes = Commune.objects.in_bulk(
        [row["commune"] for row in rows_of(TOWNS)], field_name="code"
    )
    numbers, by_town, count = defaultdict(int), defaultdict(list), 0
    for row in rows_of(TOWNS):
        for kind, pattern in KINDS:
            start = RANGE_OF.get(row["department"], "019900")
            numbers[start] += 1
            service, _ = Service.objects.update_or_create(
                name=pattern.format(of(row["label"])),
                department=departments[row["department"]],
                defaults={
                    "kind": kind,
                    "phone": _phone(start, numbers[start]),
                    "email": _email(kind, row),
                    "address": _address(communes.get(row["commune"])),
                    "active": True,
                },
            )
            by_town[row["commune"]].append(service)
            count += 1
    return {"services": count, "links": _share_communes(by_town)}


def load_schools() -> int:
    """Create or refresh a fictional lycée in each town of the shared départements.

    Their UAI have a right key and the numbers 9001 and up, which no school has. Returns their
    number.
    """
    communes = Commune.objects.in_bulk(
        [row["commune"] for row in rows_of(TOWNS)], field_name="code"
    )
    numbers, count = defaultdict(int), 0
    for row in rows_of(TOWNS):
        code = row["department"]
        if code not in SHARED:
            continue
        digits = f"{code:0>3}{9001 + numbers[code]}"
        School.objects.update_or_create(
            uai=digits + uai_letter(digits),
            defaults={
                "name": f"{SCHOOL_NAMES[numbers[code] % len(SCHOOL_NAMES)]} (démonstration)",
                "commune": communes.get(row["commune"]),
                "city": row["label"],
            },
        )
        numbers[code] += 1
        count += 1
    return count


def _share_communes(by_town):
    """Give each commune to the services of the nearest town of its département."""
    through, links = Service.communes.through, []
    for code in SHARED:
        communes = list(Commune.objects.filter(department__code=code))
        towns = [commune for commune in communes if commune.code in by_town]
        for commune in communes if towns else ():
            nearest = min(
                towns, key=lambda town: (metres_between(*town.point, *commune.point), town.code)
            )
            links += [
                through(service=service, commune=commune) for service in by_town[nearest.code]
            ]
    services = {link.service_id for link in links}
    through.objects.filter(service_id__in=services).delete()
    through.objects.bulk_create(links, batch_size=5000)
    return len(links)


def _phone(start, number):
    digits = f"{start}{number:04d}"
    return " ".join(digits[at : at + 2] for at in range(0, 10, 2))


def _email(kind, row):
    place = re.sub(r"[^a-z0-9]+", "-", fold(row["label"])).strip("-")
    return f"{kind.value.lower()}.{place}@demonstration.example"


def _address(commune):
    if commune is None:
        return ""
    return f"1 place de la Démonstration\n{commune.postal_codes[0]} {commune.name}"
