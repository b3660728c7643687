"""As in development, on a database that is nobody's: `PSF_OWN_DATABASE` names it."""

import os

from psf.settings.development import *  # noqa: F403
from psf.settings.development import DATABASES, VAR_DIR

DATABASES["default"]["NAME"] = os.environ.get("PSF_OWN_DATABASE", "psf_bench")
# What is erased there was never in the database of `make run`.
LEDGER_DIR = VAR_DIR / "bench" / "ledger"
DEBUG = False
ALLOWED_HOSTS = ["*"]
# Nothing is collected for a measure, and nothing leaves.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PSF_DELIVERY = "memory"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "ERROR"},
}
