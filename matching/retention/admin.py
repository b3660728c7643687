"""The bordereaux join the admin's addresses and the menu of reports."""

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from matching.retention.views import INDEX, VIEW


class ManifestsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(VIEW)


@hooks.register("register_admin_urls")
def addresses_of_retention():
    return [path("conservation/", include("matching.retention.urls"))]


@hooks.register("register_reports_menu_item")
def manifests_item():
    return ManifestsMenuItem(
        "Bordereaux d'élimination",
        reverse_lazy(INDEX),
        name="bordereaux",
        icon_name="clipboard-list",
        order=110,
    )
