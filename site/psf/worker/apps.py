import contextlib
import logging

from django.apps import AppConfig
from django.db import DatabaseError

logger = logging.getLogger(__name__)


class WorkerConfig(AppConfig):
    name = "psf.worker"
    label = "worker"
    verbose_name = "Tâches de fond"

    def ready(self):
        from django.conf import settings
        from django.db.models.signals import pre_save
        from django_q.models import Task
        from django_q.signals import post_execute, post_spawn, pre_execute

        from psf.scrubbing import scrub_task
        from psf.worker import heartbeat
        from psf.worker.schedules import SCHEDULES, every

        # The worker's own; each app declares the others in its `tasks.py`.
        every("Signe de vie des tâches de fond", heartbeat.TASK, minutes=1)
        SCHEDULES.discover()
        pre_save.connect(scrub_task, sender=Task)
        if not settings.Q_CLUSTER.get("sync"):
            post_spawn.connect(on_spawn)
            pre_execute.connect(on_start)
            post_execute.connect(on_end)


@contextlib.contextmanager
def never_in_the_way():
    """Report trouble with the heartbeat; the worker goes on with its tasks."""
    try:
        yield
    except Exception:
        logger.exception("Heartbeat not recorded")


def on_spawn(**kwargs):
    from psf.worker.heartbeat import enqueue
    from psf.worker.schedules import ensure

    try:
        ensure()
        enqueue()
    except DatabaseError:
        logger.exception("Schedules not checked")


def on_start(task, **kwargs):
    from psf.worker import heartbeat

    # A beat that starts proves nothing yet.
    if task["func"] != heartbeat.TASK:
        with never_in_the_way():
            heartbeat.busy()


def on_end(**kwargs):
    from psf.worker import heartbeat

    with never_in_the_way():
        heartbeat.free()
