"""A destruction killed twice, at any step, ends as one that nobody killed."""

import os
import random
import shutil
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone

from benchmarks.own_database import copied
from matching.enums import Situation
from matching.models import Manifest, ManifestLine, StatisticalYouth, Youth
from matching.retention.manifests import problems
from psf.documents import storage
from psf.documents.enums import FileKind
from psf.documents.models import Blob, StoredFile
from psf.documents.tasks import clean_private_files
from psf.ledger import file
from psf.ledger.replay import replay
from psf.perimeter.scope import all_services, perimeter
from tests.factories.matching import GuardianFactory, SituationEntryFactory, YouthFactory
from tests.matching.retention import deciding
from tests.own_database import db, transactional_db  # noqa: F401

pytestmark = [pytest.mark.today, pytest.mark.long]
# With batches of five in tests.matching.retention.destroyer: three for one service, two for the other.
RECORDS = {"saint_denis": 12, "nice": 6}
ROUNDS, KILLS, MOST_NIGHTS = 4, 2, 8


class Destroyer:
    """Nights of destruction in other processes."""

    def __init__(self, settings):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.matching.retention.destroyer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
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
        assert self.process.stdout.readline() == "ready\n"

    def night(self, kill_at: int = 0) -> str:
        """How many steps it made, or « killed »."""
        self.process.stdin.write(f"{kill_at}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(10)


def filled(two_services) -> None:
    """Records to forget, with a paper each, and one of each service to keep."""
    deciding.decide()
    for name, number in RECORDS.items():
        service = getattr(two_services, name)
        youths = [
            YouthFactory(
                service=service,
                situation=Situation.LEFT_REFUSAL if at else Situation.SUPPORTED,
                age=16 + at % 5,
            )
            for at in range(number + 1)
        ]
        with perimeter([service]):
            for youth in Youth.objects.filter(service=service).order_by("pk"):
                GuardianFactory(youth=youth)
                SituationEntryFactory(youth=youth)
                blob = Blob.objects.create(
                    name=storage.write(youth.code.encode()), size=1, content_type="x", sha256="0"
                )
                StoredFile.objects.create(
                    youth=youth, service=service, kind=FileKind.OTHER, blob=blob
                )
            deciding.close(youths[1:], timezone.localdate() - timedelta(days=1))


def found() -> dict:
    """What a night leaves, without what differs from run to run (keys, codes of bordereaux)."""
    clean_private_files(now=time.time() + 10_000)
    with all_services("test"):
        persons = StatisticalYouth.objects.order_by().values_list(
            "service", "age_band", "sex", "first_situation", "last_situation", "rule"
        )
        return {
            "records": sorted(Youth.objects.values_list("code", flat=True).order_by()),
            "counted": sorted(persons),
            "lines": sorted(
                ManifestLine.objects.order_by().values_list("service", "code", "rule", "outcome")
            ),
            "unfinished": Manifest.objects.unfinished().count(),
            "files": sorted(name for name, _ in storage.names()),
            "contents": sorted(Blob.objects.values_list("name", flat=True).order_by()),
            "ledger": {line.erasure.key for line in file.lines() if line.erasure.kind == "youth"},
            "problems": problems(),
        }


@pytest.fixture
def apart(tmp_path, settings):
    """`apart(name)`: from here on, folders of that name, with what stood in the former ones."""

    def turn(name):
        for setting in ("PRIVATE_DIR", "LEDGER_DIR"):
            former, new = getattr(settings, setting), tmp_path / name / setting
            if former.exists() and former.is_relative_to(tmp_path):
                shutil.copytree(former, new)
            setattr(settings, setting, new)

    return turn


def test_a_destruction_killed_twice_ends_like_one_that_was_not(
    two_services, settings, apart, record_property
):
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    apart("start")
    filled(two_services)
    start = {name: getattr(settings, name) for name in ("PRIVATE_DIR", "LEDGER_DIR")}

    with copied():
        apart("whole")
        destroyer = Destroyer(settings)
        steps = int(destroyer.night())
        destroyer.close()
        whole = found()
    assert len(whole["records"]) == len(whole["files"]) == 2
    assert (len(whole["counted"]), whole["unfinished"], whole["problems"]) == (18, 0, [])

    killed = []
    for round_number in range(ROUNDS):
        for name, place in start.items():
            setattr(settings, name, place)
        with copied():
            apart(f"killed{round_number}")
            destroyer = Destroyer(settings)
            for _ in range(KILLS):
                kill_at = chance.randint(1, steps)
                if destroyer.night(kill_at) == "killed":
                    killed.append(kill_at)
            for _ in range(MOST_NIGHTS):
                # The server needs a moment to see that its client is dead.
                if destroyer.night() != "killed" and not _unfinished():
                    break
            destroyer.close()
            replay()
            assert found() == whole, f"seed {seed}, killed at {killed} of {steps} steps"
    record_property("destruction", {"seed": seed, "steps": steps, "kills": len(killed)})
    print(f"seed {seed}: {steps} steps, killed at {killed}")
    assert len(killed) >= ROUNDS


def _unfinished() -> bool:
    with all_services("test"):
        return (
            Manifest.objects.unfinished().exists()
            or Youth.objects.filter(closed_on__isnull=False).exists()
        )
