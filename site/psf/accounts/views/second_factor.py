"""Enrolment and the code of a sign-in, where they differ from allauth's."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from .. import devices


@method_decorator(never_cache, name="dispatch")
class ActivateView(ActivateTOTPView):
    """The session that sets the second factor up has given it."""

    def form_valid(self, form):
        response = super().form_valid(form)
        record_authentication(
            self.request, self.request.user, method="mfa", type=Authenticator.Type.TOTP
        )
        return response


class CodeView(AuthenticateView):
    """The code of a sign-in; the device is remembered when the person says it is theirs."""

    def form_valid(self, form):
        response = super().form_valid(form)
        if form.cleaned_data["known_device"]:
            devices.remember(self.request, form.user, response)
        return response


class AccountView(IndexView):
    def get_context_data(self, **kwargs):
        return super().get_context_data(
            devices_known_until=devices.known_until(self.request.user), **kwargs
        )


index = AccountView.as_view()
activate = ActivateView.as_view()
authenticate = CodeView.as_view()
