"""GET /sante/ and the heartbeat behind it."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django_q.models import Schedule

from psf.worker import apps, heartbeat, schedules

ASK = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "psf.settings.test"
import django
django.setup()
from django.test import Client
answer = Client().get("/sante/")
print(answer.status_code, answer.content.decode())
"""


@pytest.fixture(autouse=True)
def no_heartbeat_yet():
    cache.delete(heartbeat.KEY)
    yield
    cache.delete(heartbeat.KEY)


def ask(client):
    answer = client.get("/sante/")
    return answer.status_code, answer.json()


@pytest.mark.django_db
def test_all_is_well(client):
    heartbeat.free()
    assert reverse("health") == "/sante/"
    assert ask(client) == (
        200,
        {
            "database": "ok",
            "migrations": "ok",
            "worker": "ok",
            "version": settings.VERSION,
        },
    )


@pytest.mark.django_db
def test_it_is_never_cached_and_asks_little(client, django_assert_max_num_queries):
    client.get("/sante/")
    with django_assert_max_num_queries(3):
        answer = client.get("/sante/")
    assert "no-store" in answer["Cache-Control"]
    assert client.post("/sante/").status_code == 405


@pytest.mark.django_db
def test_missing_migrations_are_counted_and_answer_503(client):
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'sessions'")
        gone = cursor.rowcount
    status, body = ask(client)
    assert status == 503
    assert body["migrations"] == f"{gone} à appliquer"


@pytest.mark.django_db
def test_a_worker_that_never_ran_and_one_that_is_late_leave_the_web_well(client):
    assert ask(client)[0] == 200
    assert ask(client)[1]["worker"] == "absent"
    cache.set(heartbeat.KEY, time.time() - 1, timeout=None)
    assert ask(client)[0] == 200
    assert ask(client)[1]["worker"] == "en retard"


def test_without_database_it_says_so_at_once():
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        capture_output=True,
        text=True,
        check=True,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(["site", "."]),
            "DATABASE_URL": "postgres://psf@127.0.0.1:9/psf",
        },
        cwd=settings.BASE_DIR,
    )
    status, body = done.stdout.split(" ", 1)
    assert status == "503"
    assert json.loads(body) == {
        "database": "injoignable",
        "migrations": "inconnu",
        "worker": "inconnu",
        "version": settings.VERSION,
    }
    assert time.monotonic() - started < 20


def due_in():
    return cache.get(heartbeat.KEY) - time.time()


def test_a_long_task_may_delay_the_next_beat_but_a_beat_that_starts_proves_nothing():
    apps.on_start(task={"func": heartbeat.TASK})
    assert cache.get(heartbeat.KEY) is None
    apps.on_start(task={"func": "matching.tasks.anything"})
    assert due_in() == pytest.approx(
        settings.Q_CLUSTER["timeout"] + heartbeat.PATIENCE_SECONDS, abs=2
    )
    apps.on_end(task={"func": heartbeat.TASK})
    assert due_in() == pytest.approx(heartbeat.PATIENCE_SECONDS, abs=2)


def test_a_cache_out_of_order_does_not_stop_a_worker(monkeypatch, caplog):
    def out_of_order(*arguments, **options):
        raise OSError("away")

    monkeypatch.setattr(cache, "set", out_of_order)
    apps.on_end(task={"func": heartbeat.TASK})
    assert "Heartbeat not recorded" in caplog.text


@pytest.mark.django_db
def test_a_starting_worker_writes_each_declared_schedule_once():
    schedules.ensure()
    beat = Schedule.objects.get(func=heartbeat.TASK)
    assert (beat.minutes, beat.repeats, beat.schedule_type) == (1, -1, Schedule.MINUTES)
    Schedule.objects.filter(pk=beat.pk).update(minutes=50)
    schedules.ensure()
    again = Schedule.objects.get(func=heartbeat.TASK)
    assert (again.pk, again.minutes, again.next_run) == (beat.pk, 1, beat.next_run)


def test_two_schedules_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two schedules"):
        schedules.every("Signe de vie des tâches de fond", "os.getpid", minutes=5)


def test_every_schedule_names_a_function_that_exists():
    from pydoc import locate

    for fields in (schedule.fields for schedule in schedules.SCHEDULES):
        assert callable(locate(fields["func"])), fields["func"]


def test_the_version_is_the_one_of_the_release_file():
    assert (Path(settings.BASE_DIR) / "VERSION").read_text().strip() == settings.VERSION
