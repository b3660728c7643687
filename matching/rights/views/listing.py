"""Every request that the reader answers, the first due on top; the DPO reads all, by code."""

from contextlib import nullcontext

from django.core.paginator import Paginator
from django.utils import timezone

from matching.models import RightsRequest
from matching.rights.views.screens import RightsScreen
from psf.perimeter.scope import all_services

ROWS = 50


class RequestsView(RightsScreen):
    page_title = "Demandes d'exercice de droits"
    template_name = "matching/rights/list.html"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items()[:-2], {"url": "", "label": self.page_title}]

    def get(self, request):
        closed = request.GET.get("closes") == "1"
        dpo = request.user.is_dpo
        sight = all_services("the DPO reads all rights requests, by code") if dpo else nullcontext()
        with sight:
            rows = RightsRequest.objects.select_related("service", "archive")
            counts = {"open": rows.open().count(), "closed": rows.answered().count()}
            rows = rows.answered() if closed else rows.open()
            page = Paginator(rows.first_due(), ROWS).get_page(request.GET.get("p"))
            return self.show(
                rows=list(page),
                page=page,
                counts=counts,
                closed=closed,
                today=timezone.localdate(),
                sees_all=dpo,
            ).render()
