"""Settings common to every environment. Values that change come from the environment."""

from pathlib import Path
from typing import Any

import environ

from psf import database
from psf.csp import PUBLIC_POLICY

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = Path(env("PSF_VAR_DIR", default=str(BASE_DIR / "var")))
VERSION = (BASE_DIR / "VERSION").read_text(encoding="utf-8").strip()

INSTALLED_APPS = [
    # First: the forms of the others are made with its fields.
    "psf.quantities",
    "home",
    "resources",
    "offers",
    "matching",
    "psf.throttles",
    "psf.territories",
    "psf.accounts",
    "psf.proconnect",
    "psf.perimeter",
    "psf.words",
    "psf.workflow",
    "psf.links",
    "psf.messaging",
    "psf.documents",
    "psf.imports",
    "psf.list_views",
    "psf.exports",
    "psf.worker",
    "psf.personal",
    "psf.ledger",
    "psf.guidance",
    "psf.training",
    "wagtail_modeladmin",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "psf.accounts.apps.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "widget_tweaks",
    "dsfr",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django_q",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
]

# The blocks that editors compose pages with (home.fields.BodyField).
BODY_BLOCKS = "resources.blocks.BODY"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "psf.headers.HeadersMiddleware",
    "psf.csp.SplitPolicyMiddleware",
    "home.page_cache.PageCacheMiddleware",
    "psf.throttles.waiting.WaitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "psf.accounts.idle.IdleLockMiddleware",
    "psf.accounts.middleware.SecondFactorMiddleware",
    "psf.perimeter.middleware.PerimeterMiddleware",
    "home.saves.OneSaveAtATimeMiddleware",
    "psf.workflow.kept.KeepTypedMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "psf.urls"
WSGI_APPLICATION = "psf.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
            "libraries": {"french": "psf.french.filters"},
        },
    },
]
FORM_RENDERER = "psf.form_rendering.FormRenderer"

# Without DATABASE_URL: the PostgreSQL of the wheel under var/ (development and tests only).
EMBEDDED_DATABASE_DIR = database.embedded_directory()
DATABASES = {
    "default": {
        **(database.settings(EMBEDDED_DATABASE_DIR) if EMBEDDED_DATABASE_DIR else env.db()),
        # Every request is one transaction: psf.perimeter.middleware opens it and sets the scope;
        # the view's own block, a savepoint inside it, is rolled back when the view fails.
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
# A screen joins twenty tables to one row by their keys; at the default of 8, PostgreSQL seeks a
# better order for longer than it reads: https://www.postgresql.org/docs/current/explicit-joins.html
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c join_collapse_limit=4")

# Tries are counted on a connection of their own, which commits at once: a request that fails keeps
# its count (psf.throttles). Behind a pooler it needs a pool of its own: docs/operations.md.
THROTTLES_DATABASE = "throttles"
_apart = (
    env.db("THROTTLES_DATABASE_URL")
    if env("THROTTLES_DATABASE_URL", default="")
    else DATABASES["default"]
)
DATABASES[THROTTLES_DATABASE] = {
    **_apart,
    "ATOMIC_REQUESTS": False,
    # A crash may lose the last half second of counts; no request waits for the disk.
    "OPTIONS": {**_apart.get("OPTIONS", {}), "options": "-c synchronous_commit=off"},
    "TEST": {"MIRROR": "default"},
}

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "psf.accounts.passwords.FourClassesValidator"},
]

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
TIME_ZONE = "Europe/Paris"
FORMAT_MODULE_PATH = ["psf.formats"]
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "assets"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Manifest names rewrite the css, so DSFR's integrity checksums would block it.
DSFR_USE_INTEGRITY_CHECKSUMS = False

SESSION_COOKIE_HTTPONLY = True
# A working day from sign-in, whatever happens in between (psf.accounts.idle).
SESSION_COOKIE_AGE = env.int("PSF_SESSION_HOURS", default=10) * 60 * 60
# Without activity for longer, the session is locked until the password: calls last 25 minutes.
IDLE_LOCK_MINUTES = env.int("PSF_IDLE_LOCK_MINUTES", default=60)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_FAILURE_VIEW = "psf.workflow.kept.form_expired"
CONTENT_SECURITY_POLICY = PUBLIC_POLICY
# Imports (psf.imports): beyond these a file is refused, with the way out.
IMPORT_MAX_LINES = env.int("PSF_IMPORT_MAX_LINES", default=20_000)
IMPORT_MAX_BYTES = 20_000_000
IMPORT_MAX_UNZIPPED_BYTES = 100_000_000
# Up to that many lines the request does all the work; beyond, the worker.
IMPORT_AT_ONCE = 500
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# Private files (psf.documents): never under MEDIA_ROOT, given out by views alone.
PRIVATE_DIR = Path(env("PSF_PRIVATE_DIR", default=str(VAR_DIR / "private")))
DOCUMENT_MAX_BYTES = env.int("PSF_DOCUMENT_MAX_BYTES", default=10_000_000)
# What was erased, outside the database (psf.ledger): backed up apart, read before the site opens.
LEDGER_DIR = Path(env("PSF_LEDGER_DIR", default=str(VAR_DIR / "ledger")))
# Without a host files are opened without analysis.
CLAMAV_HOST = env("PSF_CLAMAV_HOST", default="")
CLAMAV_PORT = env.int("PSF_CLAMAV_PORT", default=3310)
CLAMAV_TIMEOUT_SECONDS = 10

