"""The menu "Référentiels": read-only tables and the three registries, as users meet them."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import NoReverseMatch, reverse

from psf.territories.models import (
    AcademicRegion,
    Academy,
    Commune,
    Department,
    School,
    SchoolHoliday,
    Service,
)
from psf.territories.validators import uai_letter
from tests.refusals import Refusal, assert_refused

pytestmark = pytest.mark.django_db
READ_ONLY = ["academicregion", "academy", "department", "commune"]
MODELS = {
    "academicregion": AcademicRegion,
    "academy": Academy,
    "department": Department,
    "commune": Commune,
}


@pytest.fixture
def superuser(client, django_user_model):
    user = django_user_model.objects.create_superuser(
        "admin", "admin@psf.invalid", "mot de passe", is_demonstration=True
    )
    client.force_login(user)
    return user


@pytest.fixture
def reader(client):
    """Somebody who holds the view permission on communes and nothing else."""
    user = get_user_model().objects.create_user(
        "lectrice", "lectrice@psf.invalid", "mot de passe", is_demonstration=True
    )
    group = Group.objects.create(name="Lecture des communes")
    group.permissions.set(Permission.objects.filter(codename__in=["view_commune", "access_admin"]))
    user.groups.add(group)
    client.force_login(user)
    return user


def address(model, *rest):
    return "/".join(["/admin/territories", model, *map(str, rest)]) + "/"


def menu(html):
    """The main menu, which the page carries as JSON."""
    found = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', html, re.DOTALL)
    return json.dumps(json.loads(found[1]), ensure_ascii=False)


@pytest.mark.parametrize("model", READ_ONLY)
def test_a_table_lists_and_inspects(client, superuser, communes, model):
    assert client.get(address(model)).status_code == 200
    row = MODELS[model].objects.first()
    answer = client.get(address(model, "inspect", row.pk))
    assert answer.status_code == 200
    assert row.name in answer.content.decode().replace("&#x27;", "'")


@pytest.mark.parametrize("model", READ_ONLY)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_writes_a_reference_table_not_even_a_superuser(
    client, superuser, communes, model, method
):
    row = MODELS[model].objects.first()
    before = list(MODELS[model].objects.order_by("pk").values())
    for rest in (["create"], ["edit", row.pk], ["delete", row.pk]):
        answer = getattr(client, method)(address(model, *rest), {"name": "Autre", "code": "ZZ"})
        assert_refused(answer, Refusal.NOTHING_THERE, rest)
    for view in ("add", "edit", "delete"):
        with pytest.raises(NoReverseMatch):
            reverse(f"wagtailsnippets_territories_{model}:{view}")
    assert list(MODELS[model].objects.order_by("pk").values()) == before


@pytest.mark.parametrize("model", READ_ONLY)
def test_a_table_shows_no_button_to_write(client, superuser, communes, model):
    html = client.get(address(model)).content.decode()
    assert f"/admin/territories/{model}/inspect/" in html
    assert not re.search(rf"/admin/territories/{model}/(create|edit|delete)", html)


def test_the_view_permission_opens_its_table_and_no_other(client, reader, communes):
    assert client.get(address("commune")).status_code == 200
    inspect = address("commune", "inspect", Commune.objects.first().pk)
    assert client.get(inspect).status_code == 200
    assert client.get(address("academy")).status_code != 200
    shown = menu(client.get(address("commune")).content.decode())
    assert "Référentiels" in shown
    assert address("commune") in shown
    assert address("academy") not in shown


@pytest.mark.parametrize("odd", ["nom=x", "region=x", "pk__foo=1", "o=zz", "p=zz"])
def test_a_parameter_that_a_table_does_not_know_is_left_out(client, superuser, odd):
    answer = client.get(f"{address('academy')}?q=creteil&{odd}", follow=True)
    assert answer.status_code == 200
    listed = BeautifulSoup(answer.content, "html.parser").select_one(".result-list tbody").text
    assert "Créteil" in listed and "Nantes" not in listed


def test_communes_are_searched_as_people_type_them(client, superuser, communes):
    html = client.get(address("commune"), {"q": "evry 91"}).content.decode()
    assert "Évry-Courcouronnes" in html
    assert "Fontainebleau" not in html


def test_departments_are_searched_by_name_without_accent_or_by_code(client, superuser):
    assert "Réunion" in client.get(address("department"), {"q": "reunion"}).content.decode()
    html = client.get(address("department"), {"q": "93"}).content.decode()
    assert "Seine-Saint-Denis" in html
    assert "Ardèche" not in html.split("<tbody")[1]


def test_the_menu_gathers_reference_tables_and_registries(client, superuser):
    html = menu(client.get(address("commune")).content.decode())
    for label in ("Référentiels", "Communes", "Services", "Établissements", "Vacances scolaires"):
        assert label in html


@pytest.mark.parametrize("model", [Service, School, SchoolHoliday])
def test_the_registries_answer(client, superuser, model):
    viewset = model.snippet_viewset
    for view in ("list", "add"):
        assert client.get(reverse(viewset.get_url_name(view))).status_code == 200


def service_form(**changes):
    values = {
        "kind": "MLDS",
        "name": "MLDS du bassin de Bobigny",
        "department": Department.objects.get(code="93").pk,
        "phone": "01 99 00 12 34",
        "email": "",
        "address": "",
        "communes": "",
        "active": "on",
    }
    return values | changes


def add_address(model):
    return reverse(model.snippet_viewset.get_url_name("add"))


def test_a_service_takes_its_communes_as_insee_or_postal_codes(client, superuser, communes):
    client.post(add_address(Service), service_form(communes="93008 Bobigny\r\n93200\r\n93200"))
    service = Service.objects.get(name="MLDS du bassin de Bobigny")
    assert {commune.code for commune in service.communes.all()} == {"93008", "93066"}
    edit = reverse(Service.snippet_viewset.get_url_name("edit"), args=[service.pk])
    html = client.get(edit).content.decode()
    assert "93008 Bobigny" in html
    client.post(edit, service_form(communes="93008 Bobigny"))
    assert [commune.code for commune in service.communes.all()] == ["93008"]


def test_an_unknown_commune_is_named_and_nothing_typed_is_lost(client, superuser, communes):
    answer = client.post(add_address(Service), service_form(communes="93008\r\n99999"))
    html = answer.content.decode()
    assert "Aucune commune n’a pour code : 99999." in html
    assert "93008" in html
    assert not Service.objects.filter(name="MLDS du bassin de Bobigny").exists()


def test_a_service_without_department_is_refused_beside_the_form(client, superuser):
    answer = client.post(add_address(Service), service_form(department=""))
    assert "Indiquez le département du service" in answer.content.decode()


def test_a_school_with_a_wrong_key_is_refused(client, superuser, communes):
    commune = Commune.objects.get(code="93066")
    form = {"uai": "0939001A", "name": "Lycée", "commune": commune.pk, "city": ""}
    answer = client.post(add_address(School), form)
    assert "lettre de contrôle" in answer.content.decode()
    form["uai"] = "0939001" + uai_letter("0939001")
    client.post(add_address(School), form)
    assert School.objects.get().commune == commune


def test_holidays_that_end_before_they_start_are_refused(client, superuser):
    form = {
        "zone": "CORSE",
        "name": "Vacances de Noël",
        "school_year": "2026-2027",
        "starts_on": "2026-12-19",
        "ends_on": "2026-12-01",
    }
    answer = client.post(add_address(SchoolHoliday), form)
    assert "ne peut pas précéder" in answer.content.decode()
    client.post(add_address(SchoolHoliday), form | {"ends_on": "2027-01-03"})
    assert SchoolHoliday.objects.count() == 1


def test_registries_are_searched_without_accents(client, superuser):
    School.objects.create(uai="0930121B", name="Lycée de l’Étoile")
    listing = reverse(School.snippet_viewset.get_url_name("list"))
    assert "Étoile" in client.get(listing, {"q": "etoile"}).content.decode()
    assert "Lycée de" not in client.get(listing, {"q": "lune"}).content.decode()


def test_the_commune_chooser_searches_by_name_and_postal_code(client, superuser, communes):
    for words in ("evry 91", "91000"):
        answer = client.get(reverse("commune_chooser:choose_results"), {"q": words})
        assert "Évry-Courcouronnes" in answer.content.decode()


@pytest.mark.parametrize("model", [Service, School])
def test_a_service_or_a_school_is_never_deleted(client, superuser, model):
    Service.objects.create(name="PSAD", kind="PSAD", department=Department.objects.get(code="93"))
    School.objects.create(uai="0930121B", name="Lycée")
    row = model.objects.order_by("-pk").first()
    viewset = model.snippet_viewset
    client.post(reverse(viewset.get_url_name("delete"), args=[row.pk]))
    bulk = reverse("wagtail_bulk_action", args=["territories", model._meta.model_name, "delete"])
    client.post(f"{bulk}?id={row.pk}")
    assert model.objects.filter(pk=row.pk).exists()
    edit = client.get(reverse(viewset.get_url_name("edit"), args=[row.pk])).content.decode()
    assert reverse(viewset.get_url_name("delete"), args=[row.pk]) not in edit
