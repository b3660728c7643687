"""Where the perimeter is opened, and what hangs on a young person: a new one needs a decision here."""

import ast
import json
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from matching.models import Youth
from psf.perimeter import catalog
from tests.factories.matching import YouthFactory

ROOT = Path(__file__).parents[2]
OPENINGS = {"all_services", "widened"}

# file → why it may see beyond the perimeter of whoever asks.
ALLOWED = {
    "matching/placements/clock/running.py": "due dates of every service, one by one",
    "matching/documents/retention.py": "erases CV and letters past their retention, one by one",
    "site/demonstration/national/country.py": "counts the demonstration's open files by académie",
    "site/demonstration/national/load.py": "writes invented people everywhere; refused in production",
    "matching/youths/duplicates.py": "answers a service's name and phone only, logged there",
    "matching/guests/across.py": "counts and dates of an offer's parcours, for company and buyer",
    "matching/placements/of_contract.py": "numbers the parcours of a marché",
    "matching/retention/counting.py": "the service of origin, for a row without identity",
    "matching/management/commands/manifests.py": "verifies signatures; codes only",
    "matching/retention/nightly.py": "lists bordereaux, then each in its own service",
    "matching/retention/ledger.py": "forgets again what the ledger says, before the site opens",
    "matching/retention/announcing.py": "tells what falls due, one by one",
    "matching/retention/archiving.py": "archives what is due; a file goes to its service's archive",
    "matching/retention/preview.py": "counts and codes, the archives of the reader's own services",
    "matching/retention/readiness.py": "counts, in the archives of the reader's own services",
    "matching/retention/views/manifests.py": "requests that a bordereau answered, by code",
    "matching/retention/views/conservation.py": "one file of the archive of one's own services, with a reason",
    "matching/guests/progress.py": "days and due dates of an offer, told to its own buyer",
    "matching/guests/traces.py": "days of the papers of an offer, told to its own buyer",
    "matching/youths/handover.py": "the receiving service, for the time of the move",
    "matching/management/commands/check_queue.py": "counts what has no open action",
    "site/demonstration/simulation/year.py": "invented people, in a database of its own",
    "matching/desk/figures.py": "aggregates only, small cells suppressed",
    "matching/tasks.py": "the scheduled check of the queue, codes only",
    "matching/rights/duties.py": "the DPO's home page: numbers and codes",
    "matching/rights/erasing.py": "the bordereau of who asked to be erased, in the archive too",
    "matching/rights/contacts.py": "forgets a contact that every service knows, one at a time",
    "matching/rights/keeping.py": "reminders by code, copies and requests whose time is over",
    "matching/rights/views/breaches.py": "the DPO handles a breach: who saw what, in every service",
    "matching/rights/views/listing.py": "the DPO's list: codes, days, states",
    "matching/rights/views/receiving.py": "the DPO notes a request, and finds whose file it is",
    "matching/rights/views/rereading.py": "the DPO reads a contact's copy again, logged",
    "matching/rights/views/screens.py": "the DPO opens one request, in its own service, logged",
    "site/psf/accounts/leaver.py": "a leaver's work goes to a successor of the same perimeter",
    "offers/filings/forgetting.py": "erases public forms that are over, with their mails",
    "offers/filings/lifecycle.py": "the service that a filing is sent to, for the time of the move",
    "offers/forgetting.py": "empties contacts who left, in the addresses of every service",
    "site/psf/accounts/forgetting.py": "asks whether any file names an account; answers yes or no",
    "site/psf/list_views/tasks.py": "erases views of closed accounts, which hold codes alone",
    "site/psf/imports/tasks.py": "erases abandoned imports, and traces past their duration",
    "site/psf/imports/undoing.py": "asks what was built on an import; answers a sort of row only",
    "site/psf/perimeter/tasks.py": "erases traces past their duration",
    "site/psf/links/guests.py": "finds the one link of a token, then its own service only",
    "site/psf/messaging/bounces.py": "finds the one message that came back, then its own service",
    "site/psf/messaging/outbox.py": "lists what is due, then each message in its own service",
    "site/psf/messaging/state.py": "counts, for whoever watches",
    "site/psf/perimeter/management/commands/perimeter_report.py": "counts, for the proof",
    "site/psf/words/table.py": "counts the uses of national words; answers numbers only",
    "site/psf/workflow/policies/rollout.py": "moves due dates nationally; answers numbers only",
}

