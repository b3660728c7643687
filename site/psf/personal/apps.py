from django.apps import AppConfig


class PersonalConfig(AppConfig):
    name = "psf.personal"
    label = "personal"
    verbose_name = "Données personnelles"

    def ready(self):
        from psf.personal.rules import TABLES

        TABLES.discover()
