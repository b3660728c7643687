"""« Parcours »: every file of the perimeter, whatever its stage, filtered in plain words."""

import io
import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from matching.desk.registry.filters import PRESENCES
from matching.desk.registry.views import PlacementIndexView
from matching.enums import InterruptedReason, PlacementStage, SilenceReason
from matching.models import Attendance, Placement
from psf.accounts.models import Absence
from psf.accounts.roles import Role
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import perimeter
from psf.words.choosing import words_of
from psf.words.lists import LISTS
from tests.factories.accounts import UserFactory, coordinator, tutor
from tests.factories.journey import journey
from tests.factories.matching import PlacementFactory, YouthFactory
from tests.refusals import Refusal, assert_refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Stage = PlacementStage


@pytest.fixture
def address():
    return reverse("work:placements")


@pytest.fixture
def files(two_services):
    """{stage: file} of Saint-Denis, and one of Nice that nobody there sees."""
    service, by = two_services.saint_denis, two_services.tutor
    stages = (Stage.RESERVED, Stage.SENT, Stage.CONVENTION, Stage.IN_COMPANY, Stage.CLOSED)
    found = {stage: journey(service, to=stage, by=by) for stage in stages}
    found[Stage.NOT_RETAINED] = journey(service, to=Stage.NOT_RETAINED, by=by)
    journey(two_services.nice, to=Stage.SENT, by=two_services.tutor_nice)
    return found


def codes(answer) -> set[str]:
    assert answer.status_code == 200
    return {placement.code for placement in answer.context["object_list"]}


def sheet(answer) -> list[list]:
    content = b"".join(answer.streaming_content)
    rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    return [list(row) for row in rows]


def day(number: int) -> str:
    return (timezone.localdate() + timedelta(days=number)).isoformat()


def test_all_stages_are_there_and_lead_to_their_dossier(two_services, signed_in, address, files):
    answer = signed_in(two_services.coordinator).get(address)
    assert codes(answer) == {each.code for each in files.values()}
    text = answer.content.decode()
    for placement in files.values():
        assert reverse("work:file", args=[placement.code]) in text


def test_each_filter_keeps_the_files_that_it_names(two_services, signed_in, address, files):
    client = signed_in(two_services.coordinator)
    started = files[Stage.IN_COMPANY].started_on
    first, last = started.isoformat(), (started + timedelta(days=1)).isoformat()
    expected = {
        "etape=reserved": [Stage.RESERVED],
        "etape=sent&etape=closed": [Stage.SENT, Stage.CLOSED],
        "presence=en-cours": [Stage.IN_COMPANY],
        "presence=terminee": [Stage.CLOSED],
        "presence=en-cours&presence=terminee": [Stage.IN_COMPANY, Stage.CLOSED],
        "presence=interrompue": [],
        "presence=a-venir": [Stage.RESERVED, Stage.SENT, Stage.CONVENTION],
        "veille=sans-date": [Stage.CONVENTION],
        f"debut_from={first}&debut_to={last}&presence=en-cours": [Stage.IN_COMPANY],
        "motif=not_retained.dates": [Stage.NOT_RETAINED],
        "motif=not_retained.dates&motif=withdrawn.other": [Stage.NOT_RETAINED],
        "motif=withdrawn.other": [],
        "suite=school": [Stage.CLOSED],
        f"fini_to={day(0)}&motif=not_retained.dates": [Stage.NOT_RETAINED],
        f"debut_from={day(400)}": [],
        f"accepte_to={day(0)}": [Stage.CONVENTION, Stage.IN_COMPANY, Stage.CLOSED],
        "entreprise=atelier du canal": list(files),
        "entreprise=ailleurs": [],
        "acheteur=ville d’essai": list(files),
        "acheteur=personne": [],
        f"tuteur={two_services.tutor.pk}": list(files),
        "tuteur=moi": [],
    }
    for query, stages in expected.items():
        found = codes(client.get(f"{address}?{query}"))
        assert found == {files[stage].code for stage in stages}, query


