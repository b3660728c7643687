"""Loading the compact tables of data/. Every function may be run again: it changes nothing then.

The data migration and the tests call the same functions; a flush (TransactionTestCase) empties
these tables, `load()` fills them again.
"""

import csv
import gzip
from pathlib import Path

from django.apps import apps as current_apps

from .enums import ServiceKind

DATA = Path(__file__).parent / "data"
NATIONAL_TEAM = "Équipe nationale"


def rows(name: str) -> list[dict[str, str]]:
    """Return the lines of `data/<name>.csv`, or of its gzip."""
    plain = DATA / f"{name}.csv"
    return rows_of(plain if plain.exists() else plain.with_suffix(".csv.gz"))


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the lines of a CSV file in UTF-8, or of one that gzip packed."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    return list(csv.DictReader(text.splitlines()))


def department_code(commune_code: str) -> str:
    """Return the code of the département (or overseas collectivity) of an INSEE code."""
    return commune_code[: 3 if commune_code.startswith(("97", "98")) else 2]


def load(apps=current_apps):
    """Load régions académiques, académies, départements and the national team.

    `apps` is the registry to take the models from: a migration gives its own.
    """
    region_model = apps.get_model("territories", "AcademicRegion")
    academy_model = apps.get_model("territories", "Academy")
    department_model = apps.get_model("territories", "Department")
    service_model = apps.get_model("territories", "Service")

    _upsert(region_model, rows("academic_regions"))
    regions = {region.code: region.pk for region in region_model.objects.all()}
    _upsert(
        academy_model,
        [
            {
                "code": row["code"],
                "name": row["name"],
                "region_id": regions[row["region"]] if row["region"] else None,
                "holiday_zone": row["holiday_zone"],
            }
            for row in rows("academies")
        ],
    )
    academies = {academy.code: academy.pk for academy in academy_model.objects.all()}
    _upsert(
        department_model,
        [
            {
                "code": row["code"],
                "name": row["name"],
                "academy_id": academies[row["academy"]],
            }
            for row in rows("departments")
        ],
    )
    service_model.objects.get_or_create(
        kind=ServiceKind.NATIONAL.value, defaults={"name": NATIONAL_TEAM}
    )


def unload(apps=current_apps):
    """Undo `load`. Raises ProtectedError while something hangs on these rows."""
    apps.get_model("territories", "Service").objects.filter(
        kind=ServiceKind.NATIONAL.value
    ).delete()
    for name in ("Department", "Academy", "AcademicRegion"):
        apps.get_model("territories", name).objects.all().delete()


def load_communes(departments=None, apps=current_apps) -> dict[str, int]:
    """Load communes and arrondissements, all or those of the `departments` (codes) given.

    Returns {"read": lines, "created": new rows, "updated": rows that had changed}. A commune that
    left the file stays: young people or offers may hang on it.
    """
    model = apps.get_model("territories", "Commune")
    department_ids = dict(
        apps.get_model("territories", "Department").objects.values_list("code", "pk")
    )
    lines = [
        row
        for row in rows("communes")
        if departments is None or department_code(row["code"]) in departments
    ]
    parents, created, updated = {}, 0, 0
    # Towns first, so that arrondissements find their parent.
    for group in ([r for r in lines if not r["parent"]], [r for r in lines if r["parent"]]):
        new, changed = _upsert(model, [_commune(row, department_ids, parents) for row in group])
        created, updated = created + new, updated + changed
        wanted = {row["parent"] for row in lines if row["parent"]}
        parents = dict(model.objects.filter(code__in=wanted).values_list("code", "pk"))
    return {"read": len(lines), "created": created, "updated": updated}


def _commune(row, department_ids, parents):
    return {
        "code": row["code"],
        "name": row["name"],
        "postal_codes": row["postal_codes"].split(),
        "department_id": department_ids[department_code(row["code"])],
        "parent_id": parents[row["parent"]] if row["parent"] else None,
        "latitude": float(row["latitude"]),
        "longitude": float(row["longitude"]),
        "population": int(row["population"]) if row["population"] else None,
    }


def _upsert(model, values):
    """Create or rewrite the rows, known by their `code`; return how many of each."""
    if not values:
        return 0, 0
    columns = list(values[0])
    known = {row["code"]: row for row in model.objects.values(*columns)}
    wanted = [value for value in values if known.get(value["code"]) != value]
    model.objects.bulk_create(
        [model(**value) for value in wanted],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[name.removesuffix("_id") for name in columns if name != "code"],
        batch_size=4000,
    )
    created = sum(value["code"] not in known for value in wanted)
    return created, len(wanted) - created
