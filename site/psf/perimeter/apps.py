from django.apps import AppConfig


class PerimeterConfig(AppConfig):
    name = "psf.perimeter"
    label = "perimeter"
    verbose_name = "Périmètres"
