"""Everything that hangs on a young person goes, whatever the table; what is counted stays."""

from datetime import timedelta

import pytest
from django.db import connection, models, transaction
from django.utils import timezone

from matching.enums import EndOfRecord, Situation
from matching.models import (
    Placement,
    StatisticalPlacement,
    StatisticalYouth,
    Youth,
)
from matching.placements.integrity import wrong_budgets, wrongly_busy_slots
from matching.retention import reach
from matching.retention.anonymising import YOUTH, Busy, forget
from matching.retention.ledger import forget_youths
from matching.retention.reach import Unreached
from matching.youths.handover import family_of
from matching.youths.merge import merge
from offers.models import OfferBudget
from psf.documents import storage
from psf.documents.models import Blob
from psf.documents.tasks import clean_private_files
from psf.imports.models import ImportLine
from psf.ledger import Erasure, file
from psf.perimeter import catalog
from psf.perimeter.scope import all_services, perimeter
from psf.personal import keys
from psf.personal.rules import TABLES, Person, every_model
from psf.workflow.errors import Refused
from psf.workflow.models import Event
from tests.factories.journey import move_into_the_past
from tests.factories.matching import GuardianFactory, YouthFactory
from tests.matching.retention.conftest import Stage
from tests.matching.retention.looking import logs, tables_with
from tests.perimeter.canary import PK, canary_record

pytestmark = [pytest.mark.django_db(), pytest.mark.database]
RULE = EndOfRecord.CLOSED


@pytest.fixture
def record(two_services):
    """A closed record with a canary in every text column of every protected table."""
    record = canary_record(two_services)
    with perimeter([two_services.saint_denis]):
        Placement.objects.filter(pk=PK).update(stage=Stage.CLOSED, hours_reserved=0)
    return record


def forgotten(youth, service, **kwargs):
    with perimeter([service]):
        forget(family_of(youth), rule=RULE, **kwargs)


def the_young_person(placement):
    with perimeter([placement.service_id]):
        return placement.youth


def test_no_table_keeps_a_word_of_them(record, two_services, private):
    before = tables_with(*record.signs)
    assert {"matching_youth", "matching_guardian", "messaging_message"} <= before.keys()
    [name] = {name for name, _ in storage.names()}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(transaction, "on_commit", lambda do: do())
        forgotten(record.youth, two_services.saint_denis)
    # Tables that refer to nobody (logs, imports of the day, bordereaux) hold codes, and here what the
    # canary wrote in their place.
    apart = {model._meta.db_table for model in record.rows.keys() - reach.reached_models()}
    assert set(tables_with(*record.signs)) <= apart
    assert logs() & apart and "matching_youth" not in apart
    assert (list(storage.names()), Blob.objects.filter(name=name).count()) == ([], 0)
    assert [(line.erasure.key, line.erasure.rule) for line in file.lines()] == [
        (record.youth.code, RULE)
    ]


def test_a_file_of_which_the_process_died_before_erasing_it_is_erased_by_the_cleaning(
    record, two_services
):
    forgotten(record.youth, two_services.saint_denis)  # Nothing is committed in a test.
    assert len(list(storage.names())) == 1
    assert clean_private_files(now=timezone.now().timestamp() + 4000) == 1
    assert list(storage.names()) == []


def test_a_table_added_later_is_emptied_by_its_keys(record, two_services, monkeypatch):
    class Later(models.Model):
        words = models.TextField()
        guardian = models.ForeignKey("matching.Guardian", models.PROTECT)

        class Meta:
            app_label = "matching"

        def __str__(self):
            return self.words

    class LaterStill(models.Model):
        later = models.ForeignKey(Later, models.PROTECT)
        emptied = models.ForeignKey(
            "matching.Placement", models.SET_NULL, null=True, related_name="+"
        )

        class Meta:
            app_label = "matching"

        def __str__(self):
            return str(self.pk)

    try:
        known = every_model()
        monkeypatch.setattr(keys, "every_model", lambda: list({*known, Later, LaterStill}))
        with connection.schema_editor() as editor:
            editor.create_model(Later)
            editor.create_model(LaterStill)
        from matching.models import Guardian

        guardian = record.rows[Guardian]
        mine = Later.objects.create(words="Zyxcanari", guardian=guardian)
        LaterStill.objects.create(later=mine)
        with perimeter([two_services.saint_denis]):
            other = GuardianFactory(youth=YouthFactory(service=two_services.saint_denis))
        others = Later.objects.create(words="autre", guardian=other)
        kept = LaterStill.objects.create(later=others, emptied_id=record.placement.pk)
        forgotten(record.youth, two_services.saint_denis)
        assert list(Later.objects.all()) == [others]
        assert list(LaterStill.objects.values_list("pk", "emptied")) == [(kept.pk, None)]
    finally:
        from django.apps import apps

        for name in ("later", "laterstill"):
            apps.all_models["matching"].pop(name, None)
        apps.clear_cache()


