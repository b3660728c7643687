"""The list: found by name without the name in any address, filtered in plain words, exported."""

import io
import logging
import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from matching.enums import Situation
from offers.models import Field
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import perimeter
from tests.factories.accounts import coordinator
from tests.factories.matching import (
    PlacementFactory,
    YouthFactory,
    YouthInterestFactory,
)
from tests.factories.territories import commune
from tests.refusals import Refusal, assert_refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def saint_denis(two_services):
    return two_services.saint_denis


def names(answer):
    return [youth.last_name for youth in answer.context["object_list"]]


def addresses(answer):
    return re.findall(r'(?:href|action|src-value)="([^"]*)"', answer.content.decode())


@pytest.mark.parametrize("typed", ["Évrard", "evrard zoe", "ZOÉ", "J-code", "123456789ab"])
def test_a_search_by_post_finds_without_accents_and_leaves_the_name_out_of_addresses(
    two_services, saint_denis, signed_in, page, typed
):
    youth = YouthFactory(
        service=saint_denis, last_name="Évrard", first_name="Zoé", ine="123456789AB"
    )
    YouthFactory(service=saint_denis, last_name="Autre")
    client = signed_in(two_services.coordinator)
    typed = youth.code if typed == "J-code" else typed
    for name in ("list", "list_results"):
        answer = client.post(f"{page(name)}?ordering=-sort_name", {"nom": typed})
        assert names(answer) == ["Évrard"]
        # A code names a page of its own; what was typed stands in no question to the list.
        assert not [link for link in addresses(answer) if typed in link.partition("?")[2]]
        assert typed.startswith("J-") or not [link for link in addresses(answer) if typed in link]
    stored = Session.objects.get().session_data
    assert typed not in stored


@pytest.mark.parametrize("parameter", ["q", "nom"])
def test_a_name_in_the_address_is_dropped_at_once(
    two_services, saint_denis, signed_in, page, parameter
):
    YouthFactory(service=saint_denis, last_name="Marelle")
    YouthFactory(service=saint_denis, last_name="Autre")
    answer = signed_in(two_services.tutor).get(page("list"), {parameter: "Autre", "age": "mineurs"})
    assert answer.url == f"{page('list')}?age=mineurs"


def test_a_search_without_its_token_is_refused(two_services, page):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(two_services.tutor)
    assert client.post(page("list"), {"nom": "Essai"}).status_code == 403


def test_sorting_and_paging_keep_the_search(two_services, saint_denis, signed_in, page):
    for number in range(51):
        YouthFactory(service=saint_denis, last_name="Marelle", first_name=f"Lou{number:02}")
    YouthFactory(service=saint_denis, last_name="Autre")
    client = signed_in(two_services.coordinator)
    answer = client.post(f"{page('list')}?p=2&ordering=-sort_name", {"nom": "marelle"})
    assert [youth.first_name for youth in answer.context["object_list"]] == ["Lou00"]


def test_names_sort_as_french_people_expect(two_services, saint_denis, signed_in, page):
    for name in ("Zola", "Évrard", "Œuvre", "Dupont"):
        YouthFactory(service=saint_denis, last_name=name)
    assert names(signed_in(two_services.tutor).get(page("list"))) == [
        "Dupont",
        "Évrard",
        "Œuvre",
        "Zola",
    ]


def test_filters_in_plain_words(two_services, saint_denis, signed_in, page):
    tutor = two_services.tutor
    mine = YouthFactory(service=saint_denis, last_name="Mien", tutor=tutor, age=19)
    ready = YouthFactory(service=saint_denis, last_name="Prêt", age=17)
    YouthFactory(service=saint_denis, last_name="Contact", situation=Situation.TO_CONTACT, age=22)
    PlacementFactory(youth=mine)
    field = Field.objects.get(pk="restauration")
    YouthInterestFactory(youth=ready, field=field, domaine=field.domaines.first())
    client = signed_in(tutor)
    for query, expected in [
        ("situation=to_contact", ["Contact"]),
        ("situation=to_contact&situation=ready", ["Contact", "Mien", "Prêt"]),
        ("parcours=sans", ["Contact", "Prêt"]),
        ("parcours=avec", ["Mien"]),
        ("age=mineurs", ["Prêt"]),
        ("age=18-20&age=21-plus", ["Contact", "Mien"]),
        ("champ=restauration", ["Prêt"]),
        ("tuteur=moi", ["Mien"]),
        ("tuteur=personne", ["Contact", "Prêt"]),
        (f"tuteur={two_services.coordinator.pk}", []),
        ("parcours=n-importe-quoi", []),
    ]:
        assert names(client.get(f"{page('list')}?{query}")) == expected, query


