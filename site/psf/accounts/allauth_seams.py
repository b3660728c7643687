"""allauth counts its own limits in our table, not in the cache that pages and strangers fill.

It takes no other counter (https://docs.allauth.org/en/latest/common/rate_limits.html): its lists of
moments are read, then written, in Django's default cache. Both functions that do so are replaced
here; tests/accounts/test_allauth_seams.py fails when they change.
https://codeberg.org/allauth/django-allauth/src/branch/main/allauth/core/internal/ratelimit.py
"""

from dataclasses import dataclass

from allauth.core import context
from allauth.core.exceptions import RateLimited
from allauth.core.internal import ratelimit
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt, encrypt
from cryptography.fernet import InvalidToken
from django.http import HttpResponse

from psf.throttles.limits import Limit
from psf.throttles.waiting import too_often_page

CONSUME, CLEAR = ratelimit._consume_single_rate, ratelimit.clear
TOTP_SECRET = totp.get_totp_secret


@dataclass(frozen=True, slots=True)
class Usage:
    """One try that allauth may take back."""

    limit: Limit
    who: str

    def rollback(self) -> None:
        self.limit.give_back(self.who)


def consume(
    request, *, app, action, rate, key=None, user=None, dry_run=False, raise_exception=False
) -> Usage | None:
    """Stand for `_consume_single_rate`: count one try, unless `dry_run`; None when one too many."""
    limit, who = _counted(request, app, action, rate, key, user)
    if limit.is_open(who) if dry_run else limit.allows(who):
        return Usage(limit, who)
    request.allauth_wait = limit.wait(who)
    if raise_exception:
        raise RateLimited
    return None


def wait_of(request) -> int:
    """Seconds until allauth hears `request` again, by the limit that just refused it."""
    return getattr(request, "allauth_wait", 60)


def handler429(request) -> HttpResponse:
    """What allauth answers in place of a page (it asks the URLconf for it)."""
    return too_often_page(request, wait_of(request))


def clear(request, *, app, action, config=None, key=None, user=None) -> None:
    """Stand for `clear`: forget the tries of an action."""
    for rate in ratelimit.get_rates(app=app, action=action, config=config):
        limit, who = _counted(request, app, action, rate, key, user)
        limit.forget(who)


def _counted(request, app, action, rate, key, user) -> tuple[Limit, str]:
    who = ratelimit.get_cache_key(request, app=app, action=action, rate=rate, key=key, user=user)
    return Limit("allauth", rate.amount, rate.duration), who


def totp_secret(regenerate: bool = False) -> str:
    """Stand for `get_totp_secret`: the key of who enrols waits in the session, encrypted as it will be
    in its table, so that neither a dump nor a copy of the sessions gives it."""
    session = context.request.session
    if not regenerate and (kept := session.get(totp.SECRET_SESSION_KEY)):
        try:
            return decrypt(kept)
        except InvalidToken:  # Of the release before, or of another SECRET_KEY: a new one.
            pass
    secret: str = totp.generate_totp_secret()
    session[totp.SECRET_SESSION_KEY] = encrypt(secret)
    return secret


def install() -> None:
    totp.get_totp_secret = totp_secret
    ratelimit._consume_single_rate = consume
    ratelimit.clear = clear
