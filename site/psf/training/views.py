"""Entering without a password: in a training space, and nowhere else."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from psf.training.entrances import BY_SLUG, next_account


@method_decorator(never_cache, name="dispatch")
class EnterView(View):
    http_method_names = ["post", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not settings.PSF_TRAINING or kwargs["slug"] not in BY_SLUG:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        user = next_account(BY_SLUG[slug].role)
        if user is None:
            messages.error(request, "L'espace est en cours d'écriture. Revenez dans une minute.")
            return HttpResponseRedirect(reverse(settings.LOGIN_URL))
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        messages.success(request, f"Vous êtes {user}, {user.function}. Tout est inventé.")
        return HttpResponseRedirect(reverse("guidance:start"))
