"""What somebody typed survives an expired session or form: the form comes back filled in.

Only for the screens of the workflow (`KEPT_NAMESPACES`), for an hour, in the server's session,
and only once the request is known to come from this site.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone

KEY = "typed"
KEPT_NAMESPACES = frozenset({"work", "offers"})
LONGEST = 20_000  # characters
LIFE_SECONDS = 3600


def keep(request: HttpRequest) -> None:
    """Keep the fields of this POST for the next GET of the same address."""
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
    if timezone.now().timestamp() - kept["at"] > LIFE_SECONDS:
        return None
    return QueryDict(kept["data"])


class KeepTypedMiddleware:
    """A POST whose session has ended is kept, then the person signs in and comes back to it."""

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
    ) -> None:
        if (
            request.method == "POST"
            and request.user.is_anonymous
            and request.resolver_match is not None
            and KEPT_NAMESPACES.intersection(request.resolver_match.namespaces)
        ):
            keep(request)
        return None


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer to a form whose protection against forgery has expired (CSRF_FAILURE_VIEW)."""
    if _comes_from_here(request) and _keeps(request.path):
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
