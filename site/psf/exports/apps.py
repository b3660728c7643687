from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "psf.exports"
    label = "exports"
    verbose_name = "Listes à télécharger"

    def ready(self):
        from psf.exports.asking import ask
        from psf.spreadsheets.exports import SafeExportMixin

        SafeExportMixin.later = staticmethod(ask)