@pytest.mark.parametrize(
    "table",
    [
        "create table note_a (id int primary key, j bigint references matching_youth)",
        "create table note_b (id int primary key, g bigint references matching_guardian)",
        "create table note_c (youth_id bigint)",
    ],
)
def test_a_table_that_no_model_reaches_stops_everything(record, two_services, table):
    with connection.cursor() as cursor:
        cursor.execute(table)
    with pytest.raises(Unreached, match="note_"), transaction.atomic():
        forgotten(record.youth, two_services.saint_denis)
    with perimeter([two_services.saint_denis]):
        assert Youth.objects.filter(pk=PK).exists()
    assert file.last_line() is None


def test_every_table_about_young_people_is_reached():
    reached = {model._meta.db_table for model in reach.reached_models()}
    assert set(catalog.tables_of_young_people()) <= reached
    # Lines of imports are found by the code that they made, contents by the rows that hold them.
    about = {
        table.model
        for table in TABLES
        if table.person in (Person.YOUTH, Person.GUARDIAN) and table.about
    }
    labels = {model._meta.label for model in reach.reached_models()}
    logged = {model._meta.label for model in every_model() if getattr(model, "is_a_log", False)}
    assert about <= labels | logged | {ImportLine._meta.label, Blob._meta.label}


def test_those_merged_go_with_the_record_and_are_one_person(two_services):
    service = two_services.saint_denis
    kept, absorbed, earlier = (YouthFactory(service=service) for _ in range(3))
    with perimeter([service]):
        merge(absorbed, earlier, by=two_services.coordinator)
        merge(kept, absorbed, by=two_services.coordinator)
        forget(family_of(kept), rule=RULE, manifest="B-2026-00001")
        assert not Youth.objects.filter(pk__in=[kept.pk, absorbed.pk, earlier.pk]).exists()
        assert StatisticalYouth.objects.count() == 1
    assert {line.erasure.key for line in file.lines()} == {kept.code, absorbed.code, earlier.code}
    assert {line.erasure.manifest for line in file.lines()} == {"B-2026-00001"}


def test_a_family_goes_whole_or_not_at_all(two_services):
    service = two_services.saint_denis
    kept, absorbed = (YouthFactory(service=service) for _ in range(2))
    with perimeter([service]):
        merge(kept, absorbed, by=two_services.coordinator)
        with pytest.raises(ValueError, match="merged"), transaction.atomic():
            forget([kept.pk], rule=RULE)
        assert Youth.objects.filter(pk__in=[kept.pk, absorbed.pk]).count() == 2
    assert file.last_line() is None


def test_an_open_parcours_is_never_forgotten(file_at, two_services):
    placement = file_at(Stage.IN_COMPANY)
    with pytest.raises(Refused, match="parcours est ouvert"):
        forgotten(placement.youth, two_services.saint_denis)


def test_what_is_not_in_sight_is_not_forgotten(two_services):
    youth = YouthFactory(service=two_services.nice)
    with perimeter([two_services.saint_denis]), pytest.raises(LookupError):
        forget([youth.pk], rule=RULE)


