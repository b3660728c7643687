"""Each night the training space is written anew, by a process of its own: it changes the ground it stands on."""

import subprocess
import sys

from django.conf import settings

from psf.worker.schedules import every

WRITE = "psf.training.tasks.write_anew_at_night"
# Looked at each hour: what was missed while no worker ran is done once it does.
if settings.PSF_TRAINING:
    every("Réécrire l'espace d'entraînement", WRITE, minutes=60)


def write_anew_at_night() -> None:
    """Once after each night. Raises CalledProcessError, whose trace the queue keeps."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "reset_training", "--if-due"]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
