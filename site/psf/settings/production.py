"""Production: secrets and addresses from the environment, https, no demonstration account."""

from .base import *  # noqa: F403
from .base import PSF_TRAINING, env

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
env("DATABASE_URL")  # The embedded server is for development and tests.
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^sante/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# W019: Wagtail shows previews in frames of the same site. W021: preloading binds the whole domain,
# which is not this site's to decide.
SILENCED_SYSTEM_CHECKS = ["security.W019", "security.W021"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
EMAIL_HOST = env("EMAIL_HOST", default="") if PSF_TRAINING else env("EMAIL_HOST")
PSF_DELIVERY = env("PSF_DELIVERY", default="smtp")
MESSAGES_MUST_LEAVE = True
TRY_LINKS = env.bool("PSF_TRY_LINKS", default=True)
DEMONSTRATION_ACCOUNTS_ALLOWED = False
RETENTION_POLICY_REQUIRED = True

if PSF_TRAINING:
    from .training import *  # noqa: F403
