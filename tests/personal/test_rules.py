"""Every column has a rule; every rule names what is there and what ends it."""

import json
import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone
from django.utils.module_loading import import_string

from matching.models.durations import DURATIONS as DECIDED
from psf.personal import data_map
from psf.personal.rules import (
    DURATIONS,
    IMPERSONAL,
    TABLES,
    Fate,
    Person,
    Shown,
    Span,
    Table,
    coverage,
    rows_about,
    tables_about,
)
from resources.models import MissedSearch
from tests.factories.matching import GuardianFactory, YouthFactory, retention

ROOT = Path(__file__).resolve().parents[2]
# Whose rows a lookup may lead to.
PEOPLE = {
    Person.YOUTH: {"matching.Youth"},
    Person.GUARDIAN: {"matching.Guardian"},
    Person.CONTACT: {"offers.CompanyContact", "offers.BuyerContact"},
    Person.STAFF: {"accounts.User"},
    Person.QUOTED: {"resources.Testimonial"},
    Person.VISITOR: set(),
}


def named(entry):
    return getattr(entry, "model", None) or getattr(entry, "key", "")


def test_every_column_of_every_table_has_a_rule():
    found = coverage()
    assert found.columns > 1_000
    assert found.missing == []
    assert found.unknown == []


def test_a_new_table_without_a_rule_is_named():
    try:

        class Throwaway(models.Model):  # noqa: DJ008
            nickname = models.CharField(max_length=20)

            class Meta:
                app_label = "matching"

        assert coverage().missing == ["matching.Throwaway.id", "matching.Throwaway.nickname"]
        with pytest.raises(CommandError, match=r"Throwaway\.nickname"):
            call_command("personal_data")
    finally:
        apps.all_models["matching"].pop("throwaway")
        apps.clear_cache()


def test_a_new_column_without_a_rule_is_named():
    field = models.CharField(max_length=20)
    try:
        field.contribute_to_class(MissedSearch, "typed_by")
        assert coverage().missing == ["resources.MissedSearch.typed_by"]
    finally:
        MissedSearch._meta.local_fields.remove(field)
        MissedSearch._meta._expire_cache()
        delattr(MissedSearch, "typed_by")


def test_a_rule_of_a_column_that_is_gone_is_named(monkeypatch):
    table = TABLES["resources.MissedSearch"]
    gone = Table(**{name: getattr(table, name) for name in table.__slots__} | {"technical": ("x",)})
    monkeypatch.setitem(TABLES._entries, table.model, gone)
    assert coverage().unknown == ["resources.MissedSearch.x"]
    assert coverage().missing == ["resources.MissedSearch.id"]


def test_no_table_is_said_both_to_be_about_people_and_not_to_be():
    impersonal = [label for group in IMPERSONAL for label in group.models]
    assert len(impersonal) == len(set(impersonal))
    assert {table.model for table in TABLES}.isdisjoint(impersonal)


@pytest.mark.parametrize("table", TABLES, ids=named)
def test_a_table_names_its_duration_and_the_way_to_its_people(table):
    assert table.duration in DURATIONS
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names)) and set(names).isdisjoint(table.technical)
    model = apps.get_model(table.model)
    for about, person in [(table.about, table.person)] + [
        (each.lookup, each.person) for each in table.also
    ]:
        if about:
            assert table._leads_to(about)._meta.label in PEOPLE[person]
            assert table.keyed or model._base_manager.filter(**{about: 1}).query
    for each in table.also:
        assert not each.duration or each.duration in DURATIONS
    for column in table.columns:
        assert bool(column.counted_as) == (column.fate == Fate.COUNTED), column


@pytest.mark.parametrize("duration", DURATIONS, ids=named)
def test_what_ends_a_duration_is_there(duration):
    assert callable(duration.ending())


@pytest.mark.parametrize("table", [each for each in TABLES if each.ended_by], ids=named)
def test_what_ends_a_table_is_there(table):
    assert callable(import_string(table.ended_by))


def test_each_duration_is_that_of_some_table_and_each_number_comes_from_somewhere():
    assert {table.duration for table in TABLES} | {
        each.duration for table in TABLES for each in table.also if each.duration
    } == {duration.key for duration in DURATIONS}
    for duration in DURATIONS:
        assert ("{length}" in duration.words) == (duration.fixed is not None), duration.key
        assert not re.search(r"\d", duration.words), f"{duration.key}: a number written out"
        assert "{" not in duration.in_words(by_default=True)


def test_what_somebody_must_decide_is_a_dated_setting():
    """Only what machines need, for hours, is written in code."""
    fixed = [each for each in DURATIONS if each.fixed]
    assert fixed and not any(each.to_verify or each.fixed.months for each in fixed)
    decided = {name for each in DURATIONS for name in re.findall(r"{(\w+)}", each.words)} - {
        "length"
    }
    assert decided | {"accident_months"} == set(DECIDED)


