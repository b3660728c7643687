"""One transaction a request, its scope set at the start."""

from collections.abc import Callable
from typing import TypeGuard

from django.db import connection, transaction
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from psf.perimeter.models import PerimeterGrant
from psf.perimeter.requests import ScopedRequest
from psf.perimeter.scope import services_in_sight, set_scope

UNSCOPED_PREFIXES = ("/static/", "/sante/")


def streams_lazily(response: HttpResponseBase) -> TypeGuard[StreamingHttpResponse]:
    """True when the body is produced by Python while it is sent, after this middleware."""
    return response.streaming and getattr(response, "file_to_stream", None) is None


class PerimeterMiddleware:
    """Open the request's transaction and state its scope, for anonymous visitors too (nothing).

    The transaction spans view and template rendering, so no lazy query escapes the scope. The
    view's own block (ATOMIC_REQUESTS) is a savepoint inside it: an error undoes the view's writes
    and leaves a usable transaction to render the error page. An error while rendering, after that
    block, answers 500 too: its writes are undone here. Streamed responses are consumed inside,
    because a query run while streaming would see nothing; files are not, they run no query.

    Addresses without scope see nothing: the database's answer to no scope at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: ScopedRequest) -> HttpResponseBase:
        if request.path.startswith(UNSCOPED_PREFIXES):
            request.services = []
            return self.get_response(request)
        nested = connection.in_atomic_block  # A test's own transaction.
        with transaction.atomic():
            before = services_in_sight() if nested else []
            # Evaluates request.user here, inside the transaction.
            request.services = (
                PerimeterGrant.objects.services_of(request.user)
                if request.user.is_authenticated
                else []
            )
            set_scope(request.services)
            response = self.get_response(request)
            if streams_lazily(response):
                parts = list(response.streaming_content)  # type: ignore[arg-type]  # No view is asynchronous.
                response.streaming_content = parts
            if response.status_code >= 500:
                transaction.set_rollback(True)
            elif nested:
                set_scope(before)
            return response
