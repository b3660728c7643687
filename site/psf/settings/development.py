"""`make run`: demonstration on one machine, nothing leaves it."""

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, PSF_TRAINING, VAR_DIR, env

INSTALLED_APPS = [*INSTALLED_APPS, "demonstration"]

DEBUG = env.bool("PSF_DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="development-only-" + "0" * 40)
HOST = env("HOST", default="127.0.0.1")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "*" if HOST in {"0.0.0.0", "::"} else HOST]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DEMONSTRATION_ACCOUNTS_ALLOWED = True
RETENTION_POLICY_REQUIRED = False

if PSF_TRAINING:
    from .training import *  # noqa: F403
