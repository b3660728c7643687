from django.apps import AppConfig

from psf.registry import autodiscover


class ImportsConfig(AppConfig):
    name = "psf.imports"
    label = "imports"
    verbose_name = "Imports"

    def ready(self):
        from psf.worker.schedules import every

        # Each app declares what can be imported into it in its own `imports.py`.
        autodiscover("imports")
        every("Effacer les imports abandonnés", "psf.imports.tasks.purge", minutes=60)
