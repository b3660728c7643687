"""The forms of the sign-in pages, where they differ from allauth's."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.utils import decrypt
from django import forms

from .attempts import may_mail_reset, try_code
from .code_steps import use_step
from .models import User


class LoginForm(account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Identifiant ou adresse électronique"
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""


class ResetPasswordForm(account.ResetPasswordForm):
    """A mail goes to the address of the account and to no other that allauth's table remembers.

    The answer is the same whether an account exists, and whether one mail too many was asked for.
    """

    def clean_email(self):
        address = get_account_adapter().clean_email(self.cleaned_data["email"].lower())
        self.users = list(User.objects.active().filter(email__iexact=address))
        return address

    def save(self, request, **kwargs):
        self.users = [user for user in self.users if may_mail_reset(request, user)]
        return super().save(request, **kwargs)


class CountedAndOnce:
    """Tries of a code are counted; a code of an application serves once, see `use_step`."""

    def clean_code(self):
        attempt = try_code(context.request, self.user)
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            _use(self.user, decrypt(self.authenticator.data["secret"]), code)
        attempt.was_right()
        return code


class AuthenticateForm(CountedAndOnce, mfa.AuthenticateForm):
    known_device = forms.BooleanField(
        label="C’est mon appareil : ne plus demander de code aujourd’hui",
        required=False,
    )


class ReauthenticateForm(CountedAndOnce, mfa.ReauthenticateForm):
    pass


class ActivateForm(totp.ActivateTOTPForm):
    """The code that registers an application has served too."""

    def clean_code(self):
        code = super().clean_code()
        _use(self.user, self.secret, code)
        return code


def _use(user, secret: str, code: str) -> None:
    if not use_step(user, secret, code):
        raise get_adapter().validation_error("incorrect_code")
