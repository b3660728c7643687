"""Opening a link: nothing changes, and the token leaves the address."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from psf.links import throttle
from psf.links.guests import find_link, remember
from psf.throttles.waiting import too_often


@method_decorator(never_cache, name="dispatch")
class OpenView(View):
    """GET only: mail scanners open links. Wrong tokens are counted by the address they come from;
    a right one opens whatever others tried from there."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        link = find_link(token)
        if link is None:
            who = throttle.address_of(request)
            if not throttle.WRONG_TOKENS.allows(who):
                return _sealed(too_often(request, throttle.WRONG_TOKENS, who))
            return _sealed(HttpResponseRedirect("/lien/inconnu/"))
        response = _sealed(HttpResponseRedirect(f"/lien/{link.key}/"))
        remember(response, link, request)
        return response


def _sealed(response: HttpResponse) -> HttpResponse:
    """The token in the address goes neither to the next page nor to a search engine."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
