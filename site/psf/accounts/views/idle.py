"""The lock of an idle session: a page without JavaScript, a cover over the page with it."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpResponseRedirect, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from .. import idle
from ..unlock_form import UnlockForm, code_is_due

SALT = "psf.accounts.idle"
# What a POST carried comes back to who sent it: bounded, and not for longer than a session.
LONGEST = 500_000
TEMPLATE = "account/lock.html"


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class LockView(View):
    """GET shows the lock; POST opens it, then goes on to where one was, or gives back what was sent."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            if _wants_json(request):
                return JsonResponse({"signed_out": True}, status=401)
            return redirect_to_login(_next(request))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        if idle.seconds_left(request) > 0:
            return HttpResponseRedirect(_next(request))
        return render(request, TEMPLATE, _context(request, UnlockForm(request)))

    def post(self, request):
        form = UnlockForm(request, request.POST)
        if not form.is_valid():
            if _wants_json(request):
                return JsonResponse({"errors": form.sentences()}, status=400)
            context = _context(request, form, typed=request.POST.get("typed", ""))
            return render(request, TEMPLATE, context)
        form.save()
        idle.unlock(request)
        if _wants_json(request):
            return JsonResponse(_state(request))
        if typed := _unpacked(request):
            return render(request, "account/send_again.html", typed)
        return HttpResponseRedirect(_next(request))


class PresenceView(View):
    """GET says how long until the lock; POST says that somebody is there. For the cover."""

    http_method_names = ["get", "post"]

    @method_decorator(never_cache)
    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return JsonResponse({"signed_out": True}, status=401)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return JsonResponse(_state(request))

    def post(self, request):
        if idle.seconds_left(request) > 0:
            idle.touch(request)
        return JsonResponse(_state(request))


def lock_page(request):
    """The lock in answer to a form: it carries what the form held, and the server keeps nothing."""
    return render(
        request,
        TEMPLATE,
        _context(request, UnlockForm(request), typed=_packed(request)),
        status=idle.LOCKED,
    )


def _state(request) -> dict:
    return {
        "locked": idle.seconds_left(request) <= 0,
        "seconds": max(0, round(idle.seconds_left(request))),
        "code_due": code_is_due(request),
        # A sign-in in another tab renews it: forms on the page would be refused with the former.
        "token": get_token(request),
    }


def _context(request, form, typed="") -> dict:
    return {
        "form": form,
        "minutes": settings.IDLE_LOCK_MINUTES,
        "next": _next(request),
        "typed": typed,
        "files": bool(request.FILES),
    }


def _packed(request) -> str:
    sent = request.POST.copy()
    sent.pop("csrfmiddlewaretoken", None)
    body = sent.urlencode()
    if len(body) > LONGEST or any("password" in name for name in sent):
        return ""
    return signing.dumps([request.user.pk, request.get_full_path(), body], salt=SALT, compress=True)


def _unpacked(request) -> dict | None:
    packed, longest = request.POST.get("typed", ""), settings.SESSION_COOKIE_AGE
    try:
        user, path, body = signing.loads(packed, salt=SALT, max_age=longest)
    except signing.BadSignature:
        return None
    if user != request.user.pk:
        return None
    fields = [(name, value) for name, values in QueryDict(body).lists() for value in values]
    return {"path": path, "fields": fields}


def _wants_json(request) -> bool:
    return request.headers.get("accept", "").startswith("application/json")


def _next(request) -> str:
    """Where to go on: an address of this site, or the admin's home."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure()):
        return asked
    return "/admin/"
