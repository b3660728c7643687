"""Browser tests without a browser: skipped at a developer's, failed in continuous integration."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = """
import pytest

@pytest.mark.browser
def test_in_a_browser():
    pass

def test_elsewhere():
    pass
"""


@pytest.mark.parametrize(
    ("required", "expected"), [("", "1 passed, 1 skipped"), ("1", "1 passed, 1 error")]
)
def test_without_chromium(tmp_path, required, expected):
    (tmp_path / "test_example.py").write_text(EXAMPLE)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-rs", "-c", os.devnull),
            *("-p", "tests.chromium", "-p", "no:django", "-p", "no:cacheprovider"),
            *("-W", "ignore", "--rootdir", tmp_path, tmp_path),
        ],
        capture_output=True,
        text=True,
        env={
            "PATH": str(tmp_path),
            "PYTHONPATH": str(ROOT),
            "PSF_REQUIRE_BROWSER": required,
        },
    )
    assert expected in done.stdout, done.stdout + done.stderr
    assert "no Chromium" in done.stdout
