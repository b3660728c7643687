"""A dump of before an erasure, restored: erased again before the first page answers."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from benchmarks.own_database import drop
from matching.models import (
    Manifest,
    ManifestLine,
    StatisticalPlacement,
    StatisticalYouth,
    Youth,
)
from matching.retention import nightly, seams
from matching.retention.anonymising import forget
from matching.retention.manifests import problems
from matching.youths.handover import family_of
from psf.ledger import file
from psf.perimeter.scope import all_services, perimeter
from tests.factories.matching import YouthFactory
from tests.matching.retention import deciding, dumps
from tests.matching.retention.conftest import Stage
from tests.own_database import db, transactional_db  # noqa: F401

pytestmark = pytest.mark.today


@pytest.fixture
def restore(tmp_path):
    """`restore(dump)`: from here on, the test works on that dump restored into another database."""
    settings = connection.settings_dict
    name, made = settings["NAME"], []

    def bring_back(dump):
        connections.close_all()
        made.append(f"{name}_back{len(made)}")
        drop(made[-1])
        dumps.restored(dump, made[-1])
        settings["NAME"] = made[-1]

    yield bring_back
    connections.close_all()
    settings["NAME"] = name
    for back in made:
        drop(back)


def started(settings) -> list[str]:
    """A production started on the database in use; what `starting` printed."""
    connections.close_all()
    done = subprocess.run(
        [sys.executable, "-m", "tests.matching.retention.starting"],
        capture_output=True,
        text=True,
        cwd=django_settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.matching.retention.destroyer_settings",
            "PYTHONPATH": os.pathsep.join([str(django_settings.BASE_DIR), "site"]),
            "DESTROYER_DATABASE": connection.settings_dict["NAME"],
            "DESTROYER_PRIVATE": str(settings.PRIVATE_DIR),
            "DESTROYER_LEDGER": str(settings.LEDGER_DIR),
        },
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def counted() -> tuple:
    with all_services("test"):
        persons = StatisticalYouth.objects.order_by().values_list(
            "service", "entered_in", "forgotten_in", "age_band", "rule"
        )
        parcours = StatisticalPlacement.objects.order_by().values_list(
            "service", "offer", "number", "hours_done", "days_to_meeting", "met_in", "closed_in"
        )
        lines = ManifestLine.objects.order_by("pk").values_list("code", "outcome")
        manifests = Manifest.objects.order_by("pk").values_list("code", "mac")
        return sorted(persons), sorted(parcours), list(lines), list(manifests)


def test_what_was_erased_since_the_dump_is_gone_before_the_first_page(
    two_services, file_at, settings, tmp_path, monkeypatch, restore
):
    monkeypatch.setattr(seams, "due", deciding.due)
    deciding.decide()
    lived = file_at(Stage.CLOSED)
    asked, other, stays = (YouthFactory(service=two_services.saint_denis) for _ in range(3))
    with perimeter([two_services.saint_denis]):
        deciding.close([lived.youth, other], timezone.localdate() - timedelta(days=1))
    dump = dumps.dumped(tmp_path / "before.dump")

    late = YouthFactory(service=two_services.nice)
    with perimeter([two_services.nice]):
        forget(family_of(late), rule="request")
    with perimeter([two_services.saint_denis]):
        forget(family_of(asked), rule="request")
    assert nightly.run().forgotten == 2
    before = counted()
    assert len(before[0]) == 4 and len(before[1]) == 1 and len(before[2]) == 2

    restore(dump)
    with all_services("test"):
        assert Youth.objects.count() == 4
    assert started(settings) == ["before 4", "page 200 1"]
    after = counted()
    # Whoever came after the dump was never in it: nothing is known of them to count.
    [late_row] = [row for row in before[0] if row[0] == two_services.nice.pk]
    assert after == ([row for row in before[0] if row != late_row], *before[1:])
    with all_services("test"):
        assert list(Youth.objects.all()) == [stays]
        assert problems() == []
    # The sequence of the dump had not given that code yet.
    assert YouthFactory(service=two_services.nice).code > late.code
    call_command("manifests", verify=True)
    assert started(settings) == ["before 2", "page 200 2"]


def test_a_person_to_whom_a_restored_sequence_gave_a_code_again_is_left_alone(
    two_services, settings, tmp_path, restore
):
    """Somebody entered the restored database before its first start: by a command, say."""
    dump = dumps.dumped(tmp_path / "before.dump")
    youth = YouthFactory(service=two_services.nice)
    with perimeter([two_services.nice]):
        forget(family_of(youth), rule="request")
    restore(dump)
    again = YouthFactory(service=two_services.nice)
    assert again.code == youth.code
    assert started(settings) == ["before 1", "page 200 1"]
    assert YouthFactory(service=two_services.nice).code > again.code


def test_a_restored_database_does_not_start_without_its_ledger(
    two_services, settings, tmp_path, restore
):
    youth = YouthFactory(service=two_services.nice)
    with perimeter([two_services.nice]):
        forget(family_of(youth), rule="request")
    dump = dumps.dumped(tmp_path / "after.dump")
    restore(dump)
    file.path().unlink()
    with pytest.raises(AssertionError, match="remettez la dernière copie du registre"):
        started(settings)
