"""The report «Consultations», in the menu of reports."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from psf.perimeter.views import ConsultationsView


class ConsultationsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("perimeter.view_accesslog")


@hooks.register("register_reports_menu_item")
def consultations_menu_item() -> MenuItem:
    return ConsultationsMenuItem(
        "Consultations", reverse_lazy("perimeter_consultations"), icon_name="view", order=100
    )


@hooks.register("register_admin_urls")
def consultations_urls() -> list[URLPattern]:
    return [
        path("consultations/", ConsultationsView.as_view(), name="perimeter_consultations"),
        path(
            "consultations/resultats/",
            ConsultationsView.as_view(results_only=True),
            name="perimeter_consultations_results",
        ),
    ]