def test_the_states_of_a_presence_leave_no_file_out_but_those_that_never_began(
    two_services, files, signed_in, address
):
    """Each file is in one of them at most; only a negative end is in none."""
    client = signed_in(two_services.coordinator)
    found = [codes(client.get(f"{address}?presence={slug}")) for slug in PRESENCES]
    assert sum(map(len, found)) == len(set().union(*found))
    assert codes(client.get(address)) - set().union(*found) == {files[Stage.NOT_RETAINED].code}


def test_an_interrupted_parcours_is_found_as_such(two_services, files, signed_in, address):
    stopped = files[Stage.CLOSED]
    with perimeter([two_services.saint_denis]):
        Placement.objects.filter(pk=stopped.pk).update(end_reason=InterruptedReason.ABSENCES)
    client = signed_in(two_services.coordinator)
    assert codes(client.get(f"{address}?presence=interrompue")) == {stopped.code}
    assert "absences répétées" in client.get(address).content.decode()


def test_late_files_are_found_and_say_since_when(
    two_services, files, signed_in, address, make_late
):
    late = files[Stage.SENT]
    client = signed_in(two_services.coordinator)
    before = codes(client.get(f"{address}?veille=retard"))
    assert late.code not in before
    make_late(late, days=90)
    assert codes(client.get(f"{address}?veille=retard")) == before | {late.code}
    [first, *_] = client.get(f"{address}?ordering=late_since").context["object_list"]
    assert first.code == late.code and first.late_since


def test_a_search_by_post_finds_a_name_a_code_and_leaves_no_name_in_an_address(
    two_services, signed_in, address, caplog
):
    caplog.set_level(logging.DEBUG)
    service = two_services.saint_denis
    found = PlacementFactory(
        youth=YouthFactory(service=service, last_name="N’Guyên"), tutor=two_services.tutor
    )
    PlacementFactory(youth=YouthFactory(service=service), tutor=two_services.tutor)
    client = signed_in(two_services.coordinator)
    for typed in ("nguyen", "N'Guyên", found.code, found.youth.code):
        answer = client.post(address, {"nom": typed})
        if typed != "nguyen":
            assert codes(answer) == {found.code}, typed
        assert f"={typed}" not in answer.content.decode()
    assert "Guy" not in caplog.text
    assert client.get(address, {"nom": "Guyen", "etape": "sent"}).url == f"{address}?etape=sent"


@pytest.mark.parametrize(
    "ordering", [None, "-reserved_on", "first_day", "stage_since", "-late_since"]
)
def test_every_order_ends_on_a_unique_key(two_services, signed_in, address, ordering):
    """Two pages show each row once, though a hundred share the same day."""
    for _ in range(60):
        PlacementFactory(
            youth=YouthFactory(service=two_services.saint_denis), tutor=two_services.tutor
        )
    client, seen = signed_in(two_services.coordinator), []
    for page in (1, 2):
        asked = {"p": page} | ({"ordering": ordering} if ordering else {})
        answer = client.get(address, asked)
        seen += [placement.code for placement in answer.context["object_list"]]
        assert answer.context["object_list"].query.order_by[-1] in ("pk", "-pk")
    assert len(seen) == len(set(seen)) == 60


