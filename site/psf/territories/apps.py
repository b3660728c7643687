from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "psf.territories"
    label = "territories"
    verbose_name = "Territoires"
