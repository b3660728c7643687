"""The steps that each territory adapts join the admin's settings."""

from django.urls import include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from psf.workflow.policies.access import VIEW


class PoliciesMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(VIEW)


@hooks.register("register_settings_menu_item")
def policies_menu_item():
    return PoliciesMenuItem(
        "Étapes et délais", reverse_lazy("etapes:list"), icon_name="sliders", order=10
    )


@hooks.register("register_admin_urls")
def policies_urls():
    return [path("etapes/", include("psf.workflow.policies.urls"))]
