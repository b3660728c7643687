"""`make next` stands beside what is in use, and says what it needs."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What the make that runs these tests hands down is not for this one.
ALONE = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")


def make(*arguments):
    return subprocess.run(
        ["make", "-C", ROOT, *arguments], env=ALONE, capture_output=True, text=True, check=False
    )


@pytest.fixture
def older(tmp_path):
    """An interpreter that answers as Python 3.11 would."""
    path = tmp_path / "python3.11"
    path.write_text("#!/bin/sh\nexit 1\n")
    path.chmod(0o755)
    return path


def test_without_a_recent_python_it_says_so_and_fails(older):
    none = make("next", "NEXT_PYTHON=")
    assert none.returncode
    assert "demandent Python 3.12 ou plus récent ; aucun n'a été trouvé." in none.stdout
    old = make("next", f"NEXT_PYTHON={older}")
    assert old.returncode
    assert f"{older} est plus ancien." in old.stdout


def test_it_asks_for_everything_in_use_with_the_pair_in_place_of_ours():
    """And touches neither the environment nor the database of `make test`."""
    steps = make("-n", "next", "NEXT_PYTHON=python3.12", "ARGS=tests/offers").stdout
    [kept] = [line for line in steps.splitlines() if "grep -hviE" in line]
    wanted = subprocess.run(
        ["/bin/sh", "-c", kept.split("; \\")[0].strip()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert not [line for line in wanted if line.lower().startswith(("django>", "wagtail>", "-"))]
    for name in ("wagtail-modeladmin", "django-allauth[mfa]", "django-q2", "pytest-django"):
        assert [line for line in wanted if line.startswith(name)], name
    assert "'Django>=6.0,<6.1' 'wagtail>=8.0,<8.1'" in steps
    [tests] = [line for line in steps.splitlines() if "-m pytest" in line]
    assert f'PSF_VAR_DIR="{ROOT}/var/next"' in tests
    assert tests.endswith("tests/offers")
    assert "var/next/venv/bin/python" in tests
    assert ".venv/" not in steps


def test_it_is_no_part_of_what_must_hold_before_a_change_lands():
    assert "make next" not in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
