from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "psf.imports"
    label = "imports"
    verbose_name = "Imports"

    def ready(self):
        from psf.imports.kinds import KINDS

        KINDS.discover()
