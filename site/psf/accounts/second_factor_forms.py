"""A code serves once, for as long as it is valid.

allauth remembers a used code for one period only, while a tolerance of one period keeps it valid
for three: https://codeberg.org/allauth/django-allauth/src/branch/main/allauth/mfa/totp/internal/auth.py
"""

import hashlib

from allauth.mfa import app_settings
from allauth.mfa.base import forms
from django.core.cache import cache


class OnceOnly:
    def clean_code(self):
        code = super().clean_code()
        digest = hashlib.sha256(f"{self.user.pk}:{code.strip()}".encode()).hexdigest()
        validity = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        if not cache.add(f"psf.accounts.code:{digest}", True, timeout=validity):
            raise forms.get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(OnceOnly, forms.AuthenticateForm):
    pass


class ReauthenticateForm(OnceOnly, forms.ReauthenticateForm):
    pass
