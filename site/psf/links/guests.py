"""The visitor of a link: a signed cookie remembers which link they opened, for half a day.

The cookie holds the key of one link and a number drawn for this browser, is sent to that link's pages
only, and is not readable by scripts. No session is written: opening a link changes nothing.

Who came by ProConnect opens, without a cookie and while that visit lasts, the links issued for the
address that it verified; those alone by which somebody follows what they committed to.
"""

import secrets

from django.core import signing
from django.http import HttpRequest, HttpResponse

from psf.links.enums import FOLLOWED, KEY_LENGTH
from psf.links.models import Link
from psf.perimeter.scope import all_services
from psf.proconnect.visitor import visitor_of

SALT = "psf.links.cookie"
SECONDS = 12 * 60 * 60


def find_link(token: str) -> Link | None:
    """The link of this token, alive or not; sees every service for that one look."""
    with all_services("open a link"):
        return Link.objects.of_token(token)


def remember(response: HttpResponse, link: Link, request: HttpRequest) -> None:
    """Let the visitor's browser come back to the link's pages without the token."""
    response.set_cookie(
        f"lien_{link.key}",
        signing.dumps(f"{link.digest}.{secrets.token_hex(8)}", salt=SALT),
        max_age=SECONDS,
        path=f"/lien/{link.key}/",
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )


def remembered(request: HttpRequest, key: str) -> Link | None:
    """The link that this browser opened under `key`, or that its visitor follows; or None."""
    digest, _ = _read(request, key)
    if not digest or not digest.startswith(key):
        return _followed(request, key)
    with all_services("come back to a link"):
        return Link.objects.filter(digest=digest).first()


def browser_of(request: HttpRequest, key: str) -> str:
    """Names the browser that opened the link under `key`, each time anew; "" without its cookie.

    Whoever errs in one browser keeps nobody out who reads the same link in another.
    """
    browser = _read(request, key)[1]
    visitor = None if browser else visitor_of(request)
    return visitor.browser if visitor else browser


def _followed(request: HttpRequest, key: str) -> Link | None:
    """The link under `key`, issued for the address of the visitor by ProConnect."""
    visitor = visitor_of(request)
    if visitor is None or len(key) != KEY_LENGTH:
        return None
    with all_services("a visitor by ProConnect comes to a link"):
        link = Link.objects.filter(digest__startswith=key, purpose__in=FOLLOWED).first()
    return link if link and link.is_for(visitor.email) else None


def _read(request: HttpRequest, key: str) -> tuple[str, str]:
    """The digest of the link and the number of the browser; "" for a cookie that says nothing."""
    try:
        kept: str = signing.loads(
            request.COOKIES.get(f"lien_{key}", ""), salt=SALT, max_age=SECONDS
        )
    except signing.BadSignature:
        return "", ""
    digest, _, browser = kept.partition(".")
    return digest, browser


def forget(response: HttpResponse, key: str) -> None:
    """Close the link in this browser: on a phone that several people use."""
    response.delete_cookie(f"lien_{key}", path=f"/lien/{key}/", samesite="Lax")
