"""Each night the training space is written anew, by a process of its own: it changes the ground it stands on."""

import logging
import subprocess
import sys

from django.conf import settings

from psf.worker.schedules import every

logger = logging.getLogger(__name__)
# Below the time that the queue gives a task: a slow machine goes on writing without it.
PATIENCE_SECONDS = 240
WRITE = "psf.training.tasks.write_anew_at_night"
# Looked at each hour: what was missed while no worker ran is done once it does.
if settings.PSF_TRAINING:
    every("Réécrire l'espace d'entraînement", WRITE, minutes=60)


def write_anew_at_night() -> None:
    """Once after each night. Raises RuntimeError, which the log keeps, when it was refused or failed."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "reset_training", "--if-due"]
    writing = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        code = writing.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        logger.info("the training space is still being written")
        return
    if code:
        raise RuntimeError(f"reset_training ended with {code}")
