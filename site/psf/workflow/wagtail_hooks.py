"""The steps that each territory adapts join the admin's settings."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from psf.workflow.policies.access import VIEW


class PoliciesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(VIEW)


@hooks.register("register_settings_menu_item")
def policies_menu_item() -> MenuItem:
    return PoliciesMenuItem(
        "Étapes et délais", reverse_lazy("etapes:list"), icon_name="sliders", order=10
    )


@hooks.register("register_admin_urls")
def policies_urls() -> list[URLResolver]:
    return [path("etapes/", include("psf.workflow.policies.urls"))]
