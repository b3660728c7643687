from django.apps import AppConfig


class ProConnectConfig(AppConfig):
    name = "psf.proconnect"
    label = "proconnect"
    verbose_name = "ProConnect"

    def ready(self):
        from psf.proconnect import checks  # noqa: F401
