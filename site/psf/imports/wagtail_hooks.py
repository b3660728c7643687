from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views.base import allowed_kinds


@hooks.register("register_admin_urls")
def import_urls():
    return [path("imports/", include("psf.imports.urls", namespace="imports"))]


@hooks.register("register_log_actions")
def import_log_actions(actions):
    actions.register_action(
        "imports.undo", "Annuler un import", "Remise comme avant un import annulé"
    )


class ImportsMenuItem(MenuItem):
    def is_shown(self, request):
        return bool(allowed_kinds(request.user))


@hooks.register("register_admin_menu_item")
def imports_menu_item():
    return ImportsMenuItem(
        "Imports", reverse("imports:index"), name="imports", icon_name="upload", order=850
    )