@pytest.mark.parametrize("name", ["list", "export"])
def test_the_list_asks_as_much_for_40_rows_as_for_10(
    two_services, signed_in, address, name, monkeypatch
):
    monkeypatch.setattr(PlacementIndexView, "get_paginate_by", lambda view, queryset: 100)
    client, counts = signed_in(two_services.coordinator), []
    asked = address + ("?export=xlsx" if name == "export" else "")
    for more in (10, 30):
        for _ in range(more):
            placement = PlacementFactory(
                youth=YouthFactory(service=two_services.saint_denis), tutor=two_services.tutor
            )
            with perimeter([two_services.saint_denis]):
                Attendance.objects.create(
                    placement=placement,
                    week=timezone.localdate(),
                    hours=20,
                    recorded_by=two_services.tutor,
                )
        client.get(asked)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(asked).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_export_holds_filters_and_perimeter_and_is_logged(
    two_services, signed_in, address, files
):
    rows = sheet(signed_in(two_services.coordinator).get(f"{address}?etape=sent&export=xlsx"))
    assert rows[0][:4] == ["Parcours", "Jeune", "Nom", "Prénom"]
    assert [row[0] for row in rows[1:]] == [files[Stage.SENT].code]
    assert "None" not in {str(cell) for row in rows for cell in row if cell is not None}
    with perimeter([two_services.saint_denis]):
        trace = AccessLog.objects.get(door=AccessLog.Door.EXPORT)
        assert (trace.count, trace.user) == (1, two_services.coordinator)


def test_the_rows_shown_are_in_the_log_of_consultations(two_services, signed_in, address, files):
    signed_in(two_services.coordinator).get(address)
    with perimeter([two_services.saint_denis]):
        trace = AccessLog.objects.get(door=AccessLog.Door.LIST)
        assert (trace.count, trace.user) == (len(files), two_services.coordinator)


def test_a_tutor_reads_the_list_and_exports_nothing(two_services, signed_in, address, files):
    client = signed_in(two_services.tutor)
    assert codes(client.get(f"{address}?tuteur=moi")) == {each.code for each in files.values()}
    assert_refused(client.get(f"{address}?export=xlsx"), Refusal.BACK_HOME)
    assert "export=xlsx" not in client.get(address).content.decode()


def test_whoever_replaces_somebody_finds_their_files_among_their_own(
    two_services, signed_in, address, files
):
    colleague = tutor(two_services.saint_denis)
    today = timezone.localdate()
    Absence.objects.create(
        user=two_services.tutor,
        substitute=colleague,
        starts_on=today,
        ends_on=today,
        created_by=colleague,
    )
    found = codes(signed_in(colleague).get(f"{address}?tuteur=moi"))
    assert found == {each.code for each in files.values()}


def test_several_services_can_be_told_apart(two_services, signed_in, address, files):
    wide = coordinator(two_services.saint_denis)
    wide.perimeter_grants.create(service=two_services.nice, reason="Essai")
    client = signed_in(wide)
    both = codes(client.get(address))
    nice = codes(client.get(f"{address}?service={two_services.nice.pk}"))
    assert len(nice) == 1 and nice < both
    assert 'name="service"' not in signed_in(two_services.tutor).get(address).content.decode()


@pytest.mark.parametrize("role", [Role.NATIONAL, Role.PUBLISHER, Role.DPO, Role.ADMINISTRATOR])
def test_who_follows_no_file_finds_no_list(role, signed_in, address):
    client = signed_in(UserFactory(roles=[role]))
    for path in (address, reverse("work:agenda"), reverse("work:own_figures")):
        assert_refused(client.get(path), Refusal.BACK_HOME)
    assert address not in client.get("/admin/").content.decode()


def test_a_silence_is_found_by_its_reason_and_leaves_with_the_file(
    two_services, files, signed_in, address
):
    silent = files[Stage.SENT]
    word = words_of(LISTS["silence"])[0]
    with perimeter([two_services.saint_denis]):
        Placement.objects.filter(pk=silent.pk).update(
            stage=Stage.UNANSWERED,
            end_reason="no_answer",
            silence_reason=word.category,
            silence_word=word,
            hours_reserved=0,
        )
    client = signed_in(two_services.coordinator)
    query = f"motif=unanswered.{SilenceReason.FICHE_FORGOTTEN}"
    answer = client.get(f"{address}?{query}")
    assert codes(answer) == {silent.code}
    assert "(fiche entreprise oubliée)" in answer.text
    assert codes(client.get(f"{address}?motif=unanswered.unwilling")) == set()
    heads, row = sheet(client.get(f"{address}?{query}&export=xlsx"))
    assert row[heads.index("Motif du silence")] == "fiche entreprise oubliée"
