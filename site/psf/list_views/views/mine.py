"""« Mes vues »: one's own, and those shared with one's services, list by list."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.views.generic import TemplateView

from psf.list_views import sharing
from psf.list_views.lists import LISTS, Arranged
from psf.list_views.models import DefaultView, SavedView
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin


@dataclass(frozen=True)
class Row:
    view: SavedView
    url: str
    settings_url: str
    sharing: str
    may_change: bool
    opens: bool


@dataclass(frozen=True)
class Shelf:
    kind: Arranged
    rows: list[Row]


def shelves(request) -> list[Shelf]:
    """Each list that this person may open, with its views."""
    opening = set(DefaultView.objects.filter(user=request.user).values_list("view_id", flat=True))
    found = []
    for kind in LISTS:
        if not kind.is_open_to(kind.view_for(request), request.user):
            continue
        rows = [
            _row(request, kind, view, view.pk in opening)
            for view in sharing.named(request, kind.slug)
        ]
        found.append(Shelf(kind, rows))
    return found


def _row(request, kind: Arranged, view: SavedView, opens: bool) -> Row:
    asked = urlencode({"vue": view.key})
    mine = view.owner_id == request.user.pk
    shared = f"partagée : {view.shared_with}" if view.shared_with else "à moi"
    return Row(
        view,
        f"{kind.url}?{asked}",
        f"{reverse('list_views:settings', args=[kind.slug])}?{asked}",
        shared if mine or view.owner is None else f"{shared}, par {view.owner}",
        sharing.may_change(request, view),
        opens,
    )


class MineView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "list_views/mine.html"
    header_icon = "sliders"
    page_title = "Mes vues"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(shelves=shelves(self.request), **kwargs)
