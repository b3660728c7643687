"""Production settings refuse to start without what they need, and are strict with it."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

NEEDED = {
    "SECRET_KEY": "only-for-checking-" + "x1" * 30,
    "DATABASE_URL": "postgres://psf@db.invalid/psf",
    "ALLOWED_HOSTS": "psf.invalid",
    "EMAIL_HOST": "mail.invalid",
}
SHOW = """
from psf.settings import production as chosen
print(chosen.DEBUG, chosen.DEMONSTRATION_ACCOUNTS_ALLOWED, chosen.EMBEDDED_DATABASE_DIR)
"""


def start(environment):
    kept = {name: value for name, value in os.environ.items() if name not in NEEDED}
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        capture_output=True,
        text=True,
        cwd=settings.BASE_DIR,
        env={**kept, "PYTHONPATH": "site", **environment},
    )


@pytest.mark.parametrize("missing", NEEDED)
def test_production_refuses_to_start_without(missing):
    done = start({name: value for name, value in NEEDED.items() if name != missing})
    assert done.returncode != 0
    assert f"Set the {missing} environment variable" in done.stderr


def test_production_is_strict():
    done = start(NEEDED)
    assert done.stdout.split() == ["False", "False", "None"], done.stderr
