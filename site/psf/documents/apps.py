from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "psf.documents"
    label = "documents"
    verbose_name = "Documents"

    def ready(self):
        from psf.documents import checks  # noqa: F401
        from psf.documents.kinds import KINDS

        KINDS.discover()
