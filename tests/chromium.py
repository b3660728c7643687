"""Which Chromium browser tests drive, and what happens without one.

Without it they are skipped; with PSF_REQUIRE_BROWSER=1, as in .ci/run, its absence is a failure.
"""

import os
import shutil

import pytest

# The one without a window first: it draws no frame around pages.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)


def path():
    """Return the system's Chromium, or the one PSF_CHROMIUM names; None without any."""
    chosen = os.environ.get("PSF_CHROMIUM")
    return chosen or next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium():
    """Give Playwright's `executable_path`."""
    return path()


def pytest_runtest_setup(item):
    if item.get_closest_marker("browser") is None or path():
        return
    reason = "no Chromium: install it (Debian: apt install chromium) or set PSF_CHROMIUM"
    if os.environ.get("PSF_REQUIRE_BROWSER") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
