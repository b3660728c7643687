"""The forms of the sign-in pages, where they differ from allauth's."""

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa

from psf.throttles.limits import Limit

from .attempts import try_code

USES_OF_A_CODE = Limit(
    "code.used",
    tries=1,
    seconds=app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1),
)


class LoginForm(account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Identifiant ou adresse électronique"
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""


class Counted:
    """Tries of a code are counted, and a right one serves once, for as long as it is valid.

    allauth remembers a used code for one period only, in a cache, while a tolerance of one period
    keeps it valid for three: `TOTP._mark_code_used` in
    https://codeberg.org/allauth/django-allauth/src/branch/main/allauth/mfa/totp/internal/auth.py
    """

    def clean_code(self):
        attempt = try_code(context.request, self.user)
        code = super().clean_code()
        if not USES_OF_A_CODE.allows(f"{self.user.pk} {code.strip()}"):
            raise get_adapter().validation_error("incorrect_code")
        attempt.was_right()
        return code


class AuthenticateForm(Counted, mfa.AuthenticateForm):
    pass


class ReauthenticateForm(Counted, mfa.ReauthenticateForm):
    pass
