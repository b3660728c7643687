"""The dashboard: what waits, and the days from « profil transmis » to « réunion tenue »."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.ui.components import Component

from matching.desk import figures
from matching.desk.queue.tabs import actions_of, given_to, services_of
from matching.desk.queue.watches import WATCHES
from psf.accounts.roles import Role
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin

STATISTICS = "matching.view_statistics"


@dataclass(frozen=True, slots=True)
class Tile:
    """A number, what it counts, and the list of these."""

    number: int
    words: str
    url: str


def tiles_of(request) -> list[Tile]:
    """What waits in the services in sight; who follows no file has actions only."""
    services = services_of(request)
    found = figures.figures(services)
    late = Tile(found.late, "actions en retard", _queue(retard="1"))
    if not request.services:
        return [late]
    offers = {"stage": "available", "watch": ["ending_soon", "mine"], "hours": "1"}
    ending = f"{reverse('wagtailsnippets_offers_offer:list')}?{urlencode(offers, doseq=True)}"
    return [
        late,
        *(
            Tile(found.watched[slug], watch.counted(services), _queue(veille=slug))
            for slug, watch in WATCHES.items()
        ),
        Tile(found.ending, "offres dont le marché finit dans moins de 6 mois", ending),
    ]


def _queue(**params) -> str:
    return f"{reverse('work:queue')}?{urlencode({'onglet': 'tout', **params})}"


class DashboardView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "matching/queue/dashboard.html"
    page_title = "Tableau de bord"
    header_icon = "view"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(STATISTICS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        request = self.request
        return super().get_context_data(
            **kwargs,
            tiles=tiles_of(request),
            meetings=figures.meetings(request.services) if request.services else None,
            lines=figures.national() if Role.NATIONAL in request.user.roles else None,
        )

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("work:queue"), "label": "Suivi des parcours"},
            {"url": reverse("work:dashboard"), "label": self.page_title},
        ]


class DashboardPanel(Component):
    """The home page of people who follow files: what is due, and what waits."""

    name = "suivi"
    template_name = "matching/queue/panel.html"
    order = 10

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        late = actions_of(services_of(request)).late().filter(given_to(request.user)).count()
        counted = request.user.has_perm(STATISTICS)
        return {
            "late": late,
            "tiles": tiles_of(request),
            "meetings": figures.meetings(request.services)
            if counted and request.services
            else None,
            "counted": counted,
        }
