from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Accueil"

    def ready(self):
        from home import signals
        from home.searching import SEARCHES

        signals.connect()
        SEARCHES.discover()
