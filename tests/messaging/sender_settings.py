"""Settings of a sender in a process of its own: the database and the mail server of one test."""

import os

from psf.settings.test import *  # noqa: F403
from psf.settings.test import DATABASES

DATABASES["default"]["NAME"] = os.environ["SENDER_DATABASE"]
PSF_DELIVERY = "smtp"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ["SENDER_PORT"])
EMAIL_USE_TLS = EMAIL_USE_SSL = False
LOGGING = {"version": 1, "disable_existing_loggers": True}
