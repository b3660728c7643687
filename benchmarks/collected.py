"""The settings of a measure, with static files collected and packed as in production."""

from benchmarks.settings import *  # noqa: F403
from psf.settings.development import STORAGES as _STORAGES
from psf.settings.development import VAR_DIR

STORAGES = _STORAGES
STATIC_ROOT = VAR_DIR / "bench" / "static"
