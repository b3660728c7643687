"""Who came by ProConnect: an address that it verified, kept in the session for the day. No account is opened."""

import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

KEY = "psf.proconnect"


@dataclass(frozen=True, slots=True)
class Visitor:
    """`email` as ProConnect wrote it; `browser` names the session, as `psf.links.guests` does a link's.

    `id_token` is shown to ProConnect when leaving, and is read for nothing else.
    """

    email: str
    name: str
    browser: str
    id_token: str
    since: float


def is_on() -> bool:
    """Whether settings name a ProConnect; without one, nothing of it exists."""
    return bool(settings.SOCIALACCOUNT_PROVIDERS.get("proconnect", {}).get("APPS"))


def open_visit(request: HttpRequest, userinfo: dict[str, Any], id_token: str) -> None:
    """The session gets another key: one that somebody else had placed opens nothing."""
    names = (str(userinfo.get(name, "")) for name in ("given_name", "usual_name"))
    request.session.cycle_key()
    request.session[KEY] = asdict(
        Visitor(
            email=userinfo["email"].strip(),
            name=" ".join(filter(None, names)),
            browser=secrets.token_hex(8),
            id_token=id_token,
            since=time.time(),
        )
    )


def visitor_of(request: HttpRequest) -> Visitor | None:
    """Who is there, or None: nobody, since another day, or ProConnect is off."""
    if not is_on():
        return None
    kept = request.session.get(KEY)
    if not kept or time.time() - kept["since"] > settings.SESSION_COOKIE_AGE:
        return None
    return Visitor(**kept)


def close_visit(request: HttpRequest) -> Visitor | None:
    """End it here; who it was, so that ProConnect may be left too."""
    visitor = visitor_of(request)
    if request.user.is_authenticated:
        # Somebody of ours in the same browser: their own session goes on.
        request.session.pop(KEY, None)
    else:
        request.session.flush()
    return visitor
