"""Opening a link: nothing changes, and the token leaves the address."""

from django.http import HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from psf.links.guests import find_link, remember


@method_decorator(never_cache, name="dispatch")
class OpenView(View):
    """GET only: mail scanners open links."""

    http_method_names = ["get", "head"]

    def get(self, request, token):
        link = find_link(token)
        response = HttpResponseRedirect(f"/lien/{link.key}/" if link else "/lien/inconnu/")
        response["Referrer-Policy"] = "no-referrer"
        if link:
            remember(response, link, request)
        return response
