"""Searching, neighbours, responsible services, sorting and identifiers."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from psf.french.phrases import of
from psf.territories.distance import metres_between
from psf.territories.enums import ServiceKind
from psf.territories.models import (
    Academy,
    Commune,
    Department,
    School,
    SchoolHoliday,
    Service,
)
from psf.territories.validators import uai_letter, validate_uai

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def names(queryset, limit=None):
    return [row.name for row in queryset[:limit]]


def department(code):
    return Department.objects.get(code=code)


def service(name, code="93", kind=ServiceKind.MLDS, communes=(), **fields):
    created = Service.objects.create(name=name, kind=kind, department=department(code), **fields)
    created.communes.set(Commune.objects.filter(code__in=communes))
    return created


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("evry 91", "Évry-Courcouronnes"),
        ("ÉVRY", "Évry-Courcouronnes"),
        ("saint denis", "Saint-Denis"),
        ("st denis 93", "Saint-Denis"),
        ("93200", "Saint-Denis"),
        ("93066", "Saint-Denis"),
        ("havre", "Le Havre"),
        ("le havre", "Le Havre"),
        ("havre 76", "Le Havre"),
        ("aulnay-s", "Aulnay-sous-Bois"),
        ("l'hay les r", None),
        ("paris 12", "Paris 12e Arrondissement"),
        ("75012", "Paris 12e Arrondissement"),
        ("pontault combault 77", "Pontault-Combault"),
    ],
)
def test_search_finds_the_commune_meant_first(communes, typed, first):
    found = names(Commune.objects.search(typed), 1)
    assert found == ([first] if first else [])


@pytest.mark.parametrize("typed", ["", "  ", "--", "xyzzy", "evry 06", ".*", "(", "%"])
def test_search_finds_nothing_where_nothing_matches(communes, typed):
    assert not Commune.objects.search(typed).exists()


def test_search_narrows_by_department_and_puts_big_towns_first(communes):
    found = Commune.objects.search("93")[:3]
    assert {commune.department.code for commune in found} == {"93"}
    assert found[0].code in ("93066", "93048")


def test_sorting_puts_evry_before_fontainebleau(communes):
    found = Commune.objects.filter(name__in=["Fontainebleau", "Évry-Courcouronnes", "Draveil"])
    assert names(found) == ["Draveil", "Évry-Courcouronnes", "Fontainebleau"]


def test_the_box_holds_the_neighbours_and_not_the_far_ones(communes):
    saint_denis = Commune.objects.get(code="93066")
    near = set(Commune.objects.within(*saint_denis.point, 10).values_list("code", flat=True))
    assert {"93066", "93001", "75118"} <= near
    assert "77288" not in near
    every = Commune.objects.all()
    close = {c.code for c in every if metres_between(*saint_denis.point, *c.point) <= 10_000}
    assert close <= near


def test_distances_are_whole_metres_and_symmetrical():
    paris, lyon = (48.8566, 2.3522), (45.7640, 4.8357)
    assert metres_between(*paris, *lyon) == metres_between(*lyon, *paris)
    assert isinstance(metres_between(*paris, *lyon), int)
    assert metres_between(*paris, *lyon) == pytest.approx(391_500, abs=500)
    assert metres_between(*paris, *paris) == 0
    assert metres_between(0, 179.5, 0, -179.5) == pytest.approx(111_195, abs=1)
    assert metres_between(0, 0, 0, 180) == pytest.approx(20_015_115, abs=1)


def test_services_of_an_academy(communes):
    inside = service("MLDS du bassin de Bobigny")
    neighbour = service("MLDS du bassin de Melun", "77")
    service("MLDS de Paris", "75")
    service("MLDS de Nice", "06")
    creteil = Academy.objects.get(code="24")
    assert set(Service.objects.of_academy(creteil)) == {inside, neighbour}


def test_a_commune_is_followed_by_the_services_that_list_it_mlds_first(communes):
    psad = service("PSAD de Saint-Denis", kind=ServiceKind.PSAD, communes=["93066"])
    mlds = service("MLDS du bassin de Saint-Denis", communes=["93066"])
    service("MLDS du bassin de Bobigny", communes=["93008"])
    service("MLDS fermée", communes=["93066"], active=False)
    commune = Commune.objects.get(code="93066")
    assert list(Service.objects.following(commune)) == [mlds, psad]


def test_a_commune_nobody_lists_is_followed_by_its_department(communes):
    mlds = service("MLDS du bassin de Bobigny", communes=["93008"])
    psad = service("PSAD départementale", kind=ServiceKind.PSAD)
    service("MLDS de Melun", "77")
    commune = Commune.objects.get(code="93066")
    assert list(Service.objects.following(commune)) == [mlds, psad]


def test_a_commune_listed_only_by_a_closed_service_falls_back_on_the_department(communes):
    service("MLDS fermée", communes=["93066"], active=False)
    mlds = service("MLDS du bassin de Bobigny", communes=["93008"])
    assert list(Service.objects.following(Commune.objects.get(code="93066"))) == [mlds]


def test_an_arrondissement_is_followed_by_the_service_of_the_town(communes):
    mlds = service("MLDS de Paris", "75", communes=["75056"])
    service("PSAD de Paris", "75", kind=ServiceKind.PSAD)
    assert list(Service.objects.following(Commune.objects.get(code="75112"))) == [mlds]


def test_the_national_team_follows_no_young_person_and_is_alone():
    national = Service.objects.national()
    assert national not in Service.objects.following_young_people()
    with pytest.raises(ValidationError, match="qu’une équipe nationale"):
        Service(name="Autre", kind=ServiceKind.NATIONAL).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.create(name="Autre", kind=ServiceKind.NATIONAL)


def test_any_other_service_has_a_department():
    with pytest.raises(ValidationError, match="Indiquez le département"):
        Service(name="PSAD", kind=ServiceKind.PSAD).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.create(name="PSAD", kind=ServiceKind.PSAD)


def test_two_services_of_a_department_cannot_bear_the_same_name():
    service("PSAD de Bobigny")
    with pytest.raises(ValidationError, match="porte déjà ce nom"):
        Service(name="PSAD de Bobigny", kind="PSAD", department=department("93")).full_clean()


@pytest.mark.parametrize("uai", ["0930075", "93007500", "0930075g", "093007GG", "", "0930075É"])
def test_a_malformed_uai_is_refused(uai):
    with pytest.raises(ValidationError, match="sept chiffres"):
        validate_uai(uai)


def test_a_uai_with_the_wrong_key_is_refused():
    assert uai_letter("0930121") == "B"
    validate_uai("0930121B")
    with pytest.raises(ValidationError, match="lettre de contrôle"):
        validate_uai("0930121C")


def test_a_school_is_known_by_one_uai():
    School.objects.create(uai="0930121B", name="Lycée")
    with pytest.raises(ValidationError, match="porte déjà ce numéro UAI"):
        School(uai="0930121B", name="Autre").full_clean()


def test_a_holiday_cannot_end_before_it_starts():
    holiday = SchoolHoliday(
        zone="CORSE",
        name="Noël",
        school_year="2026-2027",
        starts_on="2026-12-19",
        ends_on="2026-12-18",
    )
    with pytest.raises(ValidationError, match="ne peut pas précéder"):
        holiday.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        holiday.save()


@pytest.mark.parametrize("value", ["2026-2028", "2026/2027", "26-27", ""])
def test_a_school_year_is_two_following_years(value):
    holiday = SchoolHoliday(zone="A", name="Noël", school_year=value)
    with pytest.raises(ValidationError) as refusal:
        holiday.clean_fields()
    assert "school_year" in refusal.value.error_dict


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Saint-Denis", "de Saint-Denis"),
        ("Le Havre", "du Havre"),
        ("Les Mureaux", "des Mureaux"),
        ("La Rochelle", "de La Rochelle"),
        ("L’Aigle", "de L’Aigle"),
        ("Évreux", "d’Évreux"),
        ("Yvetot", "d’Yvetot"),
    ],
)
def test_names_of_places_contract_as_in_french(name, expected):
    assert of(name) == expected
