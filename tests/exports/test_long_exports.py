"""A list of many rows is made by the worker, for who asked, in what they may see then and later."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from psf.documents import storage
from psf.documents.models import Blob
from psf.exports import tasks
from psf.exports.enums import ExportState
from psf.exports.models import SILENT, Export
from psf.perimeter.models import AccessLog, PerimeterGrant
from psf.perimeter.scope import perimeter
from tests.factories.matching import YouthFactory
from tests.factories.offers import OfferFactory
from tests.refusals import Refusal, assert_refused

pytestmark = pytest.mark.django_db
YOUTHS = "wagtailsnippets_matching_youth:list"
OFFERS = "wagtailsnippets_offers_offer:list"


@pytest.fixture(autouse=True)
def long_from_three(monkeypatch, tmp_path, settings):
    monkeypatch.setattr("psf.spreadsheets.exports.MOST_AT_ONCE", 2)
    monkeypatch.setattr("psf.exports.making.AT_ONCE", 2)
    settings.PRIVATE_DIR = tmp_path / "private"


@pytest.fixture
def queued(monkeypatch):
    """Tasks asked of the worker, none of them run."""
    found = []
    monkeypatch.setattr("psf.exports.asking.async_task", lambda *args: found.append(args))
    return found


@pytest.fixture
def youths(two_services):
    with perimeter([two_services.saint_denis, two_services.nice]):
        YouthFactory(service=two_services.nice, last_name="Ailleurs")
        return [
            YouthFactory(service=two_services.saint_denis, last_name=name)
            for name in ("Tilleul", "Bouleau", "Sureau", "Orme", "Charme")
        ]


@pytest.fixture
def ask(queued, django_capture_on_commit_callbacks):
    """`ask(client)`: the export that this list became, and its page."""

    def asking(client, name=YOUTHS, typed=None, **params):
        address = reverse(name, query={"export": "xlsx", **params})
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(address, {"nom": typed}) if typed else client.get(address)
        export = Export.objects.latest("pk")
        assert answer.url == reverse("exports:export", args=[export.pk])
        return export

    return asking


def rows_of(answer):
    assert answer.status_code == 200
    book = load_workbook(BytesIO(answer.content), read_only=True)
    return list(book.active.iter_rows(values_only=True))


def file_of(export):
    return reverse("exports:file", args=[export.pk])


def test_the_worker_makes_a_long_list_and_its_reader_takes_it(
    two_services, signed_in, youths, ask, queued
):
    client = signed_in(two_services.coordinator)
    export = ask(client)
    page = reverse("exports:export", args=[export.pk])
    assert "attend son tour" in client.get(page).content.decode()
    assert client.get(file_of(export)).status_code == 404
    [(task, key)] = queued
    assert (task, key) == ("psf.exports.tasks.make", export.pk)
    tasks.make(key)
    assert "5 lignes" in client.get(page).content.decode()
    answer = client.get(file_of(export))
    assert "no-store" in answer["Cache-Control"]
    titles, *rows = rows_of(answer)
    assert titles[:3] == ("Code", "Nom", "Prénom")
    # As the list orders them, in batches of two.
    assert [row[1] for row in rows] == ["Bouleau", "Charme", "Orme", "Sureau", "Tilleul"]
    with perimeter([two_services.saint_denis]):
        log = AccessLog.objects.get(door=AccessLog.Door.EXPORT)
    assert (log.user, log.count) == (two_services.coordinator, 5)


def test_a_short_list_is_given_at_once(two_services, signed_in, youths, queued):
    address = reverse(YOUTHS, query={"export": "xlsx"})
    answer = signed_in(two_services.coordinator_nice).get(address)
    assert len(list(load_workbook(BytesIO(answer.getvalue())).active.iter_rows())) == 2
    assert not queued
    assert not Export.objects.exists()


def test_filters_and_what_was_typed_are_followed_and_then_forgotten(
    two_services, signed_in, youths, ask
):
    with perimeter([two_services.saint_denis]):
        for number in range(3):
            YouthFactory(
                service=two_services.saint_denis, last_name="Acacia", first_name=f"Lou{number}"
            )
    client = signed_in(two_services.coordinator)
    export = ask(client, typed="acacia", parcours="sans")
    assert export.asked["typed"] == "acacia"
    assert "acacia" not in export.asked["address"]
    tasks.make(export.pk)
    export.refresh_from_db()
    assert export.asked == {}
    _, *rows = rows_of(client.get(file_of(export)))
    assert {row[1] for row in rows} == {"Acacia"}
    assert len(rows) == 3


def test_asked_twice_it_is_made_once_and_run_twice_it_is_written_once(
    two_services, signed_in, youths, ask, queued
):
    client = signed_in(two_services.coordinator)
    export = ask(client)
    assert ask(client) == export
    assert len(queued) == 1
    tasks.make(export.pk)
    tasks.make(export.pk)
    assert Blob.objects.count() == 1
    with perimeter([two_services.saint_denis]):
        assert AccessLog.objects.filter(door=AccessLog.Door.EXPORT).count() == 1


def test_a_list_left_by_a_worker_that_died_is_begun_again(two_services, signed_in, youths, ask):
    export = ask(signed_in(two_services.coordinator))
    now = timezone.now()
    rows = Export.objects.filter(pk=export.pk)
    rows.update(state=ExportState.MAKING, moved_at=now)
    tasks.make(export.pk)
    assert rows.get().state == ExportState.MAKING
    rows.update(moved_at=now - SILENT - timedelta(seconds=1))
    tasks.make(export.pk)
    assert rows.get().state == ExportState.DONE


def test_nobody_else_takes_it(two_services, signed_in, youths, ask):
    export = ask(signed_in(two_services.coordinator))
    tasks.make(export.pk)
    for other in (two_services.tutor, two_services.coordinator_nice):
        client = signed_in(other)
        assert client.get(file_of(export)).status_code == 404
        assert client.get(reverse("exports:export", args=[export.pk])).status_code == 404


def test_who_lost_their_perimeter_before_gets_no_row(two_services, signed_in, youths, ask):
    export = ask(signed_in(two_services.coordinator))
    PerimeterGrant.objects.filter(user=two_services.coordinator).delete()
    tasks.make(export.pk)
    export.refresh_from_db()
    assert export.total == 0


def test_who_lost_their_perimeter_since_takes_nothing(two_services, signed_in, youths, ask):
    client = signed_in(two_services.coordinator)
    export = ask(client)
    tasks.make(export.pk)
    assert client.get(file_of(export)).status_code == 200
    PerimeterGrant.objects.filter(user=two_services.coordinator).delete()
    assert client.get(file_of(export)).status_code == 404


def test_who_lost_their_role_gets_nothing_made_and_takes_nothing(
    two_services, signed_in, youths, ask
):
    client = signed_in(two_services.coordinator)
    made, waiting = ask(client), ask(client, parcours="sans")
    tasks.make(made.pk)
    two_services.coordinator.groups.clear()
    tasks.make(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.state == ExportState.REFUSED
    assert waiting.blob is None
    assert client.get(file_of(made)).status_code in (302, 403)


def test_a_role_without_the_right_to_give_lists_out_is_refused(
    two_services, signed_in, youths, ask
):
    client = signed_in(two_services.coordinator)
    made = ask(client)
    tasks.make(made.pk)
    from psf.accounts.roles import Role

    two_services.coordinator.set_roles([Role.TUTOR])
    assert_refused(client.get(file_of(made)), Refusal.BACK_HOME)


def test_who_left_gets_nothing(two_services, signed_in, youths, ask):
    export = ask(signed_in(two_services.coordinator))
    type(two_services.coordinator).objects.filter(pk=two_services.coordinator.pk).update(
        is_active=False
    )
    tasks.make(export.pk)
    export.refresh_from_db()
    assert (export.state, export.blob) == (ExportState.REFUSED, None)


def test_trouble_is_said_and_nothing_is_kept(two_services, signed_in, youths, ask, monkeypatch):
    client = signed_in(two_services.coordinator)
    export = ask(client)

    def broken(*args):
        raise ValueError

    monkeypatch.setattr("psf.exports.making._loaded", broken)
    tasks.make(export.pk)
    page = client.get(reverse("exports:export", args=[export.pk])).content.decode()
    assert "n&#x27;a pas pu être préparée" in page or "n'a pas pu être préparée" in page
    assert not list(storage.names())


def test_after_a_day_nothing_is_left(
    two_services, signed_in, youths, ask, django_capture_on_commit_callbacks
):
    client = signed_in(two_services.coordinator)
    export = ask(client)
    tasks.make(export.pk)
    assert len(list(storage.names())) == 1
    assert tasks.purge() == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.purge(now=timezone.now() + timedelta(hours=25)) == 1
    assert not Export.objects.exists()
    assert not Blob.objects.exists()
    assert not list(storage.names())
    assert client.get(file_of(export)).status_code == 404


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_a_registry_of_offers_is_made_the_same_way(
    two_services, signed_in, queued, django_capture_on_commit_callbacks, format
):
    offers = [OfferFactory(service=two_services.saint_denis) for _ in range(3)]
    client = signed_in(two_services.coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        client.get(reverse(OFFERS, query={"export": format}))
    [(_, key)] = queued
    tasks.make(key)
    answer = client.get(reverse("exports:file", args=[key]))
    if format == "csv":
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert lines[0].startswith("Code;Entreprise")
        codes = {line.split(";")[0] for line in lines[1:]}
    else:
        codes = {row[0] for row in rows_of(answer)[1:]}
    assert codes == {offer.code for offer in offers}


def test_each_batch_asks_as_much_whatever_the_list_holds(two_services, signed_in, youths, ask):
    with perimeter([two_services.saint_denis]):
        for _ in range(6):
            YouthFactory(service=two_services.saint_denis)
    export = ask(signed_in(two_services.coordinator))
    with CaptureQueriesContext(connection) as seen:
        tasks.make(export.pk)
    batches = -(-11 // 2)
    assert len([q for q in seen if '"matching_youth"' in q["sql"]]) <= 3 * batches + 3
