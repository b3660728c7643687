"""A list that one arranges: its view opens by itself, is changed, kept, shared, exported."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from matching.enums import PlacementStage, Situation
from psf.accounts.roles import Role
from psf.list_views.models import DefaultView, SavedView
from psf.list_views.tasks import forget_views_of_closed_accounts
from psf.perimeter.scope import perimeter
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey
from tests.factories.matching import YouthFactory
from tests.refusals import Refusal, assert_refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]
YOUTHS, PARCOURS = "/admin/jeunes/", "/admin/suivi/parcours/"
NAME = "Évrard-Canari"
TO_CALL = {"every": True, "groups": [{"every": True, "conditions": [
    {"field": "situation", "operator": "in", "values": ["to_contact"]}]}]}  # fmt: skip


def view_of(user, kind="jeunes", name="À rappeler", **fields):
    return SavedView.objects.create(owner=user, kind=kind, name=name, **fields)


def heads(answer):
    page = BeautifulSoup(answer.content, "html.parser")
    return [head.get_text(" ", strip=True) for head in page.select("table.listing thead th")]


def names(answer):
    return [youth.last_name for youth in answer.context["object_list"]]


def addresses(answer):
    return re.findall(r'(?:href|action|src-value)="([^"]*)"', answer.content.decode())


def sheet(answer):
    rows = load_workbook(io.BytesIO(answer.getvalue()))
    return [[cell.value for cell in row] for row in rows.active.iter_rows()]


@pytest.fixture
def me(two_services, signed_in):
    client = signed_in(two_services.coordinator)
    client.user = two_services.coordinator
    return client


@pytest.fixture
def youths(two_services):
    service = two_services.saint_denis
    YouthFactory(
        service=service, last_name="Marelle", situation=Situation.TO_CONTACT, phone="01 99 00 11 22"
    )
    YouthFactory(service=service, last_name=NAME, situation=Situation.TO_CONTACT)
    YouthFactory(service=service, last_name="Autre", situation=Situation.READY)


def test_a_view_shows_its_columns_in_order_its_rows_and_its_sentence(me, youths):
    view = view_of(
        me.user,
        columns=["phone", "situation", "perdue", "code"],
        ordering=["-sort_name"],
        conditions=TO_CALL,
        density="tight",
    )
    answer = me.get(YOUTHS, {"vue": view.key})
    assert heads(answer) == ["Nom", "Téléphone", "Situation", "Code"]
    assert names(answer) == ["Marelle", NAME]
    page = BeautifulSoup(answer.content, "html.parser")
    assert (
        page.select_one(".psf-views__sentence").get_text(" ", strip=True)
        == "Jeunes – Situation : à contacter"
    )
    assert page.select_one("table.psf-tight")
    assert "01 99 00 11 22" in answer.content.decode()


def test_the_export_holds_the_columns_the_order_and_the_rows_of_the_view(me, youths):
    view = view_of(
        me.user, columns=["phone", "situation"], ordering=["-sort_name"], conditions=TO_CALL
    )
    rows = sheet(me.get(YOUTHS, {"vue": view.key, "export": "xlsx"}))
    assert rows[0] == ["Nom", "Prénom", "Téléphone", "Situation"]
    assert [row[0] for row in rows[1:]] == ["Marelle", NAME]
    whole = sheet(me.get(YOUTHS, {"export": "xlsx"}))
    assert len(whole[0]) == 14 and len(whole) == 4


def test_parcours_take_a_view_too_and_their_export(two_services, me):
    service = two_services.saint_denis
    sent = journey(service, to=PlacementStage.SENT, by=two_services.tutor)
    journey(service, to=PlacementStage.RESERVED, by=two_services.tutor)
    conditions = {"every": True, "groups": [{"every": True, "conditions": [
        {"field": "etape", "operator": "in", "values": ["sent"]}]}]}  # fmt: skip
    view = view_of(me.user, "parcours", columns=["sent_on", "youth"], conditions=conditions)
    answer = me.get(PARCOURS, {"vue": view.key})
    assert heads(answer) == ["Parcours", "Transmis le", "Jeune"]
    assert [row.code for row in answer.context["object_list"]] == [sent.code]
    rows = sheet(me.get(PARCOURS, {"vue": view.key, "export": "xlsx"}))
    assert rows[0] == ["Parcours", "Transmis le", "Jeune", "Nom", "Prénom"] and len(rows) == 2


def test_the_default_view_opens_by_itself_and_never_over_what_is_asked(me, youths):
    view = view_of(me.user, conditions=TO_CALL)
    me.post(reverse("list_views:open_by", args=[view.key]))
    assert me.get(YOUTHS).url == f"{YOUTHS}?vue={view.key}"
    # A figure counts what its address says.
    assert len(names(me.get(YOUTHS, {"situation": "ready"}))) == 1
    assert len(names(me.get(YOUTHS, {"vue": "liste"}))) == 3
    me.post(reverse("list_views:open_by", args=[view.key]), {"non": "1"})
    assert me.get(YOUTHS).status_code == 200


def test_two_taps_and_a_name(me, youths):
    """Columns are tried, filters stay, the whole is kept under a name and shown again."""
    tried = me.post(
        reverse("list_views:try", args=["jeunes"]),
        {
            "vue": "",
            "ordre": ["code", "age", "phone"],
            "colonnes": ["phone", "age"],
            "filtres": "situation=to_contact&p=2",
        },
    )
    draft = SavedView.objects.get()
    assert tried.url == f"{YOUTHS}?vue={draft.key}&situation=to_contact"
    assert heads(me.get(tried.url)) == ["Nom", "Âge", "Téléphone"]
    kept = me.post(
        reverse("list_views:save", args=["jeunes"]),
        {
            "vue": draft.key,
            "filtres": "situation=to_contact",
            "geste": "nouvelle",
            "name": "À rappeler",
            "ouvrir": "1",
        },
    )
    view = SavedView.objects.get()
    assert (view.name, view.conditions) == ("À rappeler", TO_CALL)
    assert kept.url == f"{YOUTHS}?vue={view.key}"
    assert me.get(YOUTHS).url == kept.url
    assert names(me.get(kept.url)) == [NAME, "Marelle"]


def test_a_view_is_replaced_by_what_was_tried(me, youths):
    view = view_of(me.user, columns=["age"])
    me.post(reverse("list_views:try", args=["jeunes"]), {"vue": view.key, "densite": "tight"})
    draft = SavedView.objects.get(name="")
    assert draft.base == view and draft.columns == ["age"]
    assert "Remplacer « À rappeler »" in me.get(YOUTHS, {"vue": draft.key}).content.decode()
    me.post(reverse("list_views:save", args=["jeunes"]), {"vue": draft.key, "geste": "changer"})
    view.refresh_from_db()
    assert view.density == "tight" and SavedView.objects.count() == 1


def test_a_name_twice_is_refused_in_words(me, youths):
    view_of(me.user)
    answer = me.post(
        reverse("list_views:save", args=["jeunes"]),
        {"geste": "nouvelle", "name": "à RAPPELER"},
        follow=True,
    )
    assert "Vous avez déjà une vue de ce nom" in answer.content.decode()
    assert SavedView.objects.count() == 1


def settings_form(answer):
    """What the page of a view would send, untouched."""
    form = BeautifulSoup(answer.content, "html.parser").select_one("form.psf-view-settings")
    sent = {}
    for box in form.select("input[name], select[name]"):
        if box.name == "select":
            chosen = box.select_one("option[selected]") or box.select_one("option")
            sent.setdefault(box["name"], []).append(chosen["value"])
        elif box["type"] not in ("checkbox", "radio") or box.has_attr("checked"):
            sent.setdefault(box["name"], []).append(box.get("value", ""))
    return sent


def test_without_javascript_a_view_is_built_one_button_at_a_time(me, youths):
    """« À contacter, ou prêt et sans action », by the plain page alone."""
    url = reverse("list_views:settings", args=["jeunes"])
    sent = settings_form(me.get(url))
    answer = me.post(url, {**sent, "g0-nouveau": "situation", "ajouter": "g0"})
    sent = settings_form(answer)
    assert sent["g0c0-champ"] == ["situation"]
    sent |= {"g0c0-values": ["to_contact"], "g1-nouveau": "situation", "ajouter": "g1"}
    sent = settings_form(me.post(url, sent))
    assert sent["g0c0-values"] == ["to_contact"]
    sent |= {"g1c0-values": ["ready"], "g1-nouveau": "parcours", "ajouter": "g1"}
    sent = settings_form(me.post(url, sent))
    sent |= {"g1c1-values": ["sans"], "tous": "une"}
    answer = me.post(url, {**sent, "geste": "compter"})
    words = (
        BeautifulSoup(answer.content, "html.parser")
        .select_one(".psf-views__count")
        .get_text(" ", strip=True)
    )
    assert words == (
        "3 lignes – Situation : à contacter ou (Situation : prêt pour un parcours et"
        " Parcours : sans parcours en cours)"
    )
    assert not SavedView.objects.exists()
    # A condition taken off, a column moved up.
    dropped = settings_form(me.post(url, {**sent, "retirer": "g1c1"}))
    assert "g1c1-champ" not in dropped
    moved = settings_form(me.post(url, {**sent, "monter": "age"}))
    assert moved["ordre"][:2] == ["age", "code"]
    kept = me.post(url, {**sent, "geste": "nouvelle", "name": "À voir"})
    assert names(me.get(kept.url)) == ["Autre", NAME, "Marelle"]


def test_days_are_said_by_their_number_on_the_plain_page(me, youths):
    url = reverse("list_views:settings", args=["jeunes"])
    sent = settings_form(me.post(url, {"ajouter": "g0", "g0-nouveau": "depuis", "tous": "toutes"}))
    sent |= {"g0c0-operator": "last", "g0c0-days": "30", "geste": "nouvelle", "name": "Récents"}
    me.post(url, sent)
    condition = SavedView.objects.get().conditions["groups"][0]["conditions"][0]
    assert condition == {"field": "depuis", "operator": "last", "values": ["30"]}
    view = SavedView.objects.get()
    again = settings_form(me.get(url, {"vue": view.key}))
    assert again["g0c0-days"] == ["30"] and again["name"] == ["Récents"]


def test_somebody_elses_view_does_not_exist(two_services, me, signed_in, youths):
    theirs = view_of(two_services.coordinator_nice)
    with transaction.atomic(), perimeter([two_services.nice]):
        shared = view_of(two_services.coordinator_nice, name="Nice", service=two_services.nice)
    for view in (theirs, shared):
        for url in (YOUTHS, reverse("list_views:settings", args=["jeunes"])):
            assert me.get(url, {"vue": view.key}).status_code == 404
        for name in ("delete", "open_by"):
            assert me.post(reverse(f"list_views:{name}", args=[view.key])).status_code == 404
        for name in ("try", "save"):
            url = reverse(f"list_views:{name}", args=["jeunes"])
            assert me.post(url, {"vue": view.key}).status_code == 404
    # The database alone would hide it.
    with perimeter([two_services.saint_denis]):
        assert not SavedView.objects.filter(pk=shared.pk).exists()
    assert me.get(YOUTHS, {"vue": "inconnue"}).status_code == 404
    # A view of another list is none of this one.
    mine = view_of(me.user, "parcours")
    assert me.get(YOUTHS, {"vue": mine.key}).status_code == 404


def test_a_shared_view_shows_each_reader_their_own_rows(two_services, me, signed_in, youths):
    YouthFactory(service=two_services.nice, last_name="Niçois", situation=Situation.TO_CONTACT)
    national = view_of(me.user, conditions=TO_CALL, national=True)
    nice = signed_in(two_services.tutor_nice)
    assert names(nice.get(YOUTHS, {"vue": national.key})) == ["Niçois"]
    assert names(me.get(YOUTHS, {"vue": national.key})) == [NAME, "Marelle"]
    # Read, not changed.
    answer = nice.get(reverse("list_views:settings", args=["jeunes"]), {"vue": national.key})
    assert "Enregistrer cette vue" in answer.content.decode()
    assert nice.post(reverse("list_views:delete", args=[national.key])).status_code == 404
    change = {"vue": national.key, "geste": "changer"}
    assert nice.post(reverse("list_views:save", args=["jeunes"]), change).status_code == 404


def test_a_tutor_shares_nothing_and_a_coordinator_with_their_service(
    two_services, me, signed_in, youths
):
    url = reverse("list_views:settings", args=["jeunes"])
    place = f"service-{two_services.saint_denis.pk}"
    form = {"geste": "nouvelle", "tous": "toutes", "partage": place}
    tutor_client = signed_in(two_services.tutor)
    tutor_client.post(url, {**form, "name": "Seule"})
    me.post(url, {**form, "name": "Ensemble"})
    me.post(url, {**form, "name": "Pays", "partage": "national"})
    with perimeter([two_services.saint_denis]):
        found = {view.name: (view.service, view.national) for view in SavedView.objects.all()}
        shared = SavedView.objects.get(name="Ensemble")
    assert found == {
        "Seule": (None, False),
        "Ensemble": (two_services.saint_denis, False),
        "Pays": (None, False),
    }
    assert tutor_client.get(YOUTHS, {"vue": shared.key}).status_code == 200
    assert "Ensemble" in tutor_client.get(reverse("list_views:mine")).content.decode()


def test_the_academie_gives_a_role_its_view_and_oneself_another(two_services, signed_in, youths):
    academy = two_services.saint_denis.department.academy
    lead = UserFactory(roles=[Role.ACADEMIC], place=academy)
    url = reverse("list_views:settings", args=["jeunes"])
    client = signed_in(lead)
    client.post(
        url,
        {
            "geste": "nouvelle",
            "name": "Des tuteurs",
            "tous": "toutes",
            "partage": f"academy-{academy.pk}",
            "ouvre": ["role-0", "role-5"],
        },
    )
    with perimeter([two_services.saint_denis]):
        view = SavedView.objects.get()
    assert set(DefaultView.objects.values_list("role", "academy")) == {
        (Role.TUTOR.value, academy.pk),
        (Role.NATIONAL.value, academy.pk),
    }
    tutor_client = signed_in(two_services.tutor)
    assert tutor_client.get(YOUTHS).url == f"{YOUTHS}?vue={view.key}"
    assert signed_in(two_services.coordinator).get(YOUTHS).status_code == 200
    assert signed_in(two_services.tutor_nice).get(YOUTHS).status_code == 200
    own = view_of(two_services.tutor)
    tutor_client.post(reverse("list_views:open_by", args=[own.key]))
    assert tutor_client.get(YOUTHS).url == f"{YOUTHS}?vue={own.key}"
    # A coordinator of one service opens nobody else's list.
    theirs = signed_in(two_services.coordinator)
    theirs.post(url, {"geste": "nouvelle", "name": "x", "tous": "toutes", "ouvre": ["role-0"]})
    assert DefaultView.objects.exclude(role="").count() == 2


def test_no_address_names_anybody(two_services, me, youths):
    two_services.tutor.last_name = NAME
    two_services.tutor.save()
    conditions = {"every": True, "groups": [{"every": True, "conditions": [
        {"field": "tuteur", "operator": "in", "values": [str(two_services.tutor.pk)]}]}]}  # fmt: skip
    view = view_of(me.user, name="Ceux de Zoé", conditions=conditions)
    me.post(reverse("list_views:try", args=["jeunes"]), {"vue": view.key, "densite": "tight"})
    for url in (
        YOUTHS,
        reverse("list_views:settings", args=["jeunes"]),
        reverse("list_views:mine"),
    ):
        answer = me.get(url, {"vue": view.key})
        assert NAME in answer.content.decode() or url.endswith("/vues/")
        for link in addresses(answer):
            assert NAME not in link and "Zo" not in link
            assert f"={two_services.tutor.pk}&" not in f"{link}&"


def test_a_search_goes_on_within_a_view(me, youths):
    view = view_of(me.user, conditions=TO_CALL)
    assert names(me.post(f"{YOUTHS}?vue={view.key}", {"nom": "evrard"})) == [NAME]
    assert names(me.post(f"{YOUTHS}?vue={view.key}", {"nom": "autre"})) == []


def test_lists_that_are_closed_are_not_arranged(two_services, signed_in):
    client = signed_in(UserFactory(roles=[Role.PUBLISHER]))
    url = reverse("list_views:settings", args=["jeunes"])
    assert_refused(client.get(url), Refusal.BACK_HOME)
    assert client.get(reverse("list_views:settings", args=["inconnue"])).status_code == 404


def test_views_end_with_the_account_and_shared_ones_stay(two_services, me, signed_in, youths):
    view_of(two_services.tutor, name="Seule")
    with perimeter([two_services.saint_denis]):
        shared = view_of(two_services.tutor, name="Ensemble", service=two_services.saint_denis)
    two_services.tutor.is_active = False
    two_services.tutor.save()
    assert forget_views_of_closed_accounts() == 1
    with perimeter([two_services.saint_denis]):
        assert list(SavedView.objects.values_list("name", "owner")) == [("Ensemble", None)]
    # A coordinator of the service takes care of it.
    assert me.post(reverse("list_views:delete", args=[shared.key])).status_code == 302
    with perimeter([two_services.saint_denis]):
        assert not SavedView.objects.exists()


def test_a_view_asks_no_more_of_the_database_for_more_rows(two_services, me):
    with perimeter([two_services.saint_denis]):
        view = view_of(
            me.user, columns=["commune", "tutor", "placement", "phone"], conditions=TO_CALL
        )

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert me.get(YOUTHS, {"vue": view.key}).status_code == 200
        return len(queries)

    YouthFactory.create_batch(2, service=two_services.saint_denis, situation=Situation.TO_CONTACT)
    me.get(YOUTHS, {"vue": view.key})
    few = asked()
    YouthFactory.create_batch(8, service=two_services.saint_denis, situation=Situation.TO_CONTACT)
    assert asked() == few
