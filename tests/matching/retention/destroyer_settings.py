"""Settings of a destroyer in a process of its own: the database and the folders of one test."""

import os
from pathlib import Path

from psf.settings.test import *  # noqa: F403
from psf.settings.test import DATABASES

DATABASES["default"]["NAME"] = os.environ["DESTROYER_DATABASE"]
PRIVATE_DIR = Path(os.environ["DESTROYER_PRIVATE"])
LEDGER_DIR = Path(os.environ["DESTROYER_LEDGER"])
LOGGING = {"version": 1, "disable_existing_loggers": True}
