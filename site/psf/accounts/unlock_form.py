"""What reopens a locked session: the password, and the code when it is due."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.forms import ReauthenticateForm
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa import app_settings
from django import forms

from . import devices, sign_in_forms


def code_is_due(request) -> bool:
    """Whether the last code of this session is no longer today's, on a device that is not known."""
    user = request.user
    if not user.second_factor_required or devices.is_known(request, user):
        return False
    given = [
        record["at"]
        for record in get_authentication_records(request, user)
        if record["method"] == "mfa"
    ]
    return not given or time.time() - max(given) > app_settings.TRUST_COOKIE_AGE.total_seconds()


class UnlockForm(ReauthenticateForm):
    """Attempts are counted with those of the sign-in, by allauth."""

    def __init__(self, request, data=None):
        self.request = request
        super().__init__(data, user=request.user, auto_id="lock_%s")
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""
        if code_is_due(request):
            self.fields["code"] = forms.CharField(
                label="Code de votre application",
                widget=forms.TextInput(
                    attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}
                ),
            )

    def clean(self):
        cleaned = super().clean()
        # After a right password only: who does not know it learns nothing of the code, and uses none.
        if "code" in cleaned and "password" in cleaned:
            self.code_form = sign_in_forms.ReauthenticateForm(
                {"code": cleaned["code"]}, user=self.user
            )
            if not self.code_form.is_valid():
                self.add_error("code", self.code_form.errors.as_data()["code"])
        return cleaned

    def save(self) -> None:
        reauthenticate_by_password(self.request)
        if "code" in self.fields:
            self.code_form.save()

    def sentences(self) -> dict[str, list[str]]:
        return {name: list(errors) for name, errors in self.errors.items()}
