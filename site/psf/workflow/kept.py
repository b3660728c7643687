"""What somebody typed survives an expired session or form: the form comes back filled in.

Only for the screens of the workflow (`KEPT_NAMESPACES`), and only once the request is known to come
from this site. The server keeps it for who is signed in, for an hour, in their session. For who is not,
or not any more, it goes back to the browser it came from, on a page that leads to signing in: sent again
from there, it finds a session.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

KEY = "typed"
KEPT_NAMESPACES = frozenset({"work", "offers"})
LONGEST = 20_000  # characters
LIFE_SECONDS = 3600


def keep(request: HttpRequest) -> None:
    """Keep the fields of this POST of somebody signed in for the next GET of the same address."""
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    encoded = typed.urlencode()
    if encoded and len(encoded) <= LONGEST:
        request.session[KEY] = {
            "path": request.path,
            "at": timezone.now().timestamp(),
            "data": encoded,
        }


def take(request: HttpRequest) -> QueryDict | None:
    """What was kept for this address, once."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    return None if _is_over(kept) else QueryDict(kept["data"])


def forget_old() -> int:
    """Take what nobody came back for out of the sessions; return how many held something.

    Sessions are looked at one by one: what they hold is no column.
    """
    store = import_module(settings.SESSION_ENGINE).SessionStore
    forgotten = 0
    for row in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        kept = row.get_decoded().get(KEY)
        if kept and _is_over(kept):
            session = store(row.session_key)
            if session.pop(KEY, None) is not None:
                session.save(must_create=False)
                forgotten += 1
    return forgotten


def _is_over(kept: dict[str, Any]) -> bool:
    return bool(timezone.now().timestamp() - kept["at"] > LIFE_SECONDS)


class KeepTypedMiddleware:
    """A POST whose session has ended is shown again to who sent it, with the way to sign in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> HttpResponse | None:
        if (
            request.method == "POST"
            and request.user.is_anonymous
            and request.resolver_match is not None
            and KEPT_NAMESPACES.intersection(request.resolver_match.namespaces)
        ):
            return signed_out(request)
        return None


def signed_out(request: HttpRequest) -> HttpResponse:
    """The page that holds what was typed, in fields that are not shown; the server forgets it."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    response = render(request, "workflow/signed_out.html", {"typed": typed}, status=403)
    add_never_cache_headers(response)
    return response


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer to a form whose protection against forgery has expired (CSRF_FAILURE_VIEW)."""
    if _comes_from_here(request) and _keeps(request.path):
        if request.user.is_anonymous:
            return signed_out(request)
        keep(request)
        return HttpResponseRedirect(f"{request.path}?expire=1")
    return render(request, "403_csrf.html", {"back": _path_of_referer(request)}, status=403)


def _keeps(path: str) -> bool:
    try:
        return bool(KEPT_NAMESPACES.intersection(resolve(path).namespaces))
    except Resolver404:
        return False


def _comes_from_here(request: HttpRequest) -> bool:
    said = request.headers.get("origin") or request.headers.get("referer") or ""
    return bool(said) and urlsplit(said).netloc == request.get_host()


def _path_of_referer(request: HttpRequest) -> str:
    referer = urlsplit(request.headers.get("referer", ""))
    return referer.path if referer.netloc == request.get_host() else "/admin/"