@pytest.mark.django_db
def test_a_duration_of_the_dated_settings_counts_as_they_say():
    now = timezone.now()
    retention(access_log_months=18, task_days=7)
    assert DURATIONS["log"].before(now) == Span(months=18).before(now)
    assert DURATIONS["link"].before(now) == Span(months=12).before(now)
    assert DURATIONS["task"].before(now) == Span(days=7).before(now)
    with pytest.raises(ValueError, match="which of"):
        DURATIONS["file"].before(now)


def test_months_are_those_of_the_calendar_in_paris():
    at = datetime(2027, 3, 31, 0, 30, tzinfo=ZoneInfo("Europe/Paris"))
    assert Span(months=1).before(at).date() == date(2027, 2, 28)
    assert Span(hours=24).before(at).date() == date(2027, 3, 30)
    assert [str(Span(months=12)), str(Span(days=1)), str(Span(hours=24))] == [
        "12 mois",
        "1 jour",
        "24 heures",
    ]


def texts():
    for table in TABLES:
        yield table.purpose
        yield from {column.counted_as for column in table.columns if column.counted_as}
    for group in IMPERSONAL:
        yield group.why
    for duration in DURATIONS:
        yield duration.label
        yield duration.in_words(by_default=True)


@pytest.mark.parametrize("text", sorted(set(texts())))
def test_what_people_read_of_a_rule_is_french_and_no_code(text):
    assert not re.search(r"[_`'\"{}<>=]|\b[a-z]+\.[a-z]+|  ", text), text
    assert not text.endswith("."), text
    assert not re.search(r"(?<![  ])[;:?!»]|«(?![  ])", text), text


def test_who_did_it_is_never_shown_to_another_person():
    for table in TABLES:
        if table.person != Person.STAFF:
            for column in table.columns:
                field = apps.get_model(table.model)._meta.get_field(column.name)
                if field.is_relation and field.related_model._meta.label == "accounts.User":
                    assert column.shown == Shown.NO, f"{table.model}.{column.name}"
                    assert column.person == Person.STAFF, f"{table.model}.{column.name}"


def test_no_secret_is_shown():
    secret = re.compile(r"nonce|(?<!wants_)digest|hash|password|token|sha256|memory")
    for table in TABLES:
        for column in table.columns:
            if secret.search(column.name):
                assert column.shown == Shown.NO, f"{table.model}.{column.name}"


def test_free_texts_about_young_people_are_read_again_before_they_are_given():
    """What is typed freely may name others: no text of a hundred characters or more goes as it is."""
    own = {
        *("Youth.email", "Youth.address", "Youth.birth_place", "Youth.last_training"),
        *("Guardian.email", "ChecklistTick.item", "Blob.content_type"),
        # A code, by the rule of Wagtail's labels here.
        *("ProtectedLogEntry.label", "ProtectedLogEntry.action"),
    }
    for table in TABLES:
        if table.person == Person.YOUTH:
            model = apps.get_model(table.model)
            for column in table.columns:
                field = model._meta.get_field(column.name)
                free = isinstance(field, models.TextField) or (
                    isinstance(field, models.CharField)
                    and not field.choices
                    and field.max_length >= 100
                )
                name = f"{table.model.partition('.')[2]}.{column.name}"
                if free and name not in own and column.person is None:
                    assert column.shown in (Shown.REREAD, Shown.NO), name


@pytest.mark.django_db
def test_rows_are_found_by_their_person(two_services):
    from psf.perimeter.access import Door, record_access_by
    from psf.perimeter.scope import perimeter

    with perimeter([two_services.saint_denis]):
        youth = YouthFactory(service=two_services.saint_denis)
        other = YouthFactory(service=two_services.saint_denis)
        guardian = GuardianFactory(youth=youth)
        for each in (youth, other):
            record_access_by(two_services.tutor, each, Door.FORM)
        about = {table.model: table for table in tables_about(Person.YOUTH)}
        assert rows_about(about["matching.Youth"], youth).get() == youth
        assert rows_about(about["perimeter.AccessLog"], youth).get().record == youth.pk
        assert rows_about(about["perimeter.AccessLog"], two_services.tutor).count() == 2
        assert rows_about(about["messaging.Message"], youth).count() == 0
        for table in about.values():
            assert not rows_about(table, other).filter(pk__in=[]).exists()
        guardians = {table.model: table for table in tables_about(Person.GUARDIAN)}
        assert rows_about(guardians["matching.Guardian"], guardian).get() == guardian
        assert rows_about(guardians["matching.Guardian"], youth).count() == 0


def test_the_command_says_it_all_to_a_program(capsys):
    call_command("personal_data", json=True)
    said = capsys.readouterr().out
    assert re.match(r'{\s*"columns": \d+,\s*"missing": \[\]', said)
    found = json.loads(said)
    assert len(found["tables"]) == len(TABLES)
    assert {"model", "person", "purpose", "ground", "duration", "ended_by"} <= set(
        found["tables"][0]
    )


def test_the_map_of_the_aipd_is_up_to_date():
    """Written again by `manage.py personal_data --markdown > docs/aipd-data-map.md`."""
    written = (ROOT / "docs/aipd-data-map.md").read_text(encoding="utf-8")
    assert written == data_map.as_markdown()
