"""Lists of words join the admin's settings."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from psf.words.access import VIEW


class WordsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(VIEW)


@hooks.register("register_settings_menu_item")
def words_menu_item() -> MenuItem:
    return WordsMenuItem(
        "Listes de mots", reverse_lazy("mots:lists"), icon_name="list-ul", order=11
    )


@hooks.register("register_admin_urls")
def words_urls() -> list[URLResolver]:
    return [path("mots/", include("psf.words.urls"))]
