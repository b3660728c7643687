"""Tests: fast hashing, mail in memory, no manifest; PSF_TEST_DATABASE separates parallel runs."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import CACHES, DATABASES, INSTALLED_APPS, TEMPLATES, env

INSTALLED_APPS = [*INSTALLED_APPS, "demonstration"]

DEBUG = False
SECRET_KEY = "test-only-" + "0" * 50
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PSF_DELIVERY = env("PSF_DELIVERY", default="memory")
DATABASES["default"]["TEST"] = {"NAME": env("PSF_TEST_DATABASE", default="test_psf")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in CACHES
}
# Inside the test's transaction, and undone with it; tests.throttles counts apart, as production does.
THROTTLES_DATABASE = "default"
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""
DEMONSTRATION_ACCOUNTS_ALLOWED = True
RETENTION_POLICY_REQUIRED = False
Q_CLUSTER = {"name": "test", "orm": "default", "sync": True, "timeout": 60, "retry": 300}
WHITENOISE_AUTOREFRESH = True
# Made on the first use, gone with the process; tests of files have folders of their own.
PRIVATE_DIR = Path(tempfile.gettempdir()) / f"psf-test-private-{os.getpid()}"
LEDGER_DIR = Path(tempfile.gettempdir()) / f"psf-test-ledger-{os.getpid()}"
for _folder in (PRIVATE_DIR, LEDGER_DIR):
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
CLAMAV_HOST = ""
# No network; a test of links has a server of its own.
TRY_LINKS = False
# Tests of the cache turn it on: a page kept by one test would be served to the next.
PAGE_CACHE = KEEP_CONTENTS = False
