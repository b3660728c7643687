"""Reference tables and communes come from the files of the repository, as often as one likes."""

import time

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from psf.territories import reference
from psf.territories.distance import metres_between
from psf.territories.enums import ServiceKind
from psf.territories.models import AcademicRegion, Academy, Commune, Department, Service

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_the_migration_loads_regions_academies_departments_and_the_national_team():
    assert AcademicRegion.objects.count() == 18
    assert Academy.objects.count() == 36
    assert Department.objects.count() == 107
    assert Service.objects.national().name == "Équipe nationale"


@pytest.mark.parametrize(
    ("academy", "departments"),
    [
        ("Créteil", ["77", "93", "94"]),
        ("Normandie", ["14", "27", "50", "61", "76"]),
        ("Nice", ["06", "83"]),
        ("Corse", ["2A", "2B"]),
    ],
)
def test_departments_hang_on_their_academy(academy, departments):
    found = Department.objects.filter(academy__name=academy).values_list("code", flat=True)
    assert list(found) == departments


def test_academies_without_region_are_the_collectivities_that_belong_to_none():
    found = set(Academy.objects.filter(region=None).values_list("code", flat=True))
    assert found == {"40", "41", "42", "44"}


def test_loading_again_changes_nothing():
    before = list(Department.objects.order_by("pk").values())
    reference.load()
    assert list(Department.objects.order_by("pk").values()) == before
    assert Service.objects.filter(kind=ServiceKind.NATIONAL).count() == 1


def test_loading_again_restores_rows_emptied_by_a_flush():
    reference.unload()
    assert not Department.objects.exists()
    reference.load()
    assert Department.objects.get(code="93").academy.region.name == "Île-de-France"


def test_the_data_migration_is_reversible():
    executor = MigrationExecutor(connection)
    executor.loader.build_graph()
    migration = executor.loader.get_migration("territories", "0002_reference")
    apps = executor.loader.project_state([("territories", "0001_initial")]).apps
    operation = migration.operations[0]
    reference.load()
    with connection.schema_editor() as editor:
        operation.reverse_code(apps, editor)
        assert not apps.get_model("territories", "AcademicRegion").objects.exists()
        operation.code(apps, editor)
    assert Department.objects.count() == 107


def test_communes_load_twice_without_duplicates():
    reference.load_communes(["93"])
    count = Commune.objects.count()
    before = Commune.objects.get(code="93066")
    Commune.objects.filter(code="93066").update(name="Autre", population=1)
    counts = reference.load_communes(["93"])
    assert counts == {"read": 39, "created": 0, "updated": 1}
    assert reference.load_communes(["93"])["updated"] == 0
    assert Commune.objects.count() == count
    after = Commune.objects.get(code="93066")
    assert (after.pk, after.name, after.population) == (before.pk, "Saint-Denis", before.population)


def test_the_whole_country_loads_in_less_than_fifteen_seconds_of_work(capsys):
    # Of the processor: on a busy machine the clock tells of the others.
    start = time.process_time()
    call_command("load_communes")
    assert time.process_time() - start < 15
    assert "35008 communes lues, 35008 créées, 0 mises à jour" in capsys.readouterr().out
    assert Commune.objects.whole().count() == 34_963


def test_one_department_can_be_loaded_alone(capsys):
    call_command("load_communes", "--departement", "2A")
    assert set(Commune.objects.values_list("department__code", flat=True)) == {"2A"}
    assert Commune.objects.get(code="2A004").name == "Ajaccio"


def test_every_line_of_the_file_is_sane():
    lines = reference.rows("communes")
    codes = [line["code"] for line in lines]
    assert len(set(codes)) == len(codes) == 35_008
    assert all(line["postal_codes"] for line in lines)
    departments = {row["code"] for row in reference.rows("departments")}
    assert {reference.department_code(code) for code in codes} == departments
    assert {reference.department_code(line["parent"]) for line in lines if line["parent"]} == {
        "13",
        "69",
        "75",
    }


def test_paris_lyon_and_marseille_have_their_arrondissements_with_postal_codes():
    lines = reference.rows("communes")
    by_parent = {}
    for line in lines:
        if line["parent"]:
            by_parent.setdefault(line["parent"], []).append(line)
    assert {code: len(found) for code, found in by_parent.items()} == {
        "75056": 20,
        "69123": 9,
        "13055": 16,
    }
    (sixteenth,) = (line for line in lines if line["code"] == "75116")
    assert sixteenth["postal_codes"] == "75016 75116"
    assert all(line["latitude"] and line["postal_codes"] for line in by_parent["75056"])


def test_no_commune_lies_far_from_its_neighbours():
    """Each metropolitan commune has three others of its département within 25 km.

    Save two that truly stand apart: Les Saintes-Maries-de-la-Mer and the island of Ouessant.
    """
    by_department = {}
    for line in reference.rows("communes"):
        by_department.setdefault(reference.department_code(line["code"]), []).append(line)
    lonely = []
    for department, lines in by_department.items():
        if len(department) == 3:
            continue
        points = [(float(line["latitude"]), float(line["longitude"])) for line in lines]
        for line, point in zip(lines, points, strict=True):
            near = 0
            for other in points:
                if abs(other[0] - point[0]) < 0.25 and metres_between(*point, *other) < 25_000:
                    near += 1
                    if near > 3:
                        break
            if near <= 3 and len(lines) > 3:
                lonely.append(line["code"])
    assert lonely == ["13096", "29155"]


@pytest.mark.parametrize(
    ("code", "latitude", "longitude", "postal_code"),
    [
        ("93066", 48.936, 2.357, "93200"),
        ("97502", 46.778, -56.178, "97500"),
        ("98818", -22.276, 166.458, "98800"),
        ("98735", -17.535, -149.569, "98714"),
        ("97801", 18.068, -63.083, "97150"),
        ("98613", -13.283, -176.174, "98600"),
        ("2B033", 42.700, 9.450, "20200"),
    ],
)
def test_known_towns_are_where_they_should_be(code, latitude, longitude, postal_code):
    (line,) = (line for line in reference.rows("communes") if line["code"] == code)
    assert (
        metres_between(float(line["latitude"]), float(line["longitude"]), latitude, longitude)
        < 4_000
    )
    assert postal_code in line["postal_codes"].split()


@pytest.mark.parametrize(
    ("code", "name"),
    [("76351", "Le Havre"), ("94038", "L’Haÿ-les-Roses"), ("93057", "Les Pavillons-sous-Bois")],
)
def test_names_carry_their_article(code, name):
    assert {line["code"]: line["name"] for line in reference.rows("communes")}[code] == name
