"""One transaction a request, its scope set at the start."""

from django.db import transaction

from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import set_scope

UNSCOPED_PREFIXES = ("/static/", "/sante/")


class PerimeterMiddleware:
    """Open the request's transaction and state its scope, for anonymous visitors too (nothing).

    The transaction spans view and template rendering, so no lazy query escapes the scope. The
    view's own block (ATOMIC_REQUESTS) is a savepoint inside it: an error undoes the view's writes
    and leaves a usable transaction to render the error page. Streamed responses are consumed
    inside, because a query run while streaming would see nothing.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(UNSCOPED_PREFIXES):
            request.services = []
            return self.get_response(request)
        with transaction.atomic():
            request.services = (
                PerimeterGrant.objects.services_of(request.user)
                if request.user.is_authenticated
                else []
            )
            set_scope(request.services)
            response = self.get_response(request)
            if response.streaming and not hasattr(response, "file_to_stream"):
                response.streaming_content = list(response.streaming_content)
            return response