FILE_UPLOAD_HANDLERS = [
    "psf.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# What editors publish (psf.documents.editorial), by its name here, by its content there.
EDITORIAL_MAX_BYTES = 20_000_000
WAGTAILDOCS_DOCUMENT_FORM_BASE = "psf.documents.editorial.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "ods", "pptx", "odp", "vtt", "mp4", "webm"]
# Videos; the rest is bound to EDITORIAL_MAX_BYTES.
WAGTAILDOCS_MAX_UPLOAD_SIZE = 200_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "psf.documents.editorial.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = EDITORIAL_MAX_BYTES
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
# No page shows what another site sends, and no screen asks another site for it.
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []

# A second installation of its own, with invented data and open doors (psf.training, settings/training).
PSF_TRAINING = env.bool("PSF_TRAINING", default=False)
# Where that one is, for « S'exercer sur des données inventées »; empty: nothing is shown.
PSF_TRAINING_URL = env("PSF_TRAINING_URL", default="")

WAGTAIL_SITE_NAME = "Parcours Solidaire de Formation"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_BASE_URL = env("PSF_BASE_URL", default="http://127.0.0.1:8000")
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_USER_TIME_ZONES = ["Europe/Paris"]
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "french"}
}

# Links to other sites are tried by the worker (resources.outside); the control tells a dead link
# from a network of ours that is down.
TRY_LINKS = env.bool("PSF_TRY_LINKS", default=False)
TRY_LINKS_CONTROL = env("PSF_TRY_LINKS_CONTROL", default="https://www.service-public.gouv.fr/")

# Whole anonymous answers (home.page_cache); off only to measure pages without it.
PAGE_CACHE = env.bool("PSF_PAGE_CACHE", default=True)
# What pages read, kept by each process until it changes (home.contents).
KEEP_CONTENTS = True
# Saved after five seconds without typing, into the revision of the session: history stays short.
# Until then the editor reads « Enregistrement… ».
WAGTAIL_AUTOSAVE_INTERVAL = 5_000

# Nothing that a visitor asks writes in the default cache, where each key counts (generation, signs
# of life). Whole pages have a cache of their own, whose fullness costs time and nothing else.
_redis = (
    env.cache_url("REDIS_URL", backend="django.core.cache.backends.redis.RedisCache")
    if env("REDIS_URL", default="")
    else {}
)
_in_database = {"BACKEND": "django.core.cache.backends.db.DatabaseCache"}
CACHES = {
    "default": _redis
    or {**_in_database, "LOCATION": "psf_cache", "OPTIONS": {"MAX_ENTRIES": 100_000}},
    "pages": {**_redis, "KEY_PREFIX": "pages"}
    if _redis
    else {**_in_database, "LOCATION": "psf_page_cache", "OPTIONS": {"MAX_ENTRIES": 2_000}},
}

# timeout < retry, both above the slowest task; retry > timeout × (queue_limit ÷ workers + 2).
Q_CLUSTER = {
    "name": "psf",
    "workers": 2,
    "timeout": 300,
    "retry": 1500,
    "queue_limit": 4,
    "max_attempts": 3,
    "catch_up": False,
    "orm": "default",
    "label": "Tâches de fond",
}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = env("PSF_FROM_EMAIL", default="PSF <ne-pas-repondre@psf.invalid>")
EMAIL_HOST = env("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=587)
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", default=False)
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=not EMAIL_USE_SSL)
EMAIL_HOST_USER = env("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", default="")
# Seconds a mail server may take: to accept a connection, then for each of its answers.
SMTP_CONNECT_SECONDS = env.int("PSF_SMTP_CONNECT_SECONDS", default=10)
SMTP_READ_SECONDS = EMAIL_TIMEOUT = env.int("PSF_SMTP_READ_SECONDS", default=20)

