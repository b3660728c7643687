"""« Conservation » in the admin's menu, the bordereaux in that of reports, and their addresses."""

from django.urls import include, path, reverse, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from matching.retention.views.manifests import INDEX, VIEW

SEE = "matching.see_conservation"


class ConservationMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(SEE)


@hooks.register("register_admin_menu_item")
def conservation_item():
    return ConservationMenuItem(
        "Conservation",
        reverse("conservation:index"),
        name="conservation",
        icon_name="time",
        order=140,
    )


@hooks.register("register_admin_urls")
def addresses_of_conservation():
    return [path("conservation/", include("matching.retention.urls"))]


class ManifestsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(VIEW)


@hooks.register("register_reports_menu_item")
def manifests_item():
    return ManifestsMenuItem(
        "Bordereaux d'élimination",
        reverse_lazy(INDEX),
        name="bordereaux",
        icon_name="clipboard-list",
        order=110,
    )