def test_what_is_counted_says_months_and_codes(file_at, two_services):
    placement = file_at(Stage.CLOSED)
    youth = placement.youth
    with perimeter([two_services.saint_denis]):
        hours = sum(row.hours for row in placement.attendances.all())
        days = (placement.meeting_held_on - placement.sent_on).days
        forget(family_of(youth), rule=RULE)
        [person] = StatisticalYouth.objects.all()
        [row] = StatisticalPlacement.objects.all()
    assert person.service_id == two_services.saint_denis.pk
    assert (person.age_band, person.sex, person.rule) == ("16_17", youth.sex, RULE)
    assert person.last_situation == youth.situation
    assert person.entered_in == timezone.localdate(youth.created_at).replace(day=1)
    assert (row.stage, row.hours_done, row.days_to_meeting) == (Stage.CLOSED, hours, days)
    assert (row.way_on, row.buyer_kind) == ("school", placement.offer.contract.buyer.kind)
    assert row.started_in == placement.started_on.replace(day=1)
    assert row.number == 1
    text = "".join(str(value) for value in {**vars(person), **vars(row)}.values())
    for word in (youth.last_name, youth.code, placement.code, youth.commune.name):
        assert word not in text


def test_an_exact_date_is_refused_by_the_database(file_at, two_services):
    from django.db import IntegrityError

    forgotten(file_at(Stage.CLOSED).youth, two_services.saint_denis)
    for model, column in ((StatisticalYouth, "entered_in"), (StatisticalPlacement, "met_in")):
        with (
            perimeter([two_services.saint_denis]),
            pytest.raises(IntegrityError, match="months"),
            transaction.atomic(),
        ):
            model.objects.update(**{column: timezone.localdate().replace(day=2)})


def test_events_undone_files_replaced_and_links_passed_on_do_not_hold_each_other(
    file_at, two_services
):
    """Keys from a row to another of the same table: all go in one statement."""
    placement = file_at(Stage.CLOSED)
    with perimeter([two_services.saint_denis]):
        first, *_others, last = Event.objects.filter(placement=placement).order_by("pk")
        Event.objects.filter(pk=first.pk).update(undone_by=last)
        forget(family_of(placement.youth), rule=RULE)
        assert not Event.objects.filter(pk=first.pk).exists()


def test_a_code_is_never_given_again(two_services):
    youth = YouthFactory(service=two_services.saint_denis)
    forgotten(youth, two_services.saint_denis)
    assert YouthFactory(service=two_services.saint_denis).code > youth.code


def test_an_account_that_writes_somewhere_else_is_left_alone(record, two_services):
    """Keys lead from rows to the person, never back: whom a record names stays."""
    forgotten(record.youth, two_services.saint_denis)
    two_services.tutor.refresh_from_db()
    record.placement.host_slot.refresh_from_db()
    record.placement.offer.budget.refresh_from_db()


def test_it_is_busy_where_a_lock_is_waited_for(two_services, monkeypatch):
    """Simulated: whoever holds a row is another connection (test_races)."""
    youth = YouthFactory(service=two_services.saint_denis)
    monkeypatch.setattr("matching.retention.anonymising._claimed", lambda families: [])
    with pytest.raises(Busy):
        forgotten(youth, two_services.saint_denis)
    with all_services("test"):
        assert Youth.objects.filter(pk=youth.pk, situation=Situation.READY).exists()
    assert file.last_line() is None


def test_a_record_is_forgotten_long_after(file_at, two_services):
    placement = file_at(Stage.CLOSED)
    with perimeter([two_services.saint_denis]):
        move_into_the_past(placement, 800)
    forgotten(
        the_young_person(placement),
        two_services.saint_denis,
        now=timezone.now() + timedelta(days=1),
    )


@pytest.mark.parametrize("stage", [Stage.RESERVED, Stage.IN_COMPANY, Stage.REVIEW])
def test_forgotten_again_where_a_parcours_is_still_open_its_place_and_hours_are_let_go(
    file_at, stage
):
    """The backup is older than its end."""
    placement = file_at(stage)
    code = the_young_person(placement).code
    assert forget_youths([Erasure(YOUTH, code, RULE, timezone.now())]) == 1
    budget = OfferBudget.objects.get(pk=placement.offer_id)
    assert budget.reserved == 0
    with all_services("test"):
        assert list(wrong_budgets()) == []
        assert list(wrongly_busy_slots()) == []
        assert not Placement.objects.exists()
    assert file.last_line() is None


def test_somebody_younger_than_the_erasure_is_somebody_else(two_services, caplog):
    youth = YouthFactory(service=two_services.saint_denis)
    before = youth.created_at - timedelta(seconds=1)
    assert forget_youths([Erasure(YOUTH, youth.code, RULE, before)]) == 0
    assert "given again to somebody else" in caplog.text
    with all_services("test"):
        assert Youth.objects.filter(pk=youth.pk).exists()
