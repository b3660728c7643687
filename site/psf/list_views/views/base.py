"""What the screens of views have in common: a list that its reader may open, a view in sight."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.utils.functional import cached_property

from psf.list_views import sharing
from psf.list_views.bar import filters_in
from psf.list_views.forms import LookReader
from psf.list_views.lists import LISTS, Arranged
from psf.list_views.models import Look, SavedView


class OfList:
    """A view of a list that the address names; 404 for no list, 403 for one that is closed."""

    # Of the view beside which this one stands.
    request: Any

    def dispatch(self, request, *args, **kwargs):
        kind = LISTS.get(kwargs["kind"])
        if kind is None:
            raise Http404("no such list")
        self.kind: Arranged = kind
        self.index = kind.view_for(request)
        if not kind.is_open_to(self.index, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def saved_view(self) -> SavedView | None:
        """The one that is changed, by its key in the address or in the form."""
        key = self.request.POST.get("vue") or self.request.GET.get("vue", "")
        if not key or key == "liste":
            return None
        view = sharing.of_key(self.request, key)
        if view is None or view.kind != self.kind.slug:
            raise Http404("no such view in sight")
        return view

    @cached_property
    def start(self) -> Look:
        return self.saved_view.look if self.saved_view else Look()

    @property
    def reader(self) -> LookReader:
        return LookReader(self.request.POST, self.index)

    @property
    def base(self) -> SavedView | None:
        """The view with a name that a draft changes, or that is on screen."""
        view = self.saved_view
        return view.base if view and view.is_draft else view

    def try_out(self, look: Look) -> SavedView:
        """Keep `look` as what this person is trying on this list."""
        draft = sharing.draft_of(self.request, self.kind.slug)
        draft.base, draft.look = self.base, look
        draft.full_clean()
        draft.save()
        return draft

    def forget_draft(self) -> None:
        SavedView.objects.of_list(self.kind.slug).filter(owner=self.request.user, name="").delete()

    def to_list(self, view: SavedView | None, filters: str = "") -> HttpResponseRedirect:
        asked = urlencode({"vue": view.key if view else "liste"})
        return HttpResponseRedirect(f"{self.kind.url}?{'&'.join(filter(None, (asked, filters)))}")

    def filters(self, query) -> str:
        return filters_in(query, self.index)