# Relation to a young person → the decision about its privacy.
PROTECTED = "forced row-level security; moves with a handover; merged"
RELATIONS = {
    "matching.Attendance.youth": PROTECTED,
    "matching.DistinctYouths.youth": PROTECTED,
    "matching.Guardian.youth": PROTECTED,
    "matching.Incident.youth": PROTECTED,
    "matching.Agreement.youth": PROTECTED,
    "matching.Approval.youth": PROTECTED,
    "matching.LegalHold.youth": PROTECTED,
    "matching.MeetingDate.youth": PROTECTED,
    "matching.Placement.youth": PROTECTED,
    "matching.PlacementPeriod.youth": PROTECTED,
    "matching.ReminderPause.youth": PROTECTED,
    "matching.Review.youth": PROTECTED,
    "matching.ReviewLine.youth": PROTECTED,
    "matching.RightsRequest.youth": PROTECTED + "; forgotten, it stays in its service",
    "matching.Signature.youth": PROTECTED,
    "matching.SituationEntry.youth": PROTECTED,
    "matching.Suggestion.youth": PROTECTED,
    "matching.YouthInterest.youth": PROTECTED,
    "matching.Youth.merged_into": "same table; a handover moves the whole family",
    "links.Link.youth": PROTECTED + "; rows without a young person are common",
    "messaging.Message.youth": PROTECTED + "; rows without a young person are common",
    "workflow.ChecklistTick.youth": PROTECTED + "; rows without a young person are common",
    "documents.StoredFile.youth": PROTECTED + "; the fiche of an offer is common",
    "workflow.Action.youth": PROTECTED + "; rows without a young person are common",
    "workflow.Event.youth": PROTECTED + "; rows without a young person are common",
}
# Tables that name nobody by a foreign key and are protected all the same.
PROTECTED_BY_SERVICE = {
    "matching_breach": "codes of files, and what happened to them",
    "offers_filing": "what people typed in a public form, whom nobody has called yet",
    "offers_filingpart": "the same, of each lot",
    "perimeter_accesslog": "codes of consulted records",
    "perimeter_protectedlogentry": "codes of changed records",
    "imports_importbatch": "names of files and campaigns",
    "imports_importline": "what was typed about people, for a day",
    "list_views_savedview": "views shared with a service or an académie; codes alone",
    "imports_importtrace": "what an import replaced, for as long as it can be undone",
    "matching_manifest": "codes of records to forget",
    "matching_manifestline": "codes of records to forget",
    "matching_statisticalyouth": "people who were forgotten, without identity",
    "matching_statisticalplacement": "their parcours, without identity",
}


