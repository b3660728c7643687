"""From a list on a screen to a file that the worker makes, and back to that list when it does."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django_q.tasks import async_task

from psf.exports.enums import BUSY
from psf.exports.models import Export

if TYPE_CHECKING:
    from psf.spreadsheets.exports import SafeExportMixin

TASK = "psf.exports.tasks.make"
# The field of `PersonsList`: a search that travels in the body alone.
TYPED = "nom"


def ask(view: "SafeExportMixin") -> HttpResponseBase:
    """Keep what `view` was asked for, begin once that is committed, and show where it stands."""
    request = view.request
    address = request.GET.copy()
    address.pop("p", None)
    wanted = {
        "view": request.resolver_match.view_name,
        "format": address["export"],
        "asked": {"address": address.urlencode(), "typed": view.typed},
    }
    # Asked for twice while it is being made: the same one.
    export = Export.objects.of(request.user).filter(state__in=BUSY, **wanted).first()
    if export is None:
        export = Export.objects.create(
            user=request.user,
            title=str(view.get_page_title() or view.page_title)[:120],
            filename=view.get_filename()[:150],
            **wanted,
        )
        transaction.on_commit(lambda: async_task(TASK, export.pk))
    return redirect("exports:export", export.pk)


class Asked:
    """Set on a request: the list says that its reader may have it, and gives nothing yet."""

    def __init__(self) -> None:
        self.view: Any = None

    def of(self, view: "SafeExportMixin") -> HttpResponse:
        self.view = view
        return HttpResponse()


def allowed(export: Export, user: AbstractBaseUser, services: list[int]) -> Any:
    """The list as its own view opens it to `user` now; raises PermissionDenied.

    Its doors are asked anew, not copied: what the screen refuses, no file gives.
    """
    if not (user.is_active and user.has_perm("wagtailadmin.access_admin")):  # type: ignore[attr-defined]  # Of our own user model.
        raise PermissionDenied
    path = reverse(export.view)
    match = resolve(path)
    request: Any = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.META = {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    request.GET = QueryDict(export.asked.get("address") or f"export={export.format}")
    request.POST = QueryDict(mutable=True)
    request.POST[TYPED] = export.asked.get("typed", "")
    request.user, request.services, request.resolver_match = user, services, match
    request.export_asked = asked = Asked()
    view_class: Any = match.func.view_class  # type: ignore[attr-defined]  # A class based view.
    view = view_class(**match.func.view_initkwargs)  # type: ignore[attr-defined]  # A class based view.
    view.setup(request, *match.args, **match.kwargs)
    answer = view.dispatch(request, *match.args, **match.kwargs)
    if asked.view is None or answer.status_code != 200:
        raise PermissionDenied
    return asked.view
