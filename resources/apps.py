from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = "Ressources"

    def ready(self):
        # The clause's documents are replaced in the admin, like those of the dossier.
        from resources.clause import kinds

        kinds.register_all()

        from resources import messages, tasks

        messages.register()
        tasks.declare()
