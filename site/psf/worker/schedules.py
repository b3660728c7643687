"""Schedules belong to the code: each app declares its own, a starting worker writes them.

class MatchingConfig(AppConfig):
    def ready(self):
        every("Relances", "matching.tasks.reminders", minutes=15)
"""

from django.db import connection, transaction
from django.utils import timezone

# Any constant: clusters on several machines take the same advisory lock in turn.
LOCK = 7_261_001

_declared = {}


def every(name, function, *, minutes, **arguments):
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
    if _declared.setdefault(name, fields) != fields:
        raise ValueError(f"two schedules are called {name!r}")


def ensure():
    """Write the declared schedules: new ones run at once, changed ones keep their next run."""
    from django_q.models import Schedule

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        for name, fields in _declared.items():
            found = Schedule.objects.filter(name=name)
            if not found.update(**fields):
                Schedule.objects.create(name=name, next_run=timezone.now(), **fields)
