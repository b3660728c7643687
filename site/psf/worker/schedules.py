"""Schedules belong to the code: each app declares its own in its `tasks.py`, beside what they run.

    every("Relances", "matching.tasks.reminders", minutes=15)

A starting worker writes them.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from psf.registry import Registry

# Any constant: clusters on several machines take the same advisory lock in turn.
LOCK = 7_261_001
NIGHTLY = 24 * 60  # minutes


@dataclass(frozen=True, slots=True)
class Declared:
    """A schedule: its name, unique and shown to administrators, and the fields of its row."""

    name: str
    fields: dict[str, Any]


SCHEDULES: Registry[str, Declared] = Registry(
    "schedules", key=lambda schedule: schedule.name, module="tasks"
)


def every(name: str, function: str, *, minutes: int, **arguments: object) -> None:
    """Declare that `function`, a dotted path, runs every `minutes`; its result is not kept.

    `name` is unique and shown to administrators; `arguments` are literals given to the function.
    A period missed while no worker ran is not caught up: one run follows, then the rhythm.
    """
    fields = {
        "func": function,
        "schedule_type": "I",
        "minutes": minutes,
        "repeats": -1,
        "kwargs": repr({**arguments, "q_options": {"save": False}}),
    }
    SCHEDULES.add(Declared(name, fields))


def ensure():
    """Write the declared schedules: new ones run at once, changed ones keep their next run."""
    from django_q.models import Schedule

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        for schedule in SCHEDULES:
            name, fields = schedule.name, schedule.fields
            found = Schedule.objects.filter(name=name)
            if not found.update(**fields):
                Schedule.objects.create(name=name, next_run=timezone.now(), **fields)
