"""What PSF_TRAINING puts over the settings of production or development: nothing leaves, nobody is real.

psf.training.checks refuses to start when more was asked of the environment.
"""

from .base import INSTALLED_APPS, SESSION_COOKIE_AGE, SOCIALACCOUNT_PROVIDERS, env

INSTALLED_APPS = [*dict.fromkeys([*INSTALLED_APPS, "demonstration"])]
DEMONSTRATION_ACCOUNTS_ALLOWED = True
RETENTION_POLICY_REQUIRED = False
# Production's two, and open demonstration accounts: they are what it is for.
SILENCED_SYSTEM_CHECKS = [
    "security.W019",
    "security.W021",
    "psf.accounts.E001",
    "psf.accounts.E002",
]
# As the environment says it, or nothing: the check reads what somebody meant to use.
EMAIL_HOST = env("EMAIL_HOST", default="")
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
PSF_DELIVERY = "mailbox"
MESSAGES_MUST_LEAVE = False
TRY_LINKS = False
SOCIALACCOUNT_PROVIDERS = {**SOCIALACCOUNT_PROVIDERS, "proconnect": {"APPS": []}}
# Nobody has a password that would reopen a locked session.
IDLE_LOCK_MINUTES = SESSION_COOKIE_AGE // 60
