"""No session without its second factor goes further than enrolment or verification."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import redirect
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
        "accounts_lock",
        "accounts_presence",
        "wagtailadmin_logout",
        "health",
    }
)
# Wagtail's own sign-in pages know neither throttling nor second factor.
CLOSED_DOORS = frozenset({"wagtailadmin_login", "wagtailcore_login"})


def second_factor_given(request, since):
    """True when this session gave a code after `since`, the day its present factor was set up."""
    records = get_authentication_records(request, request.user)
    return any(
        record.get("method") == "mfa" and record["at"] >= since.timestamp() for record in records
    )


def factor_since(user):
    """The moment the present application of codes was registered, or None."""
    return (
        Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
        .values_list("created_at", flat=True)
        .first()
    )


class SecondFactorMiddleware:
    """Guards every view. A factor removed or replaced since makes old sessions start again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        route = request.resolver_match.view_name
        if route in CLOSED_DOORS:
            query = request.GET.urlencode()
            return HttpResponseRedirect(reverse("account_login") + (f"?{query}" if query else ""))
        # Wagtail takes the session's cookie away even when it refuses a GET: an image would sign out.
        if route == "wagtailadmin_logout" and request.method not in ("POST", "OPTIONS"):
            return HttpResponseNotAllowed(["POST", "OPTIONS"])
        user = request.user
        if not user.is_authenticated or not user.second_factor_required:
            return None
        if route in ALLOWED_ROUTES or request.path.startswith(settings.STATIC_URL):
            return None
        since = factor_since(user)
        if since is None:
            return redirect("mfa_activate_totp")
        if second_factor_given(request, since):
            return None
        back = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{back}")