def openings(path: Path) -> set[str]:
    """Names of the openings that this file calls or imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.ImportFrom):
            names.update(alias.name for alias in node.names)
    return names & OPENINGS


def test_only_these_places_see_beyond_the_perimeter():
    found = {
        str(path.relative_to(ROOT))
        for folder in ("home", "offers", "matching", "resources", "site")
        for path in (ROOT / folder).rglob("*.py")
        if openings(path)
    }
    assert found == set(ALLOWED)


def test_only_the_scope_and_migrations_name_the_setting():
    found = {
        str(path.relative_to(ROOT))
        for folder in ("home", "offers", "matching", "resources", "site")
        for path in (ROOT / folder).rglob("*.py")
        if "psf.services" in path.read_text(encoding="utf-8")
    }
    assert found == {
        "site/psf/perimeter/catalog.py",
        "site/psf/perimeter/operations.py",
        "site/psf/perimeter/scope.py",
    }


def test_each_relation_to_a_young_person_has_a_decision():
    found = {
        f"{model._meta.label}.{column.name}"
        for model in apps.get_models(include_auto_created=True)
        for column in model._meta.get_fields()
        if column.concrete and column.is_relation and column.related_model is Youth
    }
    assert found == set(RELATIONS)


@pytest.mark.django_db
def test_each_table_is_forced_or_hangs_on_nobody():
    decided = {apps.get_model(label.rsplit(".", 1)[0])._meta.db_table for label in RELATIONS}
    assert set(catalog.forced_tables()) == decided | set(PROTECTED_BY_SERVICE)
    assert set(catalog.tables_of_young_people()) <= set(catalog.forced_tables())


@pytest.mark.django_db
def test_a_new_table_that_hangs_on_a_young_person_is_found_by_its_foreign_keys():
    with connection.cursor() as cursor:
        cursor.execute(
            "create table note_a (id int primary key, j bigint references matching_youth)"
        )
        cursor.execute("create table note_b (id int, a int references note_a)")
        cursor.execute("create table note_c (youth_id bigint)")
        cursor.execute("create table note_d (p bigint references matching_placement)")
    assert {"note_a", "note_b", "note_c", "note_d"} <= set(catalog.tables_of_young_people())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "alter table matching_guardian no force row level security",
        "alter table matching_guardian disable row level security",
        "drop policy perimeter on matching_guardian",
        "create policy hole on matching_guardian using (true)",
    ],
)
def test_the_report_names_a_table_whose_protection_is_lifted(change, capsys):
    with connection.cursor() as cursor:
        cursor.execute(change)
    with pytest.raises(SystemExit):
        call_command("perimeter_report", "--json")
    assert json.loads(capsys.readouterr().out)["tables_missing"] == ["matching_guardian"]


@pytest.mark.django_db
def test_the_report_is_one_object(two_services, capsys):
    YouthFactory(service=two_services.saint_denis)
    YouthFactory(service=two_services.saint_denis)
    YouthFactory(service=two_services.nice)
    call_command("perimeter_report", "--json")
    report = json.loads(capsys.readouterr().out)
    assert set(report["tables_forced"]) >= {"matching_youth", "matching_placement"}
    del report["tables_forced"], report["values_in_the_server_log"]
    assert report == {
        "tables_missing": [],
        "logs_sealed": catalog.logs(),
        "logs_unsealed": [],
        "superuser": False,
        "bypassrls": False,
        "youths_no_scope": 0,
        "youths_one_service": 2,
        "youths_all_services": 3,
    }
    call_command("perimeter_report")
    assert "tables_missing : aucune" in capsys.readouterr().out


QUIET = {
    "log_min_messages": "warning",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
}
ON_ERROR = ("log_min_error_statement", "log_error_verbosity", "log_parameter_max_length_on_error")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("log_min_error_statement", "error"),
        ("log_error_verbosity", "default"),
        ("log_parameter_max_length_on_error", "-1"),
        ("log_statement", "mod"),
        ("log_min_duration_statement", "250"),
        ("log_min_duration_sample", "250"),
        ("log_transaction_sample_rate", "0.1"),
        ("auto_explain.log_min_duration", "0"),
    ],
)
def test_the_report_names_each_setting_that_would_log_values(name, value):
    assert catalog.value_logging(QUIET) == []
    assert catalog.value_logging({**QUIET, name: value}) == [f"{name} = {value}"]
    silent = {**QUIET, name: value, "log_min_messages": "log"}
    assert catalog.value_logging(silent) == ([] if name in ON_ERROR else [f"{name} = {value}"])


@pytest.mark.django_db
def test_the_report_says_whether_this_server_would_log_values(capsys):
    found = catalog.settings_of_the_log()
    assert found.keys() >= QUIET.keys()
    call_command("perimeter_report", "--json")
    report = json.loads(capsys.readouterr().out)
    assert report["values_in_the_server_log"] == catalog.value_logging(found)
    if settings.EMBEDDED_DATABASE_DIR:
        assert report["values_in_the_server_log"] == []
