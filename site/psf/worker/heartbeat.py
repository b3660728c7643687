"""Whether some worker still takes tasks, proved by a task that ran.

A worker killed at the wrong moment keeps a queue's lock: the cluster then says it is alive and
runs nothing, or delivers no result (https://github.com/django-q2/django-q2/issues/23 and 339). So
each task taken, and each result delivered, writes in the cache shared by all processes the moment
before which the next sign of life is due; the schedule runs `beat` every minute.
"""

import time

from django.conf import settings
from django.core.cache import cache

TASK = "psf.worker.heartbeat.beat"
KEY = "psf.worker.next-sign-before"
# One minute between two beats, at most 30 s until the scheduler looks, one beat forgiven.
PATIENCE_SECONDS = 150


def beat():
    """Do nothing: that a worker runs it is the proof."""


def enqueue():
    """Ask for one beat now, without keeping its result."""
    from django_q.tasks import async_task

    async_task(TASK, q_options={"save": False})


def busy():
    """A worker takes a task: when all are busy, the next sign may wait for the task's end."""
    _expect(settings.Q_CLUSTER["timeout"] + PATIENCE_SECONDS)


def free():
    """A result was delivered: somebody would take the next beat."""
    _expect(PATIENCE_SECONDS)


def state():
    """Return "ok", "en retard" (no sign of life in time) or "absent" (never one)."""
    due = cache.get(KEY)
    if due is None:
        return "absent"
    return "ok" if time.time() <= due else "en retard"


def _expect(seconds):
    cache.set(KEY, time.time() + seconds, timeout=None)