@pytest.mark.parametrize("name", ["list", "export"])
def test_the_list_makes_as_many_queries_for_100_rows_as_for_10(
    two_services, saint_denis, signed_in, page, name, monkeypatch
):
    from matching.youths.viewsets.youth import YouthIndexView

    if name == "list":
        monkeypatch.setattr(YouthIndexView, "get_paginate_by", lambda view, queryset: 100)
    client = signed_in(two_services.coordinator)
    address = page("list") + ("?export=xlsx" if name == "export" else "")
    counts = []
    for more in (10, 90):
        for number in range(more):
            youth = YouthFactory(
                service=saint_denis,
                tutor=two_services.tutor,
                commune=commune(["93066", "93001"][number % 2]),
            )
            if number % 5 == 0:
                PlacementFactory(youth=youth, tutor=two_services.tutor)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def sheet(answer):
    content = b"".join(answer.streaming_content)
    return [
        list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    ]


def test_the_export_respects_filters_and_perimeter_and_is_logged(
    two_services, saint_denis, signed_in, page
):
    YouthFactory(
        service=saint_denis, last_name="=cmd|' /C calc'!A0", ine="123456789AB", phone="+33 6"
    )
    YouthFactory(service=saint_denis, last_name="Contact", situation=Situation.TO_CONTACT)
    YouthFactory(service=two_services.nice, last_name="Niçoise")
    client = signed_in(two_services.coordinator)
    rows = sheet(client.get(f"{page('list')}?export=xlsx&situation=ready"))
    assert rows[0][:4] == ["Code", "Nom", "Prénom", "INE (masqué)"]
    assert len(rows) == 2
    assert rows[1][1].startswith("'=cmd") and rows[1][3] == "········9AB"
    assert "'+33 6" in rows[1]
    with perimeter([saint_denis]):
        trace = AccessLog.objects.get(door=AccessLog.Door.EXPORT)
        assert (trace.count, trace.user) == (1, two_services.coordinator)
    found = sheet(client.post(f"{page('list')}?export=xlsx", {"nom": "contact"}))
    assert [row[1] for row in found[1:]] == ["Contact"]


def test_a_tutor_exports_nothing(two_services, signed_in, page):
    client = signed_in(two_services.tutor)
    assert_refused(client.get(f"{page('list')}?export=xlsx"), Refusal.BACK_HOME)
    assert "export=xlsx" not in client.get(page("list")).content.decode()


def test_a_wider_perimeter_can_be_narrowed_by_service(two_services, saint_denis, signed_in, page):
    YouthFactory(service=saint_denis, last_name="Dionysien")
    YouthFactory(service=two_services.nice, last_name="Niçoise")
    wide = coordinator(saint_denis)
    wide.perimeter_grants.create(service=two_services.nice, reason="Essai")
    client = signed_in(wide)
    assert names(client.get(page("list"))) == ["Dionysien", "Niçoise"]
    narrowed = client.get(f"{page('list')}?service={two_services.nice.pk}")
    assert names(narrowed) == ["Niçoise"]
    text = signed_in(two_services.coordinator).get(page("list")).content.decode()
    assert 'name="service"' not in text


def test_merged_and_anonymised_records_are_not_listed(two_services, saint_denis, signed_in, page):
    kept = YouthFactory(service=saint_denis, last_name="Gardé")
    YouthFactory(service=saint_denis, merged_into=kept)
    YouthFactory(service=saint_denis, anonymised_on="2026-01-01")
    assert names(signed_in(two_services.tutor).get(page("list"))) == ["Gardé"]


def test_logs_hold_no_typed_name(two_services, signed_in, page, caplog):
    caplog.set_level(logging.DEBUG, "psf")
    caplog.set_level(logging.DEBUG, "django.request")
    signed_in(two_services.tutor).post(page("list"), {"nom": "Marelle"})
    assert "Marelle" not in caplog.text
