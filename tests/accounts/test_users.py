"""Users and perimeters in the settings menu."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.perimeter.models import PerimeterGrant
from tests.refusals import Refusal, assert_refused

pytestmark = pytest.mark.django_db
USERS = "/admin/users/"
GRANTS = "/admin/perimetres/"


@pytest.fixture
def people(make_user, territory):
    """A tutor of Seine-Saint-Denis, one of Nice, one whose perimeter of Créteil ended."""

    class People:
        here = make_user(Role.TUTOR, place=territory.s93, username="tutrice.ici")
        there = make_user(Role.TUTOR, place=territory.s06, username="tutrice.ailleurs")
        former = make_user(Role.TUTOR, place=territory.s93, username="tutrice.avant")

    People.former.perimeter_grants.update(
        starts_on=timezone.localdate() - timedelta(days=9),
        ends_on=timezone.localdate() - timedelta(days=1),
    )
    return People


@pytest.fixture
def administrator(make_user, sign_in):
    user = make_user(Role.ADMINISTRATOR, username="admin.essai")
    user.client = sign_in(user)
    return user


@pytest.mark.parametrize("level", ["idf", "creteil", "d93", "s93"])
def test_a_coordinator_sees_only_those_who_share_their_perimeter(
    make_user, sign_in, people, territory, level
):
    client = sign_in(make_user(Role.DEPARTMENTAL, place=getattr(territory, level)))
    text = client.get(USERS).content.decode()
    assert "tutrice.ici" in text
    assert "tutrice.ailleurs" not in text and "tutrice.avant" not in text
    assert client.get(f"{USERS}inspect/{people.here.pk}/").status_code == 200
    assert client.get(f"{USERS}inspect/{people.there.pk}/").status_code == 404
    searched = client.get(f"{USERS}results/?q=tutrice").content.decode()
    assert "tutrice.ici" in searched and "tutrice.ailleurs" not in searched


def test_a_wider_colleague_is_seen_from_a_narrower_place(make_user, sign_in, territory):
    make_user(Role.REGIONAL, place=territory.idf, username="region.idf")
    client = sign_in(make_user(Role.BASIN, place=territory.s93))
    assert "region.idf" in client.get(USERS).content.decode()


def test_a_coordinator_changes_nobody(make_user, sign_in, people, territory):
    client = sign_in(make_user(Role.ACADEMIC, place=territory.creteil))
    for action in ("edit", "delete", "history", "usage"):
        for method in (client.get, client.post):
            answer = method(f"{USERS}{action}/{people.here.pk}/", {"first_name": "X"})
            assert answer.status_code in (302, 405), (action, answer.status_code)
    assert_refused(client.get(f"{USERS}new/"), Refusal.BACK_HOME)
    assert (
        client.post(reverse("accounts_remove_second_factor", args=[people.here.pk])).status_code
        == 302
    )
    people.here.refresh_from_db()
    assert people.here.first_name == "Camille"


@pytest.mark.parametrize("role", [Role.TUTOR, Role.WRITER, Role.NATIONAL, Role.DPO])
def test_other_roles_see_no_list_of_users(make_user, sign_in, territory, role):
    client = sign_in(make_user(role, place=territory.creteil))
    assert_refused(client.get(USERS), Refusal.BACK_HOME)


def test_an_administrator_edits_names_and_roles(administrator, people, give_factor):
    give_factor(people.here)
    page = administrator.client.get(f"{USERS}edit/{people.here.pk}/").content.decode()
    assert "Superutilisateur" not in page and "is_superuser" not in page
    answer = administrator.client.post(
        f"{USERS}edit/{people.here.pk}/",
        {
            "first_name": "Zoé",
            "last_name": "Évrard",
            "email": "zoe@exemple.fr",
            "phone": "",
            "function": "CPE",
            "roles": [Role.BASIN.value, Role.TUTOR.value],
        },
    )
    assert answer.status_code == 302
    user = User.objects.get(pk=people.here.pk)
    assert (str(user), user.roles) == ("Zoé Évrard", {Role.BASIN, Role.TUTOR})
    assert "Zoé Évrard" in administrator.client.get(f"{USERS}results/?q=évr").content.decode()
    history = administrator.client.get(f"{USERS}history/{people.here.pk}/").content.decode()
    assert str(administrator) in history


def test_an_administrator_cannot_change_their_own_roles(administrator):
    administrator.client.post(
        f"{USERS}edit/{administrator.pk}/",
        {
            "first_name": "A",
            "last_name": "B",
            "email": "a@exemple.fr",
            "roles": [Role.TUTOR.value],
        },
    )
    user = User.objects.get(pk=administrator.pk)
    assert user.first_name == "A" and user.roles == {Role.ADMINISTRATOR}


def test_an_address_taken_by_another_is_refused_in_words(
    administrator, people, make_user, give_factor
):
    give_factor(people.here)
    make_user(email="prise@exemple.fr")
    answer = administrator.client.post(
        f"{USERS}edit/{people.here.pk}/",
        {"first_name": "A", "last_name": "B", "email": "Prise@exemple.fr", "roles": []},
    )
    assert "Un compte existe déjà avec cette adresse" in answer.content.decode()


def test_an_administrator_cannot_touch_a_superuser(administrator, make_user):
    superuser = make_user(is_superuser=True)
    assert_refused(administrator.client.get(f"{USERS}edit/{superuser.pk}/"), Refusal.BACK_HOME)
    address = reverse("accounts_remove_second_factor", args=[superuser.pk])
    assert administrator.client.post(address).status_code == 302


def test_nobody_adds_or_deletes_an_account_not_even_a_superuser(make_user, sign_in, people):
    client = sign_in(make_user(is_superuser=True))
    assert_refused(client.get(f"{USERS}new/"), Refusal.BACK_HOME)
    assert client.post(f"{USERS}delete/{people.here.pk}/").status_code == 302
    assert User.objects.filter(pk=people.here.pk).exists()


@pytest.mark.parametrize("action", ["set_active_state", "assign_role", "delete"])
def test_bulk_moves_on_accounts_are_closed(administrator, people, action):
    address = reverse("wagtail_bulk_action", args=["accounts", "user", action])
    for method in (administrator.client.get, administrator.client.post):
        method(f"{address}?id={people.here.pk}", {"mark_as_active": "False"})
    people.here.refresh_from_db()
    assert people.here.is_active and people.here.roles == {Role.TUTOR}


def test_the_site_history_names_no_stranger_to_a_coordinator(
    administrator, people, make_user, sign_in, territory, client, give_factor
):
    give_factor(people.there)
    administrator.client.post(
        f"{USERS}edit/{people.there.pk}/",
        {"first_name": "Nom", "last_name": "Secret", "email": "s@exemple.fr", "roles": []},
    )
    report = "/admin/reports/site-history/"
    assert "Nom Secret" in administrator.client.get(report).content.decode()
    client.logout()
    coordinator = sign_in(make_user(Role.ACADEMIC, place=territory.creteil))
    for address in (report, f"{report}?export=csv"):
        answer = coordinator.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert "Nom Secret" not in content.decode()


def test_an_administrator_removes_a_lost_second_factor(
    administrator, people, give_factor, mailoutbox, django_capture_on_commit_callbacks
):
    give_factor(people.here)
    address = reverse("accounts_remove_second_factor", args=[people.here.pk])
    assert "de vive voix" in administrator.client.get(address).content.decode()
    assert Authenticator.objects.filter(user=people.here).exists()
    with django_capture_on_commit_callbacks(execute=True):
        administrator.client.post(address)
    assert not Authenticator.objects.filter(user=people.here).exists()
    assert mailoutbox[-1].to == [people.here.email]


def test_the_list_of_users_costs_the_same_for_ten_and_for_thirty(
    administrator, make_user, territory, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert administrator.client.get(f"{USERS}?p=1").status_code == 200
        return len(captured)

    for _ in range(3):
        make_user(Role.TUTOR, place=territory.s93)
    few = queries()
    for _ in range(12):
        make_user(Role.TUTOR, place=territory.s93)
    assert queries() == few


def test_an_administrator_grants_a_perimeter_then_ends_it(administrator, people, territory):
    today = timezone.localdate()
    answer = administrator.client.post(
        f"{GRANTS}new/",
        {
            "user": people.here.pk,
            "department": territory.d77.pk,
            "starts_on": str(today - timedelta(days=3)),
            "reason": "Remplacement",
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    grant = PerimeterGrant.objects.latest("pk")
    assert grant.granted_by == administrator
    assert territory.s77.pk in PerimeterGrant.objects.services_of(people.here)
    assert "Remplacement" in administrator.client.get(GRANTS).content.decode()
    administrator.client.post(
        f"{GRANTS}edit/{grant.pk}/", {"ends_on": str(today - timedelta(days=1))}
    )
    assert territory.s77.pk not in PerimeterGrant.objects.services_of(people.here)
    history = administrator.client.get(f"{GRANTS}history/{grant.pk}/").content.decode()
    assert history.count(str(administrator)) >= 2


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Choisissez un seul niveau"),
        ({"department": "d77", "service": "s93"}, "Choisissez un seul niveau"),
        ({"service": "s93", "ends_on": "2020-01-01"}, "précède"),
        ({"service": "s93", "reason": ""}, "requis"),
    ],
)
def test_a_wrong_grant_is_refused_in_words(administrator, people, territory, fields, message):
    before = PerimeterGrant.objects.count()
    places = {
        key: getattr(territory, value).pk if key in ("department", "service") else value
        for key, value in fields.items()
    }
    form = {
        "user": people.here.pk,
        "starts_on": str(timezone.localdate()),
        "reason": "Essai",
        **places,
    }
    answer = administrator.client.post(f"{GRANTS}new/", form)
    assert message in answer.content.decode()
    assert PerimeterGrant.objects.count() == before


def test_a_grant_is_ended_neither_in_the_far_past_nor_twice(administrator, people):
    grant = people.here.perimeter_grants.get()
    address = f"{GRANTS}edit/{grant.pk}/"
    answer = administrator.client.post(address, {"ends_on": "2020-01-01"})
    assert "précéder" in answer.content.decode()
    ended = people.former.perimeter_grants.get()
    PerimeterGrant.objects.filter(pk=ended.pk).update(
        ends_on=timezone.localdate() - timedelta(days=5)
    )
    answer = administrator.client.post(
        f"{GRANTS}edit/{ended.pk}/", {"ends_on": str(timezone.localdate())}
    )
    assert "accordez-en un nouveau" in answer.content.decode()


def test_a_grant_is_never_deleted(administrator, make_user, sign_in, people):
    grant = people.here.perimeter_grants.get()
    administrator.client.post(f"{GRANTS}delete/{grant.pk}/")
    assert PerimeterGrant.objects.filter(pk=grant.pk).exists()


@pytest.mark.parametrize("role", [Role.ACADEMIC, Role.TUTOR, Role.DPO, Role.NATIONAL])
def test_only_administrators_grant(make_user, sign_in, territory, people, role):
    user = make_user(role, place=territory.creteil)
    client = sign_in(user)
    before = PerimeterGrant.objects.count()
    client.post(
        f"{GRANTS}new/",
        {
            "user": user.pk,
            "service": territory.s06.pk,
            "starts_on": str(timezone.localdate()),
            "reason": "Moi",
        },
    )
    assert_refused(client.get(GRANTS), Refusal.BACK_HOME)
    assert PerimeterGrant.objects.count() == before
