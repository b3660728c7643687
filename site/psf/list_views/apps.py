from django.apps import AppConfig


class ListViewsConfig(AppConfig):
    name = "psf.list_views"
    label = "list_views"
    verbose_name = "Vues des listes"

    def ready(self):
        from psf.list_views.lists import LISTS

        LISTS.discover()
