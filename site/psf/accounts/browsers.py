"""A browser that somebody signed in with is known again: its tries are counted apart from strangers'.

The cookie proves nothing by itself: with it, a password and a code are asked as without it.
https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
"""

import secrets

from django.core import signing
from django.http import HttpRequest, HttpResponse

from .models import User

COOKIE = "appareil"
SALT = "psf.accounts.device"
SECONDS = 180 * 24 * 60 * 60
# Only the sign-in pages read it.
PATH = "/compte/"
# Accounts of one browser that are remembered, the last ones.
MOST = 10


def known_browser(request: HttpRequest, account: User) -> str | None:
    """The name of this browser when it has signed in to `account` before, or None."""
    name, accounts = _read(request)
    return name if account.pk in accounts else None


def remember_browser(request: HttpRequest, response: HttpResponse, account: User) -> None:
    """Let this browser be known again for `account`; called once both factors were given."""
    name, accounts = _read(request)
    accounts = [*(pk for pk in accounts if pk != account.pk), account.pk][-MOST:]
    response.set_cookie(
        COOKIE,
        signing.dumps([name, accounts], salt=SALT),
        max_age=SECONDS,
        path=PATH,
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[int]]:
    """(name of the browser, keys of its accounts); a new name when it has none of ours."""
    try:
        name, accounts = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return secrets.token_urlsafe(16), []
    return name, accounts
