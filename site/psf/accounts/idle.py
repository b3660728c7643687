"""A session lasts a working day, and is locked after an hour without anybody: the password reopens it.

The server decides and refuses; the controller of the admin's pages (assets/accounts) only covers what
is on screen in time, so that what was typed stays there. docs/decisions/second-factor.md
"""

import time

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode

OPENED, SEEN = "psf.opened_at", "psf.seen_at"
# Writing a session at each request would cost one more query a page: to the minute is enough.
PRECISION_SECONDS = 60
# Open while locked: what unlocks, what leaves, what says how the machine is.
OPEN_ROUTES = frozenset(
    {"accounts_lock", "accounts_presence", "account_logout", "wagtailadmin_logout", "health"}
)
# Asked by the page itself, with nobody in front of it.
BY_ITSELF = frozenset(
    {"wagtailadmin_editing_sessions:ping", "wagtailadmin_editing_sessions:release"}
)
LOCKED = 423


@receiver(user_logged_in, dispatch_uid="psf.accounts.idle")
def begin(sender, request, user, **kwargs) -> None:
    now = time.time()
    request.session[OPENED], request.session[SEEN] = now, now


def touch(request: HttpRequest) -> None:
    """Somebody is there."""
    if time.time() - request.session.get(SEEN, 0) >= PRECISION_SECONDS:
        request.session[SEEN] = time.time()


def unlock(request: HttpRequest) -> None:
    request.session[SEEN] = time.time()


def seconds_left(request: HttpRequest) -> float:
    """Until the lock; zero or less once locked."""
    limit: float = settings.IDLE_LOCK_MINUTES * 60
    return limit - (time.time() - request.session.get(SEEN, 0))


def is_over(request: HttpRequest) -> bool:
    """Whether the working day of this session has passed."""
    age = time.time() - request.session.get(OPENED, 0)
    return age > settings.SESSION_COOKIE_AGE


class IdleLockMiddleware:
    """Before the second factor and the perimeter: a session that is over sees nothing at all."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if OPENED not in request.session:  # Opened by the release before.
                begin(None, request, request.user)
            elif is_over(request):
                logout(request)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs) -> HttpResponse | None:
        route = request.resolver_match.view_name
        if not request.user.is_authenticated or route in OPEN_ROUTES:
            return None
        if request.path.startswith(settings.STATIC_URL):
            return None
        if seconds_left(request) <= 0:
            return _locked(request)
        if route not in BY_ITSELF:
            touch(request)
        return None


def _locked(request: HttpRequest) -> HttpResponse:
    """A script is told so; a page leads to the lock, which carries what was sent."""
    if _asked_by_a_script(request):
        return JsonResponse({"locked": True}, status=LOCKED)
    if request.method in ("GET", "HEAD"):
        query = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('accounts_lock')}?{query}")
    from .views.idle import lock_page

    return lock_page(request)


def _asked_by_a_script(request: HttpRequest) -> bool:
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return True
    return request.headers.get("sec-fetch-mode", "navigate") != "navigate"
