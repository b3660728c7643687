"""The dashboard: what waits, and the days from « profil transmis » to « réunion tenue »."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.ui.components import Component

from matching.desk import figures
from matching.desk.after_call import may_enter
from matching.desk.tiles import COUNTRY, groups_of, lines_for
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin

STATISTICS = "matching.view_statistics"


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
        lines = lines_for(request.user)
        return super().get_context_data(
            **kwargs,
            groups=groups_of(request, lines),
            meetings=figures.meetings(request.services) if request.services else None,
            lines=lines,
            country=COUNTRY,
            counted_at=timezone.now(),
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
        counted = request.user.has_perm(STATISTICS)
        groups = groups_of(request, lines_for(request.user) if counted else None)
        return {
            "to_chain": groups[0].tiles[0].number,
            "groups": groups,
            "counted_at": timezone.now(),
            "may_enter": may_enter(request.user),
            "meetings": figures.meetings(request.services)
            if counted and request.services
            else None,
            "counted": counted,
        }
