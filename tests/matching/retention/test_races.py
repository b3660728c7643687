"""Somebody writes in a record while it is being forgotten: one of them is told, nobody breaks."""

import time

import pytest
from django.utils import timezone

from matching.models import Guardian, ManifestLine, Youth
from matching.retention import anonymising, nightly, seams
from matching.retention.anonymising import Busy, forget
from matching.youths.handover import family_of
from psf.perimeter.scope import all_services, perimeter
from psf.workflow.models import Event
from tests.editing.every_form import address_of, on_page
from tests.editing.test_races import form_of, held_once_compared, race  # noqa: F401
from tests.factories.accounts import coordinator
from tests.factories.matching import GuardianFactory, YouthFactory
from tests.factories.territories import ServiceFactory
from tests.matching.retention import deciding
from tests.matching.retention.looking import logs, tables_with
from tests.own_database import db  # noqa: F401

pytestmark = pytest.mark.today
# Less than PostgreSQL waits before it ends one of two that wait for each other.
DEADLOCK_SECONDS = 1


@pytest.fixture
def service(db):  # noqa: F811
    return ServiceFactory(name="PSAD de Saint-Denis")


@pytest.fixture
def youth(service):
    youth = YouthFactory(service=service, last_name="Zyxcourse")
    GuardianFactory(youth=youth, last_name="Zyxcourse")
    return youth


@pytest.fixture
def editor(signed_in, service):
    return signed_in(coordinator(service, username="coordination"))


@pytest.fixture
def held_before_the_ledger(race, monkeypatch):  # noqa: F811
    """Everything is deleted; the transaction has not committed."""
    record = anonymising.record

    def slowly(erasures):
        lines = record(erasures)
        race.hold()
        return lines

    monkeypatch.setattr(anonymising, "record", slowly)


def forgets(youth):
    def act():
        with perimeter([youth.service_id]):
            forget(family_of(youth), rule="closed")
        return "forgotten"

    return act


def exists(youth) -> bool:
    with all_services("test"):
        return Youth.objects.filter(pk=youth.pk).exists()


def test_a_record_that_is_being_saved_is_left_for_later(
    race,  # noqa: F811
    held_once_compared,  # noqa: F811
    editor,
    youth,
):
    address = address_of(form_of(Youth), youth)
    shown = on_page(editor.get(address))
    saved, refused = race.run(
        lambda: editor.post(address, shown | {"phone": "06 39 98 22 22"}), forgets(youth)
    )
    assert saved.status_code == 302
    assert isinstance(refused, Busy)
    with perimeter([youth.service_id]):
        assert Youth.objects.get(pk=youth.pk).phone == "06 39 98 22 22"
    assert forgets(youth)() == "forgotten"
    assert not exists(youth)


def test_whoever_saves_a_record_that_is_being_forgotten_finds_it_gone(
    race,  # noqa: F811
    held_before_the_ledger,
    editor,
    youth,
):
    address = address_of(form_of(Youth), youth)
    shown = on_page(editor.get(address))
    forgotten, answer = race.run(
        forgets(youth), lambda: editor.post(address, shown | {"phone": "06 39 98 22 22"})
    )
    assert forgotten == "forgotten"
    # Told that it changed, with what they typed; saved again, it is not there any more.
    assert answer.status_code == 200
    assert editor.post(address, shown).status_code == 404
    assert not exists(youth)
    assert set(tables_with("zyxcourse", "06 39 98 22 22")) <= logs()


def test_what_is_noted_about_somebody_being_forgotten_is_not_kept(
    race,  # noqa: F811
    held_before_the_ledger,
    youth,
):
    """A row that comes late has nobody to hang on."""

    def notes():
        with perimeter([youth.service_id]):
            Event.objects.create(
                kind="note",
                name="note",
                label="Note",
                text="Zyxcourse",
                at=timezone.now(),
                youth_id=youth.pk,
                service_id=youth.service_id,
            )

    forgotten, refused = race.run(forgets(youth), notes)
    assert forgotten == "forgotten"
    assert "follows_youth" in str(refused)
    assert tables_with("zyxcourse") == {}


def test_whoever_holds_a_row_that_hangs_on_it_is_given_way(
    race,  # noqa: F811
    youth,
):
    def holds():
        with perimeter([youth.service_id]):
            guardian = Guardian.objects.select_for_update(of=("self",)).get(youth=youth)
            race.hold()
            time.sleep(DEADLOCK_SECONDS)  # Neither is ended: we gave way.
            guardian.phone = "06 39 98 22 22"
            guardian.save()
        return "saved"

    saved, refused = race.run(holds, forgets(youth))
    assert (saved, type(refused)) == ("saved", Busy)
    assert exists(youth)


def test_one_record_held_does_not_keep_the_others_of_its_batch(
    race,  # noqa: F811
    youth,
    service,
    monkeypatch,
):
    monkeypatch.setattr(seams, "due", deciding.due)
    deciding.decide()
    others = [YouthFactory(service=service) for _ in range(3)]
    with perimeter([service]):
        deciding.close([youth, *others], timezone.localdate())

    def holds():
        with perimeter([service]):
            Guardian.objects.select_for_update(of=("self",)).get(youth=youth)
            race.hold()
            time.sleep(2 * DEADLOCK_SECONDS)  # While it is tried with the others, then alone.
        return "held"

    _held, report = race.run(holds, nightly.run)
    assert (report.forgotten, report.busy) == (3, 1)
    assert exists(youth)
    with all_services("test"):
        waiting = ManifestLine.objects.filter(outcome="waiting")
        assert list(waiting.values_list("code", flat=True)) == [youth.code]
    assert nightly.run().forgotten == 1


def test_two_nights_at_once_forget_each_record_once(race, service, monkeypatch):  # noqa: F811
    monkeypatch.setattr(seams, "due", deciding.due)
    monkeypatch.setattr(nightly, "BATCH", 2)
    deciding.decide()
    youths = [YouthFactory(service=service) for _ in range(5)]
    with perimeter([service]):
        deciding.close(youths, timezone.localdate())
    forget_all = nightly.forget_all

    def slowly(*args, **kwargs):
        found = forget_all(*args, **kwargs)
        race.hold()
        return found

    monkeypatch.setattr(nightly, "forget_all", slowly)
    first, second = race.run(nightly.run, nightly.run)
    assert (first.forgotten, second.forgotten, second.drawn_up) == (5, 0, 0)
    assert not any(exists(youth) for youth in youths)