# Messages (psf.messaging): "smtp" sends; "mailbox" shows them in the admin and sends nothing;
# "memory" keeps them for tests. docs/decisions/messages.md
PSF_DELIVERY = env("PSF_DELIVERY", default="mailbox")
MESSAGES_MUST_LEAVE = False
MESSAGES_REPLY_TO = env("PSF_REPLY_TO", default="")
# Where returned mails come back to; empty: to the sender.
MESSAGES_BOUNCE_ADDRESS = env("PSF_BOUNCE_ADDRESS", default="")
# Class of the SMS provider (psf.messaging.channels.base.Channel); empty: everybody gets mails.
MESSAGES_SMS_CHANNEL = env("PSF_SMS_CHANNEL", default="")
# The mailbox that returned mails come back to; no host: nobody reads it.
BOUNCE_MAILBOX = {
    "host": env("PSF_IMAP_HOST", default=""),
    "port": env.int("PSF_IMAP_PORT", default=993),
    "user": env("PSF_IMAP_USER", default=""),
    "password": env("PSF_IMAP_PASSWORD", default=""),
    "folder": env("PSF_IMAP_FOLDER", default="INBOX"),
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "psf.scrubbing.ScrubbingFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Through the root alone: Django's own handlers write and mail what is not scrubbed.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "django-q": {"level": "WARNING"},
        # A line for each page indexed.
        "django_tasks": {"level": "WARNING"},
    },
}

# --- Sign-in -----------------------------------------------------------------------------------
# django-allauth holds the only door (docs/decisions/second-factor.md); Wagtail's own are closed.
AUTHENTICATION_BACKENDS = ["psf.accounts.backends.AccountBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "account_login"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/compte/connexion/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
# Such a password is shared, kept in clear and may be tried for ever.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}

ACCOUNT_ADAPTER = "psf.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# An account has one address, that of its invitation, so allauth's table of addresses stays empty: its
# own generator of tokens would write a row there, unverified, for whoever types the address.
# Django's binds a token to the password and the address as well.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
# That table says nothing here: nobody signs up with the address of somebody else.
MFA_ALLOW_UNVERIFIED_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[PSF] "
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Passwords, codes and mails of reset are counted by psf.accounts.attempts; a valid reset link needs no
# limit. What one address asks of resets is bounded far above a whole rectorat. The others are
# allauth's own, counted in the table of psf.throttles (psf.accounts.allauth_seams).
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": None,
    "reset_password": "300/10m/ip",
    "reset_password_from_key": None,
}
# How many proxies of ours stand in front: without it a proxy would be the only "address".
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

MFA_ADAPTER = "psf.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "PSF"
MFA_TOTP_TOLERANCE = 1
# A device known today gives no code again until the next morning (psf.accounts.devices).
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_NAME = "appareil_connu"
MFA_TRUST_COOKIE_AGE = env.int("PSF_KNOWN_DEVICE_HOURS", default=16) * 60 * 60
ACCOUNT_FORMS = {
    "login": "psf.accounts.sign_in_forms.LoginForm",
    "reset_password": "psf.accounts.sign_in_forms.ResetPasswordForm",
}
MFA_FORMS = {
    "activate_totp": "psf.accounts.sign_in_forms.ActivateForm",
    "authenticate": "psf.accounts.sign_in_forms.AuthenticateForm",
    "reauthenticate": "psf.accounts.sign_in_forms.ReauthenticateForm",
}
INVITATION_DAYS = 7
# ProConnect, for who follows many files by their links (docs/decisions/proconnect.md): off until all
# three are given. Nobody gets an account by it.
PROCONNECT = (
    env("PSF_PROCONNECT_URL", default=""),
    env("PSF_PROCONNECT_CLIENT_ID", default=""),
    env("PSF_PROCONNECT_CLIENT_SECRET", default=""),
)
# Whether an address of which ProConnect does not say that it is verified is held to be so.
PROCONNECT_VOUCHES_FOR_ADDRESSES = env.bool("PSF_PROCONNECT_VOUCHES_FOR_ADDRESSES", default=False)
PROCONNECT_LANDING = "/mes-engagements/"
SOCIALACCOUNT_ADAPTER = "psf.proconnect.adapters.GuestAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "proconnect": {
        "APPS": [
            {
                "provider_id": "proconnect",
                "name": "ProConnect",
                "client_id": PROCONNECT[1],
                "secret": PROCONNECT[2],
                "settings": {"server_url": PROCONNECT[0]},
            }
        ]
        if all(PROCONNECT)
        else []
    }
}
# --- end of Sign-in ----------------------------------------------------------------------------
