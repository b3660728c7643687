from django.apps import AppConfig

from psf.registry import autodiscover


class DocumentsConfig(AppConfig):
    name = "psf.documents"
    label = "documents"
    verbose_name = "Documents"

    def ready(self):
        from psf.worker.schedules import every

        # Each app declares what can be produced from its records in its own `documents`.
        autodiscover("documents.kinds")
        every("Analyser les pièces en attente", "psf.documents.tasks.scan_waiting", minutes=5)
        every(
            "Effacer les fichiers sans pièce", "psf.documents.tasks.clean_private_files", minutes=60
        )
