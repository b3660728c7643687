from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from psf.wagtail_seams.accounts import close_avatars

close_avatars()


@hooks.register("register_admin_urls")
def private_document_urls():
    return [path("", include("psf.documents.urls", namespace="documents_prives"))]


class TemplatesMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("documents.add_documenttemplate")


@hooks.register("register_settings_menu_item")
def templates_menu_item():
    return TemplatesMenuItem(
        "Modèles de documents",
        reverse("documents_prives:templates"),
        name="modeles",
        icon_name="doc-full-inverse",
        order=600,
    )
