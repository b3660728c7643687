"""«Messages» in the menu, «Modèles de messages» among the settings."""

from django.urls import include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from psf.accounts.levels import CHANGE_TEXTS, levels_of


class MessagesMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("messaging.view_message")


class TemplatesMenuItem(MenuItem):
    def is_shown(self, request):
        return bool(levels_of(request.user, CHANGE_TEXTS))


@hooks.register("register_admin_urls")
def messages_urls():
    return [
        path("messages/", include("psf.messaging.urls")),
        path("modeles-de-messages/", include("psf.messaging.template_urls")),
    ]


@hooks.register("register_admin_menu_item")
def messages_item():
    return MessagesMenuItem(
        "Messages", reverse_lazy("messaging:index"), name="messages", icon_name="mail", order=40
    )


@hooks.register("register_settings_menu_item")
def templates_item():
    return TemplatesMenuItem(
        "Modèles de messages",
        reverse_lazy("messaging_templates:index"),
        icon_name="doc-full",
        order=20,
    )
