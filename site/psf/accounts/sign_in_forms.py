"""The forms of the sign-in pages, where they differ from allauth's."""

import hashlib

from allauth.account import forms as account
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from django.core.cache import cache


class LoginForm(account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Identifiant ou adresse électronique"
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""


class OnceOnly:
    """A code serves once, for as long as it is valid.

    allauth remembers a used code for one period only, while a tolerance of one period keeps it
    valid for three: `TOTP._mark_code_used` in
    https://codeberg.org/allauth/django-allauth/src/branch/main/allauth/mfa/totp/internal/auth.py
    """

    def clean_code(self):
        code = super().clean_code()
        digest = hashlib.sha256(f"{self.user.pk}:{code.strip()}".encode()).hexdigest()
        validity = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        if not cache.add(f"psf.accounts.code:{digest}", True, timeout=validity):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(OnceOnly, mfa.AuthenticateForm):
    pass


class ReauthenticateForm(OnceOnly, mfa.ReauthenticateForm):
    pass
