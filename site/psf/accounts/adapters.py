"""How allauth behaves here: no sign-up, French words, secrets encrypted at rest."""

import base64
import hashlib
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from . import attempts
from .allauth_seams import wait_of
from .backends import refused_demonstration
from .browsers import remember_browser
from .devices import count_as_given

TRUST_STAGE = "allauth.mfa.stages.TrustStage"
WRONG_PASSWORD = "Identifiant ou mot de passe incorrect."
# allauth's words for its own limits, which psf.accounts.allauth_seams counts.
TOO_MANY = frozenset({"too_many_login_attempts", "rate_limited"})


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Ce compte est fermé.",
        "username_password_mismatch": WRONG_PASSWORD,
        "email_password_mismatch": WRONG_PASSWORD,
        "incorrect_password": "Mot de passe incorrect.",
        "enter_current_password": "Saisissez votre mot de passe actuel.",
        "incorrect_code": "Code incorrect ou déjà utilisé.",
    }

    def validation_error(self, code, *args):
        if code in TOO_MANY:
            return attempts.TooSoon(self.request, wait_of(self.request))
        return super().validation_error(code, *args)

    def is_open_for_signup(self, request):
        """Accounts are opened by invitation only."""
        return False

    def pre_login(self, request, user, **kwargs):
        if refused_demonstration(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def pre_authenticate(self, request, **credentials):
        login = credentials.get("email") or credentials.get("username") or ""
        self.attempt = attempts.try_password(request, login)

    def authenticate(self, request, **credentials):
        user = super().authenticate(request, **credentials)
        if user is not None:
            self.attempt.was_right()
        return user

    def post_login(self, request, user, **kwargs):
        count_as_given(request, user)
        response = super().post_login(request, user, **kwargs)
        remember_browser(request, response, user)
        return response

    def get_login_stages(self):
        """Whether a device is known is asked beside the code, not on a page after it."""
        return [path for path in super().get_login_stages() if path != TRUST_STAGE]

    def is_reauthentication_required(self, *, app, **kwargs):
        """A sign-in of the last minutes counts: nobody types a password twice in a row to enrol."""
        records = get_authentication_records(context.request, context.request.user)
        fresh = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        return not any(record["at"] > fresh for record in records)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Code incorrect ou déjà utilisé.",
    }

    def get_totp_label(self, user):
        return user.get_username()

    def encrypt(self, text):
        """TOTP keys are unreadable in a dump of the database without SECRET_KEY."""
        return self._cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return self._cipher().decrypt(encrypted_text.encode()).decode()

    @staticmethod
    def _cipher():
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        digests = [hashlib.sha256(b"psf.accounts.second-factor" + key.encode()) for key in keys]
        return MultiFernet([Fernet(base64.urlsafe_b64encode(each.digest())) for each in digests])
