"""No session without its second factor goes further than enrolment or verification."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

# Routes a person may use to obtain, verify or give up a second factor.
ALLOWED_ROUTES = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "health",
    }
)


def second_factor_given(request):
    """True when this very session was opened or confirmed with a code, or enrolled in it."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


class SecondFactorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user = request.user
        if not user.is_authenticated or not user.second_factor_required:
            return None
        if request.resolver_match.view_name in ALLOWED_ROUTES or request.path.startswith(
            settings.STATIC_URL
        ):
            return None
        if not is_mfa_enabled(user):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        if second_factor_given(request):
            return None
        query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{query}")
