"""« Conservation » in the admin's menu, and its addresses."""

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

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
