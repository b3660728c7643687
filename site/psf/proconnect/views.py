"""To ProConnect, back from it, and out of both sessions. Without settings none of these addresses exists."""

from typing import Any
from urllib.parse import urlencode

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from requests import RequestException

from psf.proconnect.adapters import FAILED, refused
from psf.proconnect.provider import ID, ProConnectOAuth2Adapter
from psf.proconnect.visitor import close_visit, is_on


@method_decorator(never_cache, name="dispatch")
class ProConnectView(View):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_on():
            raise Http404
        try:
            response = super().dispatch(request, *args, **kwargs)
        except (OAuth2Error, RequestException):
            response = refused(request, *FAILED)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response


class StartView(ProConnectView):
    """POST only: a session is written for whoever means to sign in, and no crawler does."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        answer = get_adapter(request).get_provider(request, ID).start(request)
        return leaving(request, answer.url) if answer.status_code == 302 else answer


class CallbackView(ProConnectView):
    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        view = OAuth2CallbackView.adapter_view(ProConnectOAuth2Adapter(request, ID))
        return view(request)


class LeaveView(ProConnectView):
    """Ends the visit here, then the session at ProConnect, which sends the visitor back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        visitor, here = close_visit(request), reverse("proconnect:left")
        if visitor is None:
            return HttpResponseRedirect(here)
        try:
            there = ProConnectOAuth2Adapter(request, ID).end_session_url
        except (OAuth2Error, RequestException):
            return HttpResponseRedirect(here)
        query = {
            "id_token_hint": visitor.id_token,
            "state": get_random_string(16),
            "post_logout_redirect_uri": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + here,
        }
        return leaving(request, f"{there}?{urlencode(query)}")


class LeftView(ProConnectView):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "proconnect/left.html")


def leaving(request: HttpRequest, address: str) -> HttpResponse:
    """On the way to ProConnect, by a page that leads there.

    Not by the answer to the form: browsers hold the whole chain of its redirects to `form-action`, and
    that of an agent's own organisation is known to ProConnect alone.
    """
    response = render(request, "proconnect/leaving.html", {"address": address})
    response["Cache-Control"] = "no-store, private"
    return response
