from django.apps import AppConfig

# Written by visitors or by the machinery.
SHOWN_NOWHERE = {"MissedSearch", "SearchEntry", "OutsideLink", "LoadedContent"}


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = "Ressources"

    def ready(self):
        # The clause's documents are replaced in the admin, like those of the dossier.
        from resources.clause import kinds

        kinds.register_all()

        from home import searching, signals
        from resources import messages, tasks
        from resources.models import FriseStep
        from resources.search.asking import search

        messages.register()
        tasks.declare()
        searching.register(search)
        signals.watch("resources", silent=SHOWN_NOWHERE)
        signals.watch_links(FriseStep.guides.through)
