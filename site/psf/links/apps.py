from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "psf.links"
    label = "links"
    verbose_name = "Liens personnels"
