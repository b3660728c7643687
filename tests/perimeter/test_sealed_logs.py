"""Logs are only added to: the database refuses the rest, whoever asks, its owner included."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone
from wagtail.log_actions import log

from matching.models import RetentionPolicy
from psf.accounts.models import AccountLogEntry
from psf.accounts.roles import Role
from psf.perimeter import catalog
from psf.perimeter.access import Door, record_access_by
from psf.perimeter.models import AccessLog, ProtectedLogEntry
from psf.perimeter.scope import perimeter
from tests.factories.accounts import UserFactory
from tests.factories.matching import YouthFactory, retention

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LOGS = {
    "perimeter_accesslog": "at",
    "perimeter_protectedlogentry": "timestamp",
    "accounts_accountlogentry": "timestamp",
}


@pytest.fixture
def traces(two_services):
    """One of each log, in sight."""
    youth = YouthFactory(service=two_services.saint_denis)
    with perimeter([two_services.saint_denis, two_services.nice]):
        record_access_by(two_services.tutor, youth, Door.FORM)
        log(instance=youth, action="wagtail.edit", user=two_services.tutor)
        log(instance=two_services.tutor, action="wagtail.edit", user=two_services.tutor)
        # What waits to be checked would forbid any change of these tables, for another reason.
        run("set constraints all immediate")
        yield


def refused(sql, parameters=()):
    with pytest.raises(ProgrammingError, match="only added to"), transaction.atomic():
        run(sql, parameters)


def run(sql, parameters=()) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.rowcount


def aged(table, months):
    """As if the traces had been written that long before; by who may alter the table."""
    run(f"alter table {table} disable trigger seal_rows")
    run(
        f"update {table} set {LOGS[table]} = now() - make_interval(months => %s) - interval '1 hour'",
        [months],
    )
    run(f"alter table {table} enable always trigger seal_rows")


@pytest.mark.parametrize("table", LOGS)
def test_sql_of_the_owner_changes_deletes_and_empties_no_log(traces, table):
    """The tests' role owns these tables, as the application's does."""
    assert run(f"select from {table}") >= 1
    refused(f"update {table} set {LOGS[table]} = now()")
    refused(f"delete from {table}")
    refused(f"truncate {table}")
    refused(f"truncate {table} cascade")
    assert run(f"select from {table}") >= 1


def test_emptying_a_table_below_does_not_empty_the_logs_with_it(traces):
    refused("truncate territories_service cascade")
    refused("truncate accounts_user cascade")


def test_the_application_deletes_and_rewrites_none(traces):
    for model, change in (
        (AccessLog, {"code": "autre"}),
        (AccountLogEntry, {"label": "autre"}),
        (ProtectedLogEntry, {"label": "autre"}),
    ):
        row = model.objects.latest("pk")
        for attack in (
            model.objects.all().delete,
            row.delete,
            lambda model=model, change=change: model.objects.update(**change),
            lambda row=row, change=change: save(row, change),
        ):
            with pytest.raises(ProgrammingError, match="only added to"), transaction.atomic():
                attack()


def save(row, change):
    for name, value in change.items():
        setattr(row, name, value)
    row.save()


def test_a_handover_moves_the_history_of_a_record_and_nothing_else_of_it(traces, two_services):
    rows = ProtectedLogEntry.objects.filter(service=two_services.saint_denis)
    assert rows.update(service=two_services.nice) == 1
    with pytest.raises(ProgrammingError, match="only added to"), transaction.atomic():
        ProtectedLogEntry.objects.update(service=two_services.saint_denis, label="autre")


def test_a_session_that_calls_itself_a_replica_is_refused_too():
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgrelid::regclass::text, tgenabled from pg_trigger where tgname like 'seal_%%'"
        )
        triggers = cursor.fetchall()
    assert sorted(triggers) == sorted((table, "A") for table in LOGS for _ in range(2))


@pytest.mark.parametrize("table", LOGS)
def test_a_trace_may_go_once_its_duration_has_passed(traces, table):
    aged(table, 11)
    refused(f"delete from {table}")
    aged(table, 12)
    assert run(f"delete from {table}") >= 1


@pytest.mark.parametrize(("months", "age", "goes"), [(18, 13, False), (18, 18, True), (6, 6, True)])
def test_the_duration_is_the_dated_setting(traces, months, age, goes):
    retention(
        access_log_months=max(months, 12),
        valid_from=timezone.localdate() - timedelta(days=900),
    )
    if months < 12:
        # A shorter version holds for what is written from then on.
        day = timezone.localdate() + timedelta(days=1)
        retention(access_log_months=months, valid_from=day)
        goes = False
    aged("perimeter_accesslog", age)
    if goes:
        assert run("delete from perimeter_accesslog") == 1
    else:
        refused("delete from perimeter_accesslog")


def test_nobody_shortens_a_duration_to_delete_what_was_written_under_it(traces):
    today = timezone.localdate()
    held = retention(valid_from=today - timedelta(days=300))
    aged("perimeter_accesslog", 3)
    retention(access_log_months=1, valid_from=today)
    refused("delete from perimeter_accesslog")
    for attack in (
        lambda: RetentionPolicy.objects.update(access_log_months=1),
        lambda: RetentionPolicy.objects.update(valid_from=today + timedelta(days=3)),
        held.delete,
        lambda: run("truncate matching_retentionpolicy cascade"),
        lambda: retention(access_log_months=1, valid_from=today - timedelta(days=200)),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            attack()
    refused("delete from perimeter_accesslog")


def test_no_command_empties_the_logs(traces):
    with pytest.raises(CommandError), transaction.atomic():
        call_command("flush", interactive=False, verbosity=0)
    assert AccessLog.objects.exists()


def test_the_report_says_which_log_is_no_longer_sealed(db, capsys):
    assert catalog.logs() == sorted(LOGS)
    assert catalog.sealed_logs() == sorted(LOGS)
    run("alter table perimeter_accesslog disable trigger seal_rows")
    assert "perimeter_accesslog" not in catalog.sealed_logs()
    with pytest.raises(SystemExit):
        call_command("perimeter_report", json=True)
    assert '"logs_unsealed": ["perimeter_accesslog"]' in capsys.readouterr().out


def test_an_administrator_has_no_screen_that_deletes_a_trace(traces, signed_in, two_services):
    administrator = UserFactory(
        roles=[Role.ADMINISTRATOR, Role.DPO], place=two_services.saint_denis
    )
    client, count = signed_in(administrator), AccessLog.objects.count()
    for address in ("/admin/consultations/", "/admin/consultations/resultats/"):
        for method in (client.post, client.delete):
            assert method(address).status_code in (302, 405)
    assert AccessLog.objects.count() >= count
