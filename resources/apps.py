from django.apps import AppConfig

# Written by visitors or by the machinery.
SHOWN_NOWHERE = {"MissedSearch", "SearchEntry", "OutsideLink", "LoadedContent"}


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = "Ressources"
    rooms = ("clause",)

    def ready(self):
        from home import signals
        from resources.models import FriseStep

        signals.watch("resources", silent=SHOWN_NOWHERE)
        signals.watch_links(FriseStep.guides.through)
