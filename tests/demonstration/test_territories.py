"""The fictional services and schools of the demonstration."""

import re

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from demonstration import territories
from psf.territories.enums import ServiceKind
from psf.territories.models import Commune, Department, School, Service
from psf.territories.validators import validate_uai

pytestmark = pytest.mark.django_db
FICTION = re.compile(r"(01 99 00|02 61 91|03 53 01|04 65 71|05 36 49) \d\d \d\d")


@pytest.fixture(scope="module")
def loaded(communes, django_db_blocker):
    with django_db_blocker.unblock():
        return territories.load_services()


def test_every_department_has_a_psad_and_a_mlds(loaded):
    assert loaded["services"] == 380
    for kind in (ServiceKind.PSAD, ServiceKind.MLDS):
        covered = Service.objects.filter(kind=kind).values("department").distinct().count()
        assert covered == Department.objects.count()


def test_names_are_unique_and_telephones_fictional(loaded):
    services = Service.objects.following_young_people()
    assert services.values("name").distinct().count() == 380
    phones = [service.phone for service in services]
    assert len(set(phones)) == 380
    assert all(FICTION.fullmatch(phone) for phone in phones)
    for service in services:
        service.full_clean()


def test_the_services_of_the_tutor_of_saint_denis_exist(loaded):
    saint_denis = Commune.objects.get(code="93066")
    assert [service.name for service in Service.objects.following(saint_denis)] == [
        "MLDS du bassin de Saint-Denis",
        "PSAD de Saint-Denis",
    ]


def test_each_commune_of_a_shared_department_has_one_mlds_and_one_psad(loaded):
    for code in ("06", "76", "77", "93"):
        for commune in Commune.objects.filter(department__code=code).prefetch_related("services"):
            kinds = sorted(service.kind for service in commune.services.all())
            assert kinds == ["MLDS", "PSAD"], commune


def test_a_commune_goes_to_the_nearest_town(loaded):
    cannet = Commune.objects.get(code="06030")
    assert Service.objects.following(cannet)[0].name == "MLDS du bassin de Cannes"


def test_elsewhere_a_service_answers_for_its_whole_department(loaded):
    paris = Commune.objects.get(code="75112")
    assert [service.name for service in Service.objects.following(paris)] == [
        "MLDS du bassin de Paris",
        "PSAD de Paris",
    ]


def test_loading_again_creates_nothing(loaded):
    keys = set(Service.objects.values_list("pk", "name", "phone"))
    assert territories.load_services() == loaded
    assert set(Service.objects.values_list("pk", "name", "phone")) == keys


def test_schools_have_valid_keys_and_say_they_are_fictional(communes):
    count = territories.load_schools()
    assert territories.load_schools() == count == School.objects.count() == 35
    for school in School.objects.all():
        validate_uai(school.uai)
        assert school.name.endswith("(démonstration)")
    in_93 = School.objects.filter(commune__department__code="93")
    assert in_93.count() == 4


def test_production_refuses_the_demonstration(settings):
    settings.DEMONSTRATION_ACCOUNTS_ALLOWED = False
    services = list(Service.objects.values_list("pk"))
    with pytest.raises(CommandError, match="refusés en production"):
        call_command("load_demo_services")
    assert list(Service.objects.values_list("pk")) == services
